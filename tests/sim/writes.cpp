#include "tests/sim/writes.hpp"

#include "core/dingtalk/wire.hpp"

namespace rosterd::sim
{

namespace
{

using http::HttpServerRequest;
using model::Json;
using model::OperationKind;
using sandbox::Organisation;

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

} // namespace

std::string name_of(OperationKind kind, const std::string& object)
{
    return std::string{model::to_string(kind)} + " " + object;
}

std::string numbered(std::int64_t dept_id)
{
    return "#" + std::to_string(dept_id);
}

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

std::vector<Write> writes_of_removal(const std::string& userid, const Organisation& company)
{
    std::vector<Write> writes;
    for (const auto* role : company.roles().held_by(userid)) {
        const std::string name = company.roles().group(role->group_id)->name + "/" + role->name;
        writes.push_back(
            {{name_of(OperationKind::role_revoke, name + " " + userid)}, Json::object()});
    }
    if (const auto* group = company.attendance().of_user(userid)) {
        writes.push_back({{name_of(OperationKind::attendance_remove, group->name + " " + userid)},
                          Json::object()});
    }
    return writes;
}

} // namespace rosterd::sim
