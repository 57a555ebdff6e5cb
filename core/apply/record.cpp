#include "core/apply/record.hpp"

#include <algorithm>
#include <map>

#include "core/apply/fields.hpp"

namespace rosterd::apply
{

namespace
{

using Kind = model::OperationKind;

std::optional<model::ObservedUser> mirrored_user(state::MirrorStore& mirror,
                                                 const std::string& userid)
{
    const std::vector<std::string> one{userid};
    auto users = mirror.users(one);
    return users.empty() ? std::nullopt : std::optional{std::move(users.front())};
}

std::optional<model::ObservedDepartment> mirrored_department(state::MirrorStore& mirror,
                                                             model::DeptId dept_id)
{
    for (model::ObservedDepartment& department : mirror.departments()) {
        if (department.dept_id == dept_id) {
            return std::move(department);
        }
    }
    return std::nullopt;
}

void link(state::MirrorStore& mirror, const model::Operation& operation, model::Instant now)
{
    // The userid of somebody whose account is gone may be another's by now.
    const auto former = mirror.link_to(operation.userid);
    if (former &&
        (former->source != operation.source || former->employee_id != operation.employee_id)) {
        mirror.remove_link(former->source, former->employee_id);
    }
    const auto before = mirror.link_of(operation.source, operation.employee_id);
    state::PersonLink link{
        operation.source, operation.employee_id, operation.userid, true, now, {}};
    if (before && before->userid == operation.userid) {
        link.created = before->created;
        link.since = before->since;
    }
    mirror.put(link);
}

void keep_read(state::MirrorStore& mirror, const model::Operation& operation,
               const Outcome& outcome)
{
    if (outcome.account) {
        mirror.put(*outcome.account);
    } else if (outcome.absent && operation.department.empty()) {
        mirror.remove_user(operation.userid);
    }
    if (outcome.department) {
        mirror.put(*outcome.department);
    }
}

void created_user(state::MirrorStore& mirror, const model::Operation& operation,
                  const Outcome& outcome, model::Instant now)
{
    model::ObservedUser user;
    if (outcome.account) {
        user = *outcome.account;
    } else {
        user.userid = operation.userid;
        user.unionid = outcome.unionid;
        set_fields(user, outcome.fields);
    }
    mirror.put(user);
    link(mirror, operation, now);
}

void created_department(state::MirrorStore& mirror, const model::Operation& operation,
                        const Outcome& outcome)
{
    // A list of sub-departments tells no order and no managers: for our own, what was sent does.
    auto department = outcome.department.value_or(model::ObservedDepartment{});
    department.dept_id = outcome.dept_id;
    if (!outcome.adopted) {
        set_fields(department, outcome.fields);
    }
    mirror.put(department);
    mirror.put(state::DepartmentLink{operation.department, outcome.dept_id, !outcome.adopted});
}

// DingTalk drops a manager who is no longer a member (derived: managers must be members, 40031).
void drop_as_manager(state::MirrorStore& mirror, const std::string& userid,
                     const std::vector<model::DeptId>& stays)
{
    for (model::ObservedDepartment& department : mirror.departments()) {
        const bool member =
            std::find(stays.begin(), stays.end(), department.dept_id) != stays.end();
        if (!member && std::erase(department.manager_userids, userid) > 0) {
            mirror.put(department);
        }
    }
}

void updated_user(state::MirrorStore& mirror, const model::Operation& operation,
                  const Outcome& outcome)
{
    if (auto user = outcome.account ? outcome.account : mirrored_user(mirror, operation.userid)) {
        set_fields(*user, outcome.fields);
        mirror.put(*user);
        if (outcome.fields.contains("dept_id_list")) {
            drop_as_manager(mirror, operation.userid, user->dept_ids);
        }
    }
}

void updated_department(state::MirrorStore& mirror, const model::Operation& operation,
                        const Outcome& outcome)
{
    if (auto department = mirrored_department(mirror, operation.dept_id)) {
        set_fields(*department, outcome.fields);
        mirror.put(*department);
    }
}

void switched(state::MirrorStore& mirror, const model::Operation& operation, bool disabled,
              model::Instant now)
{
    if (auto user = mirrored_user(mirror, operation.userid)) {
        user->disabled = disabled;
        mirror.put(*user);
    }
    if (auto link = mirror.link_of(operation.source, operation.employee_id)) {
        link->disabled_since = disabled ? std::optional{now} : std::nullopt;
        mirror.put(*link);
    }
}

void audit(state::Store& store, const std::string& run_id, const model::Operation& operation,
           model::Instant now)
{
    state::AuditEntry entry;
    entry.at = now;
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = std::string{model::to_string(operation.kind)};
    entry.employee_id = operation.employee_id;
    entry.target = operation.department.empty() ? operation.userid : operation.department;
    entry.before = operation.before;
    entry.after = operation.after;
    entry.cause = {{"source", operation.cause.source},
                   {"where", operation.cause.where},
                   {"rule", operation.cause.rule}};
    store.runs().audit(entry);
}

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
    store.runs().audit(entry);
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
    store.runs().audit(entry);
}

// The mark that rosterd leaves on what it makes outlives a lost link.
bool made_by_us(state::MirrorStore& mirror, const model::DepartmentAdoption& adoption)
{
    const auto department = mirrored_department(mirror, adoption.dept_id);
    return department && department->source_identifier == "rosterd:" + adoption.key;
}

} // namespace

void record(state::Store& store, const std::string& run_id, const model::Operation& operation,
            const Outcome& outcome, model::Instant now)
{
    state::MirrorStore& mirror = store.mirror();
    if (outcome.outcome != OperationOutcome::done) {
        keep_read(mirror, operation, outcome);
        return;
    }
    switch (operation.kind) {
    case Kind::user_create:
        created_user(mirror, operation, outcome, now);
        break;
    case Kind::user_update:
        updated_user(mirror, operation, outcome);
        break;
    case Kind::user_disable:
        switched(mirror, operation, true, now);
        break;
    case Kind::user_enable:
        switched(mirror, operation, false, now);
        break;
    case Kind::user_delete: // the link stays: whoever comes back gets the same userid
        mirror.remove_user(operation.userid);
        drop_as_manager(mirror, operation.userid, {});
        break;
    case Kind::department_create:
        created_department(mirror, operation, outcome);
        break;
    case Kind::department_update:
        updated_department(mirror, operation, outcome);
        break;
    case Kind::department_delete:
        mirror.remove_department(operation.dept_id);
        mirror.remove_department_link(operation.department);
        break;
    case Kind::role_create:
    case Kind::role_grant:
    case Kind::role_revoke:
    case Kind::attendance_add:
    case Kind::attendance_remove:
        break; // never sent, so never done
    }
    if (operation.department.empty()) { // a saved plan may be older than what HR says now
        const std::vector<std::string> touched{operation.userid};
        store.roster().unsettle(touched);
    }
    audit(store, run_id, operation, now);
}

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
            if (!mirror.link_to(
                    one.userid)) { // else it is theirs already, or somebody else's by now
                mirror.put(
                    state::PersonLink{one.source, one.employee_id, one.userid, false, now, {}});
                audit(store, run_id, one, now);
                adopted.accounts.push_back(one);
            }
        }
        std::map<std::string, model::DeptId> linked;
        for (const state::DepartmentLink& link : mirror.department_links()) {
            linked[link.key] = link.dept_id;
        }
        for (const model::DepartmentAdoption& one : plan.department_adoptions) {
            const auto before = linked.find(one.key);
            if (before == linked.end() || before->second != one.dept_id) {
                mirror.put(state::DepartmentLink{one.key, one.dept_id, made_by_us(mirror, one)});
                audit(store, run_id, one, now);
                adopted.departments.push_back(one);
            }
        }
    });
    return adopted;
}

void unless_linked_elsewhere(Outcome& outcome, const model::Operation& operation,
                             state::MirrorStore& mirror)
{
    if (operation.kind != model::OperationKind::department_create || !outcome.department) {
        return;
    }
    for (const state::DepartmentLink& link : mirror.department_links()) {
        if (link.dept_id == outcome.dept_id && link.key != operation.department) {
            outcome = failed("60008", "the name is taken there by the department " + link.key);
            return;
        }
    }
}

} // namespace rosterd::apply
