#include "core/plan/entitlements_diff.hpp"

#include <algorithm>

#include "core/plan/lifecycle.hpp"

namespace rosterd::plan
{

namespace
{

using Item = EntitlementChange::Item;

std::vector<Item> items_of(const Entitled& entitled)
{
    std::vector<Item> items;
    for (const Entitled::Grant& grant : entitled.rights) {
        const bool role = grant.right.kind == model::RightKind::role;
        items.push_back({role ? "role" : "attendance_group", grant.right.name, grant.rule});
    }
    const auto add = [&](const char* kind, const std::optional<Entitled::Switch>& one) {
        if (one) {
            items.push_back({kind, one->on ? "true" : "false", one->rule});
        }
    };
    add("hide_mobile", entitled.hide_mobile);
    add("senior_mode", entitled.senior_mode);
    return items;
}

// What `some` has and `others` has not, whichever rule says so.
std::vector<Item> only_in(const std::vector<Item>& some, const std::vector<Item>& others)
{
    std::vector<Item> out;
    std::ranges::copy_if(some, std::back_inserter(out), [&](const Item& item) {
        return std::ranges::none_of(others, [&](const Item& other) {
            return other.kind == item.kind && other.name == item.name;
        });
    });
    return out;
}

} // namespace

std::vector<EntitlementChange> compare_entitlements(const PlanInput& input,
                                                    const model::Entitlements& other)
{
    const Lifecycle lifecycle{input};
    const auto paths = record_paths(input.department_records);
    model::Policy changed = input.policy;
    changed.entitlements = other;
    std::vector<EntitlementChange> out;
    for (const PersonCase& one : input.people) {
        const Fate fate = lifecycle.verdict(one).fate;
        if (fate != Fate::find && fate != Fate::keep) {
            continue;
        }
        const auto departments = department_paths(one.person, paths);
        const auto now = items_of(entitled_to(one.person, departments, input.policy));
        const auto then = items_of(entitled_to(one.person, departments, changed));
        EntitlementChange change{one.person.origin.source, one.person.employee_id, one.person.name,
                                 only_in(then, now), only_in(now, then)};
        if (!change.gains.empty() || !change.loses.empty()) {
            out.push_back(std::move(change));
        }
    }
    return out;
}

} // namespace rosterd::plan
