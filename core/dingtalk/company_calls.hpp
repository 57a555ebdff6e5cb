// What the application may see, and who administers the company.
#pragma once

#include "core/dingtalk/asking.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

// auth/scopes [obtain-corpsecret-authorization-scope].
struct Scopes {
    std::vector<std::string> user_fields; // readable ones
    std::vector<std::string> userids;     // seen one by one
    std::vector<model::DeptId> dept_ids;  // {1}: the whole company
    bool operator==(const Scopes&) const = default;
};

enum class AdminLevel { main = 1, sub = 2 };

struct Admin {
    std::string userid;
    AdminLevel level = AdminLevel::sub;
    bool operator==(const Admin&) const = default;
};

Asking<Scopes> auth_scopes();             // metered
Asking<std::vector<Admin>> list_admins(); // [query-the-administrator-list]
Asking<std::vector<model::DeptId>>        // departments an administrator may manage
admin_scope(const std::string& userid);   // [query-permissions-of-the-administrator-address-book]

} // namespace rosterd::dingtalk
