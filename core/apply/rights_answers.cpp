#include "core/apply/rights_answers.hpp"

namespace rosterd::apply
{

namespace
{

using dingtalk::ApiError;
using Kind = model::OperationKind;

constexpr const char* kNotCarriedOut = "was not carried out; the next plan does it again";

Outcome not_read(const ApiError& error)
{
    Outcome out = failed(error);
    out.message = "could not be found out: " + error.message;
    out.unknown = true;
    out.unreachable = !error.stopped;
    out.outcome = OperationOutcome::not_started;
    return out;
}

Outcome judged(const model::Operation& operation, const Userids& holders)
{
    const bool give = operation.kind == Kind::role_grant || operation.kind == Kind::attendance_add;
    return holders.contains(operation.userid) == give ? Outcome{} : failed("", kNotCarriedOut);
}

} // namespace

void ask_holders(dingtalk::Rights& rights, const model::Right& right, const std::string& id,
                 dingtalk::Answer<Userids> done)
{
    const auto as_set =
        [done = std::move(done)](const tl::expected<std::vector<std::string>, ApiError>& answer) {
            if (answer) {
                done(Userids{answer->begin(), answer->end()});
            } else if (answer.error().code == "33011") { // the role is gone, and nobody holds it
                done(Userids{});
            } else {
                done(tl::unexpected(answer.error()));
            }
        };
    if (right.kind == model::RightKind::role) {
        rights.role_members(std::stoll(id), as_set);
    } else {
        rights.attendance_members(id, as_set);
    }
}

void look_for_role(dingtalk::Rights& rights, const std::string& role, const ApiError& before,
                   const std::function<void(Outcome)>& done)
{
    rights.role_groups([role, before, done](const auto& groups) {
        if (!groups) {
            done(not_read(groups.error()));
            return;
        }
        Outcome out = before.code.empty() ? failed("", kNotCarriedOut) : failed(before);
        for (const dingtalk::RoleGroup& group : *groups) {
            if (group.name != model::role_group_of(role) || !out.right_id.empty()) {
                continue; // of two groups with the name, the one that has the role
            }
            out.role_group_id = std::to_string(group.id);
            for (const dingtalk::Role& one : group.roles) {
                if (one.name == model::role_name_of(role)) {
                    out.outcome = OperationOutcome::done;
                    out.right_id = std::to_string(one.id);
                }
            }
        }
        done(std::move(out));
    });
}

void RightsFoundOut::ask(const model::Operation& operation,
                         const std::function<void(Outcome)>& done)
{
    const model::Right right = *model::right_of(operation);
    if (operation.kind == Kind::role_create) {
        look_for_role(rights_, right.name, {}, done);
        return;
    }
    if (const auto read = holders_.find(right); read != holders_.end()) {
        done(judged(operation, read->second));
        return;
    }
    const auto known = known_.known();
    const auto id = known.find(right);
    if (id == known.end()) { // what it stands on was never made, so neither was it
        done(failed("", kNotCarriedOut));
        return;
    }
    ask_holders(rights_, right, id->second, [this, operation, right, done](const auto& holders) {
        if (!holders) {
            done(not_read(holders.error()));
            return;
        }
        holders_[right] = *holders;
        done(judged(operation, *holders));
    });
}

} // namespace rosterd::apply
