// Roles and role groups. The default group (owner, managers, administrators) can't be changed by
// these calls. Old style; DingTalk spells roleId, role_id and roleIds as it likes.
#pragma once

#include "core/dingtalk/asking.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

using RoleId = std::int64_t;

struct Role {
    RoleId id = 0;
    std::string name;
    bool operator==(const Role&) const = default;
};

struct RoleGroup {
    RoleId id = 0;
    std::string name;
    std::vector<Role> roles;
    bool operator==(const RoleGroup&) const = default;
};

struct RoleMember {
    std::string userid;
    std::string name;
    std::vector<model::DeptId> scope; // departments the role is about; empty: everyone
    bool operator==(const RoleMember&) const = default;
};

struct RoleDetail {
    std::string name;
    RoleId group_id = 0;
    bool operator==(const RoleDetail&) const = default;
};

// 200 roles at once; `offset` 0 first, then the page's `next`. A group may go on in the next page
// [obtains-a-list-of-enterprise-roles].
Asking<Page<RoleGroup>> list_roles(std::int64_t offset);
// 100 at once [obtain-the-list-of-employees-of-a-role].
Asking<Page<RoleMember>> list_role_members(RoleId role, std::int64_t offset);
Asking<std::optional<RoleDetail>> get_role(RoleId role);       // [queries-role-details]
Asking<std::optional<RoleGroup>> get_role_group(RoleId group); // its id is not told: stays `group`

// A repeat after an answer was lost is refused with 34021: look the name up instead.
Asking<RoleId> add_role_group(const std::string& name);            // [add-a-role-group]
Asking<RoleId> add_role(const std::string& name, RoleId group);    // [address-book-add-role]
Asking<Nothing> rename_role(RoleId role, const std::string& name); // [update-the-character-name]
Asking<Nothing> delete_role(RoleId role); // nobody may hold it any more; what is gone is done

// Every user gets every role, in as few calls as DingTalk's limits allow: 20 roles and 20 users a
// call [add-role-information-to-employees-in-batches]. A call fails as a whole.
std::vector<Asking<Nothing>> grant_roles(const std::vector<RoleId>& roles,
                                         const std::vector<std::string>& userids);
// 20 roles and 100 users a call [delete-the-color-information-of-employee-corners-in-batches].
std::vector<Asking<Nothing>> revoke_roles(const std::vector<RoleId>& roles,
                                          const std::vector<std::string>& userids);
// For which departments (50 at most) this user holds the role; empty: for everyone
// [update-role-member-management-department-scope].
Asking<Nothing> scope_role(const std::string& userid, RoleId role,
                           const std::vector<model::DeptId>& departments);

} // namespace rosterd::dingtalk
