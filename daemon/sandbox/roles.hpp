// The company's role groups and roles, and who holds which: the state, without the calls' rules.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"

namespace rosterd::sandbox
{

using RoleId = std::int64_t;

struct RoleGroup {
    RoleId id = 0;
    std::string name;
};

struct Role {
    RoleId id = 0;
    RoleId group_id = 0;
    std::string name;
    // By userid, with the departments the role is about; none: everyone
    // [update-role-member-management-department-scope].
    std::map<std::string, std::vector<model::DeptId>, std::less<>> holders;
};

// The default group is there from the start. Its roles cannot be held through Roles: who leads or
// administers holds them, which the calls derive.
class Roles
{
public:
    Roles();

    static constexpr RoleId kDefaultGroup = 1507113000;
    static constexpr RoleId kManager = 1507113002;           // 主管: leads a department
    static constexpr RoleId kMainAdministrator = 1507113003; // 主管理员
    static constexpr RoleId kSubAdministrator = 1507113004;  // 子管理员
    static bool is_default(const Role& role) { return role.group_id == kDefaultGroup; }

    const RoleGroup* group(RoleId id) const; // nullptr: there is none
    const RoleGroup* group_named(std::string_view name) const;
    std::vector<const RoleGroup*> groups() const; // by id, and so by creation
    const Role* role(RoleId id) const;
    const Role* role_named(RoleId group, std::string_view name) const;
    std::vector<const Role*> roles() const; // group by group
    std::vector<const Role*> held_by(std::string_view userid) const;

    RoleId add_group(std::string name);
    RoleId add_role(std::string name, RoleId group);
    void rename(RoleId id, std::string name);
    void remove(RoleId id);
    void grant(RoleId id, const std::string& userid); // held already: the scope stays
    void revoke(RoleId id, const std::string& userid);
    void limit(RoleId id, const std::string& userid, std::vector<model::DeptId> departments);
    void forget(const std::string& userid); // left the company

    std::uint64_t revision() const { return revision_; }
    model::Json to_json() const; // without the default group
    void restore(const model::Json& json);

private:
    std::map<RoleId, RoleGroup> groups_;
    std::map<RoleId, Role> roles_;
    std::map<std::string, std::set<RoleId>, std::less<>> held_;
    RoleId next_ = kDefaultGroup + 100;
    std::uint64_t revision_ = 0;
};

} // namespace rosterd::sandbox
