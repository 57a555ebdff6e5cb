#include "core/plan/held_with_it.hpp"

#include <algorithm>

namespace rosterd::plan
{

using model::Operation;
using model::OperationKind;

namespace
{

bool makes_room(const Operation& first, const Operation& then)
{
    if (first.userid != then.userid || first.department != then.department ||
        first.source != then.source || first.employee_id != then.employee_id) {
        return false; // a leaver goes, whether or not somebody gets the userid
    }
    const std::string& rule = first.cause.rule;
    return rule == "number.swap" || rule == "name.swap" ||
           (first.kind == OperationKind::user_delete && then.kind == OperationKind::user_create);
}

} // namespace

HeldWithIt::HeldWithIt(const model::Plan& plan) : operations_{plan.operations}
{
    for (std::size_t i = 0; i < operations_.size(); ++i) {
        place_.emplace(operations_[i].id, i);
    }
}

void HeldWithIt::spread(std::vector<bool>& held) const
{
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < held.size(); ++i) {
            const auto& needs = operations_[i].needs;
            held[i] = held[i] || std::ranges::any_of(needs, [&](const std::string& id) {
                          const auto found = place_.find(id);
                          return found != place_.end() && held[found->second];
                      });
            again |= held[i] && hold_room_made_for(i, held);
        }
    }
}

bool HeldWithIt::hold_room_made_for(std::size_t change, std::vector<bool>& held) const
{
    const Operation& operation = operations_[change];
    bool more = false;
    for (const std::string& id : operation.needs) {
        const auto found = place_.find(id);
        if (found != place_.end() && !held[found->second] &&
            makes_room(operations_[found->second], operation)) {
            held[found->second] = more = true;
        }
    }
    return more;
}

} // namespace rosterd::plan
