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

// Rights that the records name and no rule does. DingTalk is not asked, so that only a policy that
// names some can tell that one of them is hardly meant.
std::vector<model::Finding> unnamed_rights(const std::vector<model::Person>& people,
                                           const std::set<model::Right>& named,
                                           model::Language language)
{
    std::vector<model::Finding> findings;
    const auto look_at = [&](const model::Person& person, const model::Right& right,
                             std::string_view text, const char* field) {
        const bool others = std::ranges::any_of(
            named, [&](const model::Right& one) { return one.kind == right.kind; });
        if (others && !named.contains(right)) {
            findings.push_back(plan::in_words({text, field, right.name, {}}, language));
            findings.back().origin = person.origin;
            findings.back().employee_id = person.employee_id;
        }
    };
    for (const model::Person& person : people) {
        for (const model::Right& right : model::stated_rights(person)) {
            const bool role = right.kind == model::RightKind::role;
            look_at(person, right, role ? "roles.unknown/alone" : "attendance_group.unknown/alone",
                    role ? "roles" : "attendance_group");
        }
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
    const std::set<model::Right> named = model::named_rights(policy.entitlements);
    input.rights_known = named;
    for (const model::Person& person : ingested.people) {
        input.rights_known.merge(model::stated_rights(person));
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
    std::ranges::move(unnamed_rights(ingested.people, named, language),
                      std::back_inserter(findings));
    return findings;
}

} // namespace rosterd::cycle
