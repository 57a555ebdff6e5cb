// One change of the company, for whoever tells of it.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/observed.hpp"

namespace rosterd::sandbox
{

enum class ChangeKind {
    user_added,
    user_changed,
    user_activated,
    user_left,
    admin_added,
    admin_removed,
    department_created,
    department_changed,
    department_removed,
    role_holders_changed,
    roles_added, // or role groups: events do not tell them apart
    roles_changed,
    roles_removed,
};

struct Change {
    ChangeKind kind = ChangeKind::user_changed;
    std::string userid;
    model::DeptId dept_id = 0;
    std::vector<std::int64_t> roles{};
    std::vector<std::string> holders{}; // whose roles changed
    std::string action{};               // "add"; of losing a role no value is documented
    auto operator<=>(const Change&) const = default;
};

} // namespace rosterd::sandbox
