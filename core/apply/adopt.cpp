#include "core/apply/adopt.hpp"

#include <algorithm>
#include <map>

#include "core/plan/tree.hpp"

namespace rosterd::apply
{

namespace
{

// Why an account that rosterd did not make is its own to manage.
void audit(state::Store& store, const std::string& run_id, const model::Adoption& adoption,
           model::Instant now)
{
    const auto person = store.roster().find(adoption.source, adoption.employee_id);
    state::AuditEntry entry;
    entry.at = now;
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = "user.adopt";
    entry.employee_id = adoption.employee_id;
    entry.target = adoption.userid;
    entry.cause = {{"source", adoption.source},
                   {"where", person ? person->person.origin.where : ""},
                   {"rule", "match." + adoption.rule}};
    store.audit().append(entry);
}

void audit(state::Store& store, const std::string& run_id,
           const model::DepartmentAdoption& adoption, model::Instant now)
{
    state::AuditEntry entry;
    entry.at = now;
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = "department.adopt";
    entry.target = adoption.key;
    entry.after = {{"dept_id", adoption.dept_id}};
    entry.cause = {{"rule", "match.name"}};
    store.audit().append(entry);
}

// The mark that rosterd leaves on what it makes outlives a lost link.
bool made_by_us(const std::vector<model::ObservedDepartment>& departments,
                const model::DepartmentAdoption& adoption)
{
    const auto found = std::find_if(departments.begin(), departments.end(), [&](const auto& one) {
        return one.dept_id == adoption.dept_id;
    });
    return found != departments.end() &&
           found->source_identifier == plan::department_mark(adoption.key);
}

} // namespace

Adopted adopt(state::Store& store, const model::Plan& plan, const std::string& run_id,
              model::Instant now)
{
    Adopted adopted;
    if (plan.adoptions.empty() && plan.department_adoptions.empty()) {
        return adopted;
    }
    state::MirrorStore& mirror = store.mirror();
    store.transaction([&] {
        for (const model::Adoption& one : plan.adoptions) {
            // Else it is theirs already or somebody else's by now, or they have another account: a
            // saved plan may be old.
            if (!mirror.link_to(one.userid) && !mirror.link_of(one.source, one.employee_id)) {
                mirror.put(
                    state::PersonLink{one.source, one.employee_id, one.userid, false, now, {}});
                mirror.remove_invitation(one.source, one.employee_id);
                audit(store, run_id, one, now);
                adopted.accounts.push_back(one);
            }
        }
        const auto departments = plan.department_adoptions.empty()
                                     ? std::vector<model::ObservedDepartment>{}
                                     : mirror.departments();
        std::map<std::string, model::DeptId> linked;
        for (const state::DepartmentLink& link : mirror.department_links()) {
            linked[link.key] = link.dept_id;
        }
        for (const model::DepartmentAdoption& one : plan.department_adoptions) {
            const auto before = linked.find(one.key);
            if (before == linked.end() || before->second != one.dept_id) {
                mirror.put(
                    state::DepartmentLink{one.key, one.dept_id, made_by_us(departments, one)});
                audit(store, run_id, one, now);
                adopted.departments.push_back(one);
            }
        }
    });
    return adopted;
}

} // namespace rosterd::apply
