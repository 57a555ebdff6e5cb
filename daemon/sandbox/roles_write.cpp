// Changing roles: groups, roles, who holds them. The default group is DingTalk's own.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::size_t kRolesACall = 20;
constexpr std::size_t kGrantsACall = 20;
constexpr std::size_t kRevokesACall = 100;

RoleId note(Company& company, ChangeKind kind, RoleId id)
{
    company.organisation.note({kind, "", 0, {id}});
    return id;
}

// [add-a-role-group]
Outcome<Json> add_role_group(Company& company, Parameters& parameters)
{
    auto name = parameters.text("name").value_or("");
    if (name.empty()) {
        return refuse(34018, "name");
    }
    if (company.organisation.roles().group_named(name) != nullptr) {
        return refuse(34021, name);
    }
    return Json{{"groupId", note(company, ChangeKind::roles_added,
                                 company.organisation.roles().add_group(std::move(name)))}};
}

// [address-book-add-role]
Outcome<Json> add_role(Company& company, Parameters& parameters)
{
    auto name = parameters.text("roleName").value_or("");
    const auto group = parameters.integer("groupId").value_or(0);
    if (name.empty()) {
        return refuse(34018, "roleName");
    }
    auto& roles = company.organisation.roles();
    if (group == Roles::kDefaultGroup || roles.group(group) == nullptr) {
        return refuse(34020);
    }
    if (roles.role_named(group, name) != nullptr) {
        return refuse(34021, name);
    }
    return Json{
        {"roleId", note(company, ChangeKind::roles_added, roles.add_role(std::move(name), group))}};
}

// A role that these calls may change.
Outcome<const Role*> own_role(const Company& company, RoleId id)
{
    const auto* role = company.organisation.roles().role(id);
    if (role == nullptr) {
        return refuse(33011, std::to_string(id));
    }
    if (Roles::is_default(*role)) {
        return refuse(23004, role->name);
    }
    return role;
}

// [update-the-character-name]
Outcome<Json> update_role(Company& company, Parameters& parameters)
{
    auto name = parameters.text("roleName").value_or("");
    const auto id = parameters.integer("roleId").value_or(0);
    if (name.empty() || id == 0) {
        return refuse(660000, name.empty() ? "roleName" : "roleId");
    }
    const auto role = own_role(company, id);
    if (!role) {
        return tl::unexpected{role.error()};
    }
    auto& roles = company.organisation.roles();
    const auto* same = roles.role_named((*role)->group_id, name);
    if (same != nullptr && same != *role) {
        return refuse(34021, name);
    }
    roles.rename(id, std::move(name));
    note(company, ChangeKind::roles_changed, id);
    return Json::object();
}

// [delete-role-information]: everybody must have lost it before; the page names no code for that.
Outcome<Json> delete_role(Company& company, Parameters& parameters)
{
    parameters.need({"role_id"});
    const auto id = parameters.integer("role_id").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto role = own_role(company, id);
    if (!role) {
        return tl::unexpected{role.error()};
    }
    if (!(*role)->holders.empty()) {
        return refuse(400002, "role_id: 角色下存在员工");
    }
    company.organisation.roles().remove(id);
    note(company, ChangeKind::roles_removed, id);
    return Json::object();
}

struct Batch {
    std::vector<RoleId> roles;
    std::vector<std::string> userids;
};

Outcome<Batch> read_batch(const Company& company, Parameters& parameters, std::size_t most)
{
    parameters.need({"roleIds", "userIds"});
    Batch batch{parameters.integers("roleIds").value_or(std::vector<std::int64_t>{}),
                parameters.texts("userIds").value_or(std::vector<std::string>{})};
    if (batch.roles.size() > kRolesACall || batch.userids.size() > most) {
        parameters.refuse_with(
            refuse(400002, batch.roles.size() > kRolesACall ? "roleIds" : "userIds"));
    }
    if (parameters.refused()) {
        return parameters.refusal();
    }
    for (const auto id : batch.roles) {
        if (const auto role = own_role(company, id); !role) {
            return tl::unexpected{role.error()};
        }
    }
    return batch;
}

// Takes from `userids` those whom the call cannot be about; the first one's refusal.
Outcome<Done> keep_known(const Company& company, std::vector<std::string>& userids)
{
    Outcome<Done> first = Done{};
    std::erase_if(userids, [&](const std::string& userid) {
        const auto* user = company.organisation.user(userid);
        const int code = user == nullptr ? 33012 : sees(company, *user) ? 0 : 50002;
        if (code != 0 && first) {
            first = refuse(code, userid);
        }
        return code != 0;
    });
    return first;
}

// Fails as a whole on a bad userid; whether it is that, is not documented: see Rules.
template <typename Effect>
Outcome<Json> for_each(Company& company, Parameters& parameters, std::size_t most,
                       const char* action, Effect effect)
{
    auto batch = read_batch(company, parameters, most);
    if (!batch) {
        return tl::unexpected{batch.error()};
    }
    const auto known = keep_known(company, batch->userids);
    if (!known && !company.rules.partial_role_batches) {
        return tl::unexpected{known.error()};
    }
    for (const auto role : batch->roles) {
        for (const auto& userid : batch->userids) {
            effect(company.organisation.roles(), role, userid);
        }
    }
    company.organisation.note({ChangeKind::role_holders_changed, "", 0, std::move(batch->roles),
                               std::move(batch->userids), action});
    return known ? Outcome<Json>{Json::object()} : tl::unexpected{known.error()};
}

// [add-role-information-to-employees-in-batches]
Outcome<Json> grant(Company& company, Parameters& parameters)
{
    return for_each(
        company, parameters, kGrantsACall, "add",
        [](Roles& roles, RoleId role, const std::string& userid) { roles.grant(role, userid); });
}

// [delete-the-color-information-of-employee-corners-in-batches]
Outcome<Json> revoke(Company& company, Parameters& parameters)
{
    return for_each(
        company, parameters, kRevokesACall, "remove",
        [](Roles& roles, RoleId role, const std::string& userid) { roles.revoke(role, userid); });
}

// The departments named, all of them there; none: everyone.
Outcome<std::vector<DeptId>> read_scope(const Company& company, Parameters& parameters)
{
    auto departments = parameters.integers("dept_ids").value_or(std::vector<std::int64_t>{});
    if (departments.size() > company.rules.role_scope_departments) {
        parameters.refuse_with(refuse(400002, "dept_ids"));
    }
    if (parameters.refused()) {
        return parameters.refusal();
    }
    for (const auto id : departments) {
        if (company.organisation.department(id) == nullptr) {
            return refuse(60003, std::to_string(id));
        }
    }
    return departments;
}

// [update-role-member-management-department-scope]
Outcome<Json> update_scope(Company& company, Parameters& parameters)
{
    const auto userid = parameters.text("userid").value_or("");
    const auto id = parameters.integer("role_id").value_or(0);
    auto departments = read_scope(company, parameters);
    if (userid.empty()) {
        return refuse(40003);
    }
    if (!departments) {
        return tl::unexpected{departments.error()};
    }
    auto& roles = company.organisation.roles();
    const auto* role = roles.role(id);
    if (role == nullptr || Roles::is_default(*role)) {
        return refuse(60301);
    }
    if (company.organisation.user(userid) == nullptr) {
        return refuse(46004, userid);
    }
    if (!role->holders.contains(userid)) {
        return refuse(400002, "userid: 员工不在该角色下");
    }
    roles.limit(id, userid, std::move(*departments));
    return Json::object();
}

constexpr std::array<OldEndpoint, 7> kEndpoints{{
    {"/role/add_role_group", add_role_group},
    {"/role/add_role", add_role},
    {"/role/update_role", update_role},
    {"/topapi/role/deleterole", delete_role},
    {"/topapi/role/addrolesforemps", grant},
    {"/topapi/role/removerolesforemps", revoke},
    {"/topapi/role/scope/update", update_scope},
}};

} // namespace

std::span<const OldEndpoint> role_write_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
