#include "tests/sim/ledger.hpp"

#include <algorithm>

#include "core/dingtalk/wire.hpp"
#include "core/model/entitlements.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::sim
{

namespace
{

using http::HttpServerRequest;
using model::Json;
using model::OperationKind;
using sandbox::Organisation;

std::string name_of(OperationKind kind, const std::string& object)
{
    return std::string{model::to_string(kind)} + " " + object;
}

std::string numbered(std::int64_t dept_id)
{
    return "#" + std::to_string(dept_id);
}

// ---- a call

std::vector<Write> writes_of_user(OperationKind kind, const Json& body)
{
    return {{{name_of(kind, dingtalk::text_of(body, "userid"))}, body}};
}

std::vector<Write> writes_of_department(OperationKind kind, const Json& body,
                                        const Organisation& company)
{
    if (kind == OperationKind::department_create) {
        return {{{name_of(kind, "~" + dingtalk::text_of(body, "source_identifier"))}, body}};
    }
    const auto id = dingtalk::number_of(body, "dept_id");
    Write write{{name_of(kind, numbered(id))}, body};
    if (const auto* department = company.department(id)) {
        write.names.push_back(name_of(kind, "~" + department->source_identifier));
    }
    return {write};
}

std::vector<Write> writes_of_holders(OperationKind kind, const Json& body,
                                     const Organisation& company)
{
    std::vector<Write> writes;
    for (const auto id : dingtalk::numbers_of(body, "roleIds")) {
        const auto* role = company.roles().role(id);
        const auto* group = role == nullptr ? nullptr : company.roles().group(role->group_id);
        for (const auto& userid : dingtalk::texts_of(body, "userIds")) {
            writes.push_back(
                {{name_of(kind, (group == nullptr ? "?" : group->name + "/" + role->name) + " " +
                                    userid)},
                 Json::object()});
        }
    }
    return writes;
}

std::vector<Write> writes_of_members(OperationKind kind, const Json& body,
                                     const Organisation& company)
{
    std::vector<Write> writes;
    const auto* group = company.attendance().by_key(dingtalk::text_of(body, "group_key"));
    for (const auto& userid : dingtalk::texts_of(body, "user_id_list")) {
        writes.push_back({{name_of(kind, (group == nullptr ? "?" : group->name) + " " + userid)},
                          Json::object()});
    }
    return writes;
}

std::vector<Write> writes_of_role(const Json& body, const Organisation& company)
{
    const auto* group = company.roles().group(dingtalk::number_of(body, "groupId"));
    return {{{name_of(OperationKind::role_create, (group == nullptr ? "?" : group->name) + "/" +
                                                      dingtalk::text_of(body, "roleName"))},
             Json::object()}};
}

// ---- an entry

// The first name counts; the others are what else the operation may send.
std::vector<std::string> names_of(const model::Operation& operation)
{
    const OperationKind kind = operation.kind;
    if (const auto right = model::right_of(operation)) {
        if (kind == OperationKind::role_create) {
            return {name_of(kind, right->name),
                    name_of(kind, model::role_group_of(right->name) + "/")};
        }
        return {name_of(kind, right->name + " " + operation.userid)};
    }
    if (operation.department.empty()) {
        return {name_of(kind, operation.userid)};
    }
    const std::string mark = "~" + plan::department_mark(operation.department);
    if (kind == OperationKind::department_create || operation.dept_id == 0) {
        return {name_of(kind, mark)};
    }
    return {name_of(kind, numbered(operation.dept_id))};
}

bool makes(const std::string& name)
{
    return name.starts_with("user.create") || name.starts_with("department.create") ||
           name.starts_with("role.grant") || name.starts_with("attendance.add");
}
bool removes(const std::string& name)
{
    return name.starts_with("user.delete") || name.starts_with("department.delete #");
}

// Of the fields that are sent as they stand in the plan.
bool says_the_same(const Json& after, const Json& sent)
{
    return std::ranges::all_of(
        std::initializer_list<const char*>{"name", "title", "email", "telephone", "job_number"},
        [&](const char* field) {
            return !after.is_object() || !after.contains(field) ||
                   dingtalk::text_of(after, field) == dingtalk::text_of(sent, field);
        });
}

// A manager who goes is dropped by DingTalk itself: whoever asks what became of such a change finds
// it done, sent or not.
bool comes_by_itself(const Json& after)
{
    return after.is_object() && std::ranges::all_of(after.items(), [](const auto& field) {
               return field.key() == "manager_userid" || field.key() == "dept_manager_userid_list";
           });
}

} // namespace

std::vector<Write> writes_of(const HttpServerRequest& request, const Organisation& company)
{
    const Json body = Json::parse(request.body, nullptr, false);
    const std::string& path = request.path;
    if (path == "/topapi/v2/user/create") {
        return writes_of_user(OperationKind::user_create, body);
    }
    if (path == "/topapi/v2/user/update") {
        return writes_of_user(OperationKind::user_update, body);
    }
    if (path == "/topapi/v2/user/delete") {
        return writes_of_user(OperationKind::user_delete, body);
    }
    if (path == "/topapi/v2/department/create") {
        return writes_of_department(OperationKind::department_create, body, company);
    }
    if (path == "/topapi/v2/department/update") {
        return writes_of_department(OperationKind::department_update, body, company);
    }
    if (path == "/topapi/v2/department/delete") {
        return writes_of_department(OperationKind::department_delete, body, company);
    }
    if (path == "/topapi/role/addrolesforemps") {
        return writes_of_holders(OperationKind::role_grant, body, company);
    }
    if (path == "/topapi/role/removerolesforemps") {
        return writes_of_holders(OperationKind::role_revoke, body, company);
    }
    if (path == "/topapi/attendance/group/users/add") {
        return writes_of_members(OperationKind::attendance_add, body, company);
    }
    if (path == "/topapi/attendance/group/users/remove") {
        return writes_of_members(OperationKind::attendance_remove, body, company);
    }
    if (path == "/role/add_role") {
        return writes_of_role(body, company);
    }
    if (path == "/role/add_role_group") {
        return {{{name_of(OperationKind::role_create, dingtalk::text_of(body, "name") + "/")},
                 Json::object()}};
    }
    return {};
}

void Ledger::applied(std::span<const Write> writes)
{
    by_hand(writes);
    for (const Write& write : writes) {
        ours_.insert(write.names.begin(), write.names.end());
    }
}

void Ledger::by_hand(std::span<const Write> writes)
{
    for (const Write& write : writes) {
        for (const std::string& name : write.names) {
            applied_[name].push_back(write.fields);
        }
    }
}

void Ledger::sent(std::span<const Write> writes, std::span<const state::JournalEntry> open)
{
    std::set<std::string> announced;
    for (const state::JournalEntry& entry : open) {
        const auto names = names_of(entry.operation);
        announced.insert(names.begin(), names.end());
    }
    for (const Write& write : writes) {
        if (std::ranges::none_of(write.names,
                                 [&](const auto& name) { return announced.contains(name); })) {
            unannounced_.push_back(write.names.front() + " was sent and is not in the journal");
        }
    }
}

std::vector<std::string> Ledger::faults(std::span<const state::JournalEntry> done) const
{
    std::vector<std::string> faults = unannounced_;
    std::map<std::string, std::size_t> counted;
    for (const state::JournalEntry& entry : done) {
        const std::string name = names_of(entry.operation).front();
        const auto found = applied_.find(name);
        const std::size_t times = found == applied_.end() ? 0 : found->second.size();
        if (entry.request_id.empty() && comes_by_itself(entry.operation.after)) {
            continue;
        }
        // What was made and could not be seen yet is done again when a repeat finds it.
        if (++counted[name] > times && (times == 0 || !makes(name))) {
            faults.push_back("the journal has " + name + " as done " +
                             std::to_string(counted[name]) + " times, DingTalk carried it out " +
                             std::to_string(times) + " times");
        } else if (std::ranges::none_of(found->second, [&](const Json& sent) {
                       return says_the_same(entry.operation.after, sent);
                   })) {
            faults.push_back("DingTalk never got " + name + " with " +
                             entry.operation.after.dump());
        }
    }
    for (const std::string& name : ours_) {
        if (removes(name) && !counted.contains(name)) {
            faults.push_back("DingTalk carried out " + name + ", the journal has it as not done");
        }
    }
    return faults;
}

} // namespace rosterd::sim
