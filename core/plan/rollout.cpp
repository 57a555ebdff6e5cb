#include "core/plan/rollout.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "core/model/paths.hpp"
#include "core/model/record.hpp"

namespace rosterd::plan
{

namespace
{

// The same for one person in every run and on every machine: 0 to under 100.
double share_of(const std::string& employee_id)
{
    return static_cast<double>(model::fingerprint(employee_id) % 10'000) / 100.0;
}

bool fits(const model::Ring& ring, const model::Person& person)
{
    if (ring.departments.empty() && ring.employee_ids.empty() && ring.percent <= 0) {
        return true;
    }
    if (std::ranges::count(ring.employee_ids, person.employee_id) > 0 ||
        share_of(person.employee_id) < ring.percent) {
        return true;
    }
    const auto keys = person.departments.value_or(std::vector<model::DepartmentKey>{});
    return std::ranges::any_of(ring.departments, [&](const std::string& pattern) {
        return std::ranges::any_of(
            keys, [&](const std::string& key) { return model::matches(pattern, key); });
    });
}

} // namespace

std::size_t ring_of(const model::Policy& policy, const model::Person& person)
{
    const auto ring = std::ranges::find_if(
        policy.rollout, [&](const model::Ring& one) { return fits(one, person); });
    return static_cast<std::size_t>(ring - policy.rollout.begin());
}

std::vector<bool> waiting_for_ring(const model::Plan& plan, const PlanInput& input)
{
    std::vector<bool> waits(plan.operations.size(), false);
    if (input.rings_started >= input.policy.rollout.size()) {
        return waits;
    }
    std::map<std::pair<std::string, std::string>, bool> outside;
    for (const PersonCase& one : input.people) {
        outside[{one.person.origin.source, one.person.employee_id}] =
            ring_of(input.policy, one.person) >= input.rings_started;
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
