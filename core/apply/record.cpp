#include "core/apply/record.hpp"

#include <algorithm>

#include "core/apply/fields.hpp"
#include "core/apply/lessons.hpp"
#include "core/apply/record_rights.hpp"
#include "core/apply/unreadable.hpp"
#include "core/state/manager_ties.hpp"

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

// What is remembered of an account that goes since its person left, but for what comes back anyway.
std::optional<model::Former> former_of(state::Store& store, const model::Operation& operation,
                                       const Outcome& outcome, model::Instant now)
{
    if (operation.kind != Kind::user_delete || outcome.outcome != OperationOutcome::done ||
        !operation.cause.rule.starts_with("leaver.")) {
        return std::nullopt;
    }
    model::Former former{now, operation.cause.rule, model::Json::object(), {}};
    if (const auto user = mirrored_user(store.mirror(), operation.userid)) {
        former.fields = model::former_fields(*user);
    }
    for (const auto& [field, since] : store.rights().switched_on(operation.userid)) {
        former.fields.erase(field);
    }
    for (const state::RightHolder& holder : store.rights().of(operation.userid)) {
        if (!holder.granted) {
            former.by_hand.push_back(holder.right);
        }
    }
    return former;
}

void keep_former(state::MirrorStore& mirror, const model::Operation& operation,
                 const model::Former& former)
{
    if (auto link = mirror.link_of(operation.source, operation.employee_id)) {
        link->former = former;
        mirror.put(*link);
    }
}

// The account as it was read on the way, but for what the application may not see of it.
std::optional<model::ObservedUser> account_read(state::Store& store, const Outcome& outcome)
{
    std::optional<model::ObservedUser> account = outcome.account;
    if (account) {
        const auto unreadable = unreadable_fields(store.runs());
        if (const auto known = mirrored_user(store.mirror(), account->userid)) {
            keep_known(*account, *known, unreadable);
        }
    }
    return account;
}

void keep_read(state::Store& store, const model::Operation& operation, const Outcome& outcome)
{
    state::MirrorStore& mirror = store.mirror();
    if (const auto account = account_read(store, outcome)) {
        mirror.put(*account);
    } else if (outcome.absent && !operation.userid.empty()) {
        store.roster().unsettle(state::remove_account(mirror, operation.userid));
    }
    if (outcome.department) {
        mirror.put(*outcome.department);
    }
}

// Durable, so that nobody is invited twice.
void invited(state::MirrorStore& mirror, const model::Operation& operation, const Outcome& outcome,
             model::Instant now)
{
    mirror.put(state::Invitation{operation.source, operation.employee_id, operation.userid,
                                 outcome.fields.value("name", ""),
                                 outcome.fields.value("mobile", ""), now, now});
}

void created_user(state::Store& store, const model::Operation& operation, const Outcome& outcome,
                  model::Instant now)
{
    state::MirrorStore& mirror = store.mirror();
    model::ObservedUser user;
    user.userid = operation.userid;
    user.unionid = outcome.unionid;
    set_fields(user, outcome.fields);
    if (auto account = account_read(store, outcome)) {
        keep_known(*account, user, unreadable_fields(store.runs()));
        user = std::move(*account);
    }
    mirror.put(user);
    link(mirror, operation, now);
    mirror.remove_invitation(operation.source, operation.employee_id);
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

void updated_user(state::Store& store, const model::Operation& operation, const Outcome& outcome)
{
    state::MirrorStore& mirror = store.mirror();
    if (auto user = outcome.account ? account_read(store, outcome)
                                    : mirrored_user(mirror, operation.userid)) {
        set_fields(*user, outcome.fields);
        mirror.put(*user);
        if (outcome.fields.contains("dept_id_list")) {
            state::drop_as_leader(mirror, operation.userid, user->dept_ids);
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
           const Outcome& outcome, const std::optional<model::Former>& gone, model::Instant now)
{
    state::AuditEntry entry;
    entry.at = now;
    entry.run_id = run_id;
    entry.actor = "rosterd";
    entry.action = outcome.outcome == OperationOutcome::invited
                       ? "user.invite"
                       : std::string{model::to_string(operation.kind)};
    entry.employee_id = operation.employee_id;
    entry.target = operation.department.empty() ? operation.userid : operation.department;
    if (entry.target.empty()) { // a role
        entry.target = model::right_of(operation).value_or(model::Right{}).name;
    }
    entry.before = operation.before;
    entry.after = operation.after;
    if (entry.after.is_object() && !outcome.fields.contains("mobile")) {
        entry.after.erase("mobile"); // it could not be changed, and was left out
    }
    for (const std::string& field : outcome.kept) { // nor emptied
        entry.after.erase(field);
    }
    for (const TooLong& one : outcome.left_out) {
        entry.after.erase(one.field);
    }
    entry.cause = {{"source", operation.cause.source},
                   {"where", operation.cause.where},
                   {"rule", operation.cause.rule}};
    if (gone) { // somebody who is back
        entry.cause["gone_since"] = model::to_string(gone->since);
        entry.cause["gone_by"] = gone->rule;
    }
    if (!operation.rules.empty()) {
        entry.cause["rules"] = operation.rules;
    }
    for (const auto& [key, value] :
         {std::pair{"code", outcome.code}, std::pair{"request_id", outcome.request_id}}) {
        if (!value.empty()) {
            entry.answer[key] = value;
        }
    }
    store.audit().append(entry);
}

} // namespace

state::JournalState journal_state(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::done:
    case OperationOutcome::invited: // DingTalk has it, and waits for the person
        return state::JournalState::done;
    case OperationOutcome::skipped:
    case OperationOutcome::no_effect:
        return state::JournalState::skipped;
    case OperationOutcome::failed:
    case OperationOutcome::held:
    case OperationOutcome::blocked:
    case OperationOutcome::not_started:
        return state::JournalState::failed;
    }
    return state::JournalState::failed;
}

void record(state::Store& store, const std::string& run_id, const model::Operation& operation,
            const Outcome& outcome, model::Instant now)
{
    state::MirrorStore& mirror = store.mirror();
    const auto former = former_of(store, operation, outcome, now);
    const auto before = mirror.link_of(operation.source, operation.employee_id);
    const auto gone = operation.cause.rule == "rehire" && before ? before->former : std::nullopt;
    record_rights(store.rights(), operation, outcome);
    learn(store.runs(), operation.userid, outcome, now);
    if (outcome.outcome == OperationOutcome::invited) {
        invited(mirror, operation, outcome, now);
        audit(store, run_id, operation, outcome, gone, now);
        return;
    }
    if (outcome.outcome != OperationOutcome::done) {
        keep_read(store, operation, outcome);
        return;
    }
    switch (operation.kind) {
    case Kind::user_create:
        created_user(store, operation, outcome, now);
        break;
    case Kind::user_update:
        updated_user(store, operation, outcome);
        break;
    case Kind::user_disable:
        switched(mirror, operation, true, now);
        break;
    case Kind::user_enable:
        switched(mirror, operation, false, now);
        break;
    case Kind::user_delete: // the link stays: whoever comes back gets the same userid
        store.roster().unsettle(state::remove_account(mirror, operation.userid));
        if (former) {
            keep_former(mirror, operation, *former);
        }
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
        break; // they change the rights alone
    }
    if (operation.department.empty()) { // a saved plan may be older than what HR says now
        const std::vector<std::string> touched{operation.userid};
        store.roster().unsettle(touched);
    }
    audit(store, run_id, operation, outcome, gone, now);
}

std::optional<std::string> invited_already(state::MirrorStore& mirror,
                                           const model::Operation& operation)
{
    if (operation.kind != Kind::user_create) {
        return std::nullopt;
    }
    const auto open = mirror.invitation_of(operation.source, operation.employee_id);
    if (!open || open->mobile != operation.after.value("mobile", "")) {
        return std::nullopt;
    }
    return "was invited at " + model::to_string(open->since) + " and has yet to agree";
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
