#include "core/dingtalk/role_calls.hpp"

#include <algorithm>

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

constexpr std::int64_t kRoles = 200;
constexpr std::int64_t kMembers = 100;
constexpr std::size_t kRolesACall = 20;
constexpr std::size_t kGrantsACall = 20;
constexpr std::size_t kRevokesACall = 100;

std::vector<Role> roles_of(const Json& holder, const char* id, const char* name)
{
    std::vector<Role> roles;
    for (const Json& item : items_of(holder, "roles")) {
        roles.push_back({number_of(item, id), text_of(item, name)});
    }
    return roles;
}

// The id that a creation answers under `key`, at top level.
Asking<RoleId> read_id(Call call, const char* key)
{
    using Read = tl::expected<RoleId, ApiError>;
    return asking<RoleId>(std::move(call), [key](const Json& answer) -> Read {
        const RoleId id = number_of(answer, key);
        if (id <= 0) {
            return incomplete("the new id");
        }
        return id;
    });
}

std::vector<Asking<Nothing>> in_batches(const char* path, const std::vector<RoleId>& roles,
                                        const std::vector<std::string>& userids,
                                        std::size_t users_a_call)
{
    std::vector<Asking<Nothing>> calls;
    for (const auto& some_roles : parts_of(roles, kRolesACall)) {
        for (const auto& some_users : parts_of(userids, users_a_call)) {
            calls.push_back(
                asking_nothing(oapi_post(path, Json{{"roleIds", comma_list(some_roles)},
                                                    {"userIds", comma_list(some_users)}})));
        }
    }
    return calls;
}

} // namespace

Asking<Page<RoleGroup>> list_roles(std::int64_t offset)
{
    using Read = tl::expected<Page<RoleGroup>, ApiError>;
    return asking<Page<RoleGroup>>(
        oapi_post("/topapi/role/list", Json{{"size", kRoles}, {"offset", offset}}),
        [offset](const Json& answer) -> Read {
            const Json result = result_of(answer);
            if (!result.contains("list")) {
                return incomplete("the roles");
            }
            Page<RoleGroup> page;
            page.next = flag_of(result, "hasMore") ? offset + kRoles : 0;
            for (const Json& item : items_of(result, "list")) {
                page.items.push_back({number_of(item, "groupId"), text_of(item, "name"),
                                      roles_of(item, "id", "name")});
            }
            return page;
        });
}

Asking<Page<RoleMember>> list_role_members(RoleId role, std::int64_t offset)
{
    using Read = tl::expected<Page<RoleMember>, ApiError>;
    return asking<Page<RoleMember>>(
        oapi_post("/topapi/role/simplelist",
                  Json{{"role_id", role}, {"size", kMembers}, {"offset", offset}}),
        [offset](const Json& answer) -> Read {
            const Json result = result_of(answer);
            if (!result.contains("list")) {
                return incomplete("the role's members");
            }
            Page<RoleMember> page;
            const std::int64_t told = number_of(result, "nextCursor");
            page.next = flag_of(result, "hasMore") ? std::max(told, offset + kMembers) : 0;
            for (const Json& item : items_of(result, "list")) {
                RoleMember member{text_of(item, "userid"), text_of(item, "name"), {}};
                for (const Json& department : items_of(item, "manageScopes")) {
                    member.scope.push_back(number_of(department, "dept_id"));
                }
                page.items.push_back(std::move(member));
            }
            return page;
        });
}

Asking<std::optional<RoleDetail>> get_role(RoleId role)
{
    return or_none(asking<RoleDetail>(oapi_post("/topapi/role/getrole", Json{{"roleId", role}}),
                                      [](const Json& answer) {
                                          const Json found = object_of(answer, "role");
                                          return RoleDetail{text_of(found, "name"),
                                                            number_of(found, "groupId")};
                                      }),
                   {"33011"});
}

Asking<std::optional<RoleGroup>> get_role_group(RoleId group)
{
    return or_none(
        asking<RoleGroup>(oapi_post("/topapi/role/getrolegroup", Json{{"group_id", group}}),
                          [group](const Json& answer) {
                              const Json found = object_of(answer, "role_group");
                              return RoleGroup{group, text_of(found, "group_name"),
                                               roles_of(found, "role_id", "role_name")};
                          }),
        {"34020", "400002"}); // the page knows only the latter, add_role only the former
}

Asking<RoleId> add_role_group(const std::string& name)
{
    return read_id(oapi_post("/role/add_role_group", Json{{"name", name}}, false), "groupId");
}

Asking<RoleId> add_role(const std::string& name, RoleId group)
{
    return read_id(oapi_post("/role/add_role", Json{{"roleName", name}, {"groupId", group}}, false),
                   "roleId");
}

Asking<Nothing> rename_role(RoleId role, const std::string& name)
{
    return asking_nothing(
        oapi_post("/role/update_role", Json{{"roleId", role}, {"roleName", name}}));
}

Asking<Nothing> delete_role(RoleId role)
{
    return asking_nothing(oapi_post("/topapi/role/deleterole", Json{{"role_id", role}}), {"33011"});
}

std::vector<Asking<Nothing>> grant_roles(const std::vector<RoleId>& roles,
                                         const std::vector<std::string>& userids)
{
    return in_batches("/topapi/role/addrolesforemps", roles, userids, kGrantsACall);
}

std::vector<Asking<Nothing>> revoke_roles(const std::vector<RoleId>& roles,
                                          const std::vector<std::string>& userids)
{
    return in_batches("/topapi/role/removerolesforemps", roles, userids, kRevokesACall);
}

Asking<Nothing> scope_role(const std::string& userid, RoleId role,
                           const std::vector<model::DeptId>& departments)
{
    Json body{{"userid", userid}, {"role_id", role}};
    if (!departments.empty()) {
        body["dept_ids"] = comma_list(departments);
    }
    return asking_nothing(oapi_post("/topapi/role/scope/update", std::move(body)));
}

} // namespace rosterd::dingtalk
