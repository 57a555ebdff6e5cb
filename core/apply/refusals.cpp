#include "core/apply/refusals.hpp"

#include "core/dingtalk/refused_for.hpp"

namespace rosterd::apply
{

namespace
{

using dingtalk::RefusedFor;

RefusedFor refused_for(const Outcome& outcome)
{
    return outcome.outcome == OperationOutcome::failed ? dingtalk::refused_for(outcome.code)
                                                       : RefusedFor::object;
}

} // namespace

Course Refusals::heard(model::OperationKind kind, const Outcome& outcome)
{
    const RefusedFor why = refused_for(outcome);
    if (why == RefusedFor::application) {
        return ++everything_ < kAlikeToStop ? Course::on_trial : Course::ended;
    }
    everything_ = 0;
    if (why == RefusedFor::object || outcome.by_transfer) {
        kinds_[kind] = 0;
        suspected_.erase(kind);
        return Course::on;
    }
    if (++kinds_[kind] < kAlikeToStop && !suspected_.contains(kind)) {
        return Course::on_trial;
    }
    ended_.insert(kind);
    return Course::without_kind;
}

} // namespace rosterd::apply
