#include "daemon/cycle/alone.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>

#include "core/plan/finding_texts.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::cycle
{

namespace
{

// The managed root is there: everything else the plan would create.
model::ObservedDepartment root_of(const model::Policy& policy)
{
    model::ObservedDepartment root;
    root.dept_id = policy.root_dept_id;
    return root;
}

// Who is, manager by manager, their own manager. Whoever only names themselves is told by ingest.
std::vector<model::Finding> manager_rings(const std::vector<model::Person>& people,
                                          model::Language language)
{
    constexpr std::size_t nobody = static_cast<std::size_t>(-1);
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::size_t i = 0; i < people.size(); ++i) {
        by_id.emplace(people[i].employee_id, i);
    }
    const auto manager_of = [&](std::size_t i) {
        const auto found = by_id.find(people[i].manager_id.value_or(""));
        return found == by_id.end() || found->second == i ? nobody : found->second;
    };
    std::vector<std::size_t> walk_of(people.size(), nobody); // the walk that came by first
    std::vector<model::Finding> findings;
    for (std::size_t start = 0; start < people.size(); ++start) {
        std::size_t at = start;
        for (; at != nobody && walk_of[at] == nobody; at = manager_of(at)) {
            walk_of[at] = start;
        }
        if (at == nobody || walk_of[at] != start) {
            continue;
        }
        const std::size_t first = at;
        do {
            const model::Person& one = people[at];
            findings.push_back(plan::in_words(
                {"manager.circle", "manager_id", *one.manager_id, {{"person", one.employee_id}}},
                language));
            findings.back().origin = one.origin;
            findings.back().employee_id = one.employee_id;
            at = manager_of(at);
        } while (at != first);
    }
    return findings;
}

} // namespace

std::vector<model::Finding> findings_alone(const ingest::Ingested& ingested,
                                           const model::Policy& policy, model::Language language,
                                           model::Instant now)
{
    plan::PlanInput input;
    input.policy = policy;
    input.language = language;
    input.now = now;
    input.observed_departments.push_back(root_of(policy));
    input.department_records = ingested.departments;
    for (const model::Person& person : ingested.people) {
        input.people.emplace_back().person = person;
        for (const std::string& key : model::departments_of(person)) {
            ++input.departments_in_use[key];
        }
        for (const std::string& key : person.leads) {
            input.leaders.push_back({key, person.origin.source, person.employee_id, ""});
        }
    }
    for (const model::Finding& one : ingested.findings) {
        if (one.severity == model::Severity::error && !one.employee_id.empty()) {
            input.known_people.push_back({one.origin.source, one.employee_id, one.employee_id});
        }
    }
    auto findings = plan::make(input).plan.findings;
    std::ranges::move(manager_rings(ingested.people, language), std::back_inserter(findings));
    return findings;
}

} // namespace rosterd::cycle
