#include "core/plan/rollout.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "core/model/paths.hpp"
#include "core/model/record.hpp"
#include "core/plan/entitlements.hpp"
#include "core/plan/lifecycle.hpp"
#include "core/plan/workplace.hpp"

namespace rosterd::plan
{

namespace
{

// The same for one person in every run and on every machine: 0 to under 100.
double share_of(const std::string& employee_id)
{
    return static_cast<double>(model::fingerprint(employee_id) % 10'000) / 100.0;
}

bool fits_ring(const model::Ring& ring, const model::Person& person,
               const std::vector<std::string>& departments)
{
    if (ring.departments.empty() && ring.employee_ids.empty() && ring.percent <= 0) {
        return true;
    }
    if (std::ranges::count(ring.employee_ids, person.employee_id) > 0 ||
        share_of(person.employee_id) < ring.percent) {
        return true;
    }
    return std::ranges::any_of(ring.departments, [&](const std::string& pattern) {
        return std::ranges::any_of(
            departments, [&](const std::string& path) { return model::matches(pattern, path); });
    });
}

// By the record; of a leaver also by where the account is.
bool is_outside(const PersonCase& person, bool leaver, const PlanInput& input,
                const std::unordered_map<model::DepartmentKey, std::string>& paths)
{
    const auto outside = [&](const model::Person& one) {
        return ring_of(input.policy, one, department_paths(one, paths)) >= input.rings_started;
    };
    return outside(person.person) && !(leaver && !outside(as_employed(person, input).person));
}

} // namespace

std::size_t ring_of(const model::Policy& policy, const model::Person& person,
                    const std::vector<std::string>& departments)
{
    const auto ring = std::ranges::find_if(policy.rollout, [&](const model::Ring& one) {
        return fits_ring(one, person, departments);
    });
    return static_cast<std::size_t>(ring - policy.rollout.begin());
}

bool waits_for_ring(const PersonCase& person, bool leaver, const PlanInput& input)
{
    return input.rings_started < input.policy.rollout.size() &&
           is_outside(person, leaver, input, record_paths(input.department_records));
}

std::vector<bool> waiting_for_ring(const model::Plan& plan, const PlanInput& input)
{
    std::vector<bool> waits(plan.operations.size(), false);
    if (input.rings_started >= input.policy.rollout.size()) {
        return waits;
    }
    std::set<std::pair<std::string, std::string>> leavers;
    for (const model::Operation& operation : plan.operations) {
        if (operation.cause.rule.starts_with("leaver.")) {
            leavers.emplace(operation.source, operation.employee_id);
        }
    }
    const auto paths = record_paths(input.department_records);
    std::map<std::pair<std::string, std::string>, bool> outside;
    for (const PersonCase& one : input.people) {
        const std::pair who{one.person.origin.source, one.person.employee_id};
        outside[who] = is_outside(one, leavers.contains(who), input, paths);
    }
    std::unordered_map<std::string_view, std::size_t> place;
    std::vector<std::size_t> open; // what goes on, and what that needs
    for (std::size_t i = 0; i < waits.size(); ++i) {
        const model::Operation& operation = plan.operations[i];
        place.emplace(operation.id, i);
        const auto person = outside.find({operation.source, operation.employee_id});
        const bool nobodys = operation.employee_id.empty();
        waits[i] = nobodys || (person != outside.end() && person->second);
        if (!waits[i]) {
            open.push_back(i);
        }
    }
    while (!open.empty()) {
        const model::Operation& operation = plan.operations[open.back()];
        open.pop_back();
        for (const std::string& id : operation.needs) {
            const auto needed = place.find(id);
            if (needed != place.end() && waits[needed->second] &&
                plan.operations[needed->second].employee_id.empty()) {
                waits[needed->second] = false;
                open.push_back(needed->second);
            }
        }
    }
    return waits;
}

bool waits_for_approval(const model::Plan& plan)
{
    return std::ranges::any_of(plan.held,
                               [](const model::Hold& hold) { return hold.guard != "rollout"; });
}

} // namespace rosterd::plan
