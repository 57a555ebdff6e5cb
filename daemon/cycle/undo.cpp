#include "daemon/cycle/undo.hpp"

#include <algorithm>

#include "core/apply/lessons.hpp"
#include "core/apply/undo.hpp"
#include "daemon/cycle/assemble.hpp"
#include "daemon/cycle/dossier.hpp"

namespace rosterd::cycle
{

namespace
{

std::vector<model::Operation> done(state::Store& store, const UndoRequest& request)
{
    std::vector<state::JournalEntry> entries =
        request.run.empty() ? store.journal().done_entries(request.since.value_or(model::Instant{}))
                            : store.journal().of_run(request.run);
    std::ranges::sort(entries, {}, &state::JournalEntry::id);
    std::vector<model::Operation> out;
    for (state::JournalEntry& entry : entries) {
        const model::Operation& operation = entry.operation;
        const bool asked = request.of.empty() || operation.employee_id == request.of ||
                           operation.userid == request.of || operation.department == request.of;
        const bool late = !request.since || (entry.ended && *entry.ended >= *request.since);
        if (entry.state == state::JournalState::done && asked && late) {
            out.push_back(std::move(entry.operation));
        }
    }
    return out;
}

// As rosterd's own changes had left the account before the first of these removed it.
model::Json before_removal(state::Store& store, const std::string& userid,
                           const UndoRequest& request)
{
    std::vector<state::AuditEntry> told = store.audit().find({.about = userid});
    const auto removal = std::ranges::find_if(told, [&](const state::AuditEntry& entry) {
        return entry.action == "user.delete" && (!request.since || entry.at >= *request.since) &&
               (request.run.empty() || entry.run_id == request.run);
    });
    told.erase(removal, told.end());
    return as_of(told);
}

std::string text_of(const model::Json& fields, const char* name)
{
    const auto found = fields.is_object() ? fields.find(name) : fields.end();
    return found == fields.end() || !found->is_string() ? std::string{} : found->get<std::string>();
}

// Of everyone who has a unique value that one of these accounts had.
void add_holders(state::MirrorStore& mirror, state::UserKey key, const char* field,
                 apply::UndoInput& input)
{
    std::set<std::string> values;
    for (const model::Operation& operation : input.done) {
        values.insert(text_of(operation.before, field));
    }
    for (const auto& [userid, fields] : input.removed) {
        values.insert(text_of(fields, field));
    }
    values.erase("");
    const std::vector<std::string> wanted{values.begin(), values.end()};
    for (model::ObservedUser& user : mirror.find(key, wanted)) {
        input.accounts.emplace(user.userid, std::move(user));
    }
}

void add_managers(const model::Json& fields, std::vector<std::string>& userids)
{
    if (!fields.is_object()) {
        return;
    }
    userids.push_back(fields.value("manager_userid", std::string{}));
    for (const model::Json& leader :
         fields.value("dept_manager_userid_list", model::Json::array())) {
        userids.push_back(leader.get<std::string>());
    }
}

void add_accounts(state::Store& store, const UndoRequest& request, apply::UndoInput& input)
{
    std::vector<std::string> userids;
    for (const model::Operation& operation : input.done) {
        add_managers(operation.before, userids);
        if (operation.userid.empty()) {
            continue;
        }
        userids.push_back(operation.userid);
        if (operation.kind == model::OperationKind::user_delete) {
            add_managers(input.removed[operation.userid] =
                             before_removal(store, operation.userid, request),
                         userids);
        }
        if (model::right_of(operation) && !input.rights.contains(operation.userid)) {
            std::set<model::Right>& rights = input.rights[operation.userid];
            for (const state::RightHolder& holder : store.rights().of(operation.userid)) {
                rights.insert(holder.right);
            }
        }
    }
    for (model::ObservedUser& user : store.mirror().users(userids)) {
        input.accounts.emplace(user.userid, std::move(user));
    }
    add_holders(store.mirror(), state::UserKey::mobile, "mobile", input);
    add_holders(store.mirror(), state::UserKey::email, "email", input);
    add_holders(store.mirror(), state::UserKey::org_email, "org_email", input);
    add_holders(store.mirror(), state::UserKey::telephone, "telephone", input);
}

void add_roles(state::Store& store, apply::UndoInput& input)
{
    const auto known = store.rights().known();
    for (const model::Operation& operation : input.done) {
        if (operation.kind == model::OperationKind::role_create) {
            const model::Right role = *model::right_of(operation);
            if (known.contains(role)) {
                input.roles.insert(role);
            }
        }
    }
}

} // namespace

model::Plan make_undo(state::Store& store, const std::vector<std::string>& sources,
                      const model::Policy& policy, const UndoRequest& request, model::Instant now)
{
    model::Plan plan;
    store.snapshot([&] {
        apply::UndoInput input;
        input.run = request.run.empty() ? "since " + model::to_string(*request.since) : request.run;
        input.language = request.language;
        input.done = done(store, request);
        add_roles(store, input);
        add_accounts(store, request, input);
        for (model::ObservedDepartment& department : store.mirror().departments()) {
            input.departments.emplace(department.dept_id, std::move(department));
        }
        for (const state::DepartmentLink& link : store.mirror().department_links()) {
            input.department_links.emplace(link.key, link.dept_id);
        }
        plan = apply::undo(input);
        plan.created_at = now;
        plan::guard(plan, assemble(store, sources, policy, now).input);
        plan.forecast =
            plan::forecast(plan, policy.qps, apply::lessons(store.runs(), now).locked.has_value());
        plan.fingerprint = plan::fingerprint_of(plan);
    });
    return plan;
}

} // namespace rosterd::cycle
