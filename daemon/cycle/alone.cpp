#include "daemon/cycle/alone.hpp"

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
    return plan::make(input).plan.findings;
}

} // namespace rosterd::cycle
