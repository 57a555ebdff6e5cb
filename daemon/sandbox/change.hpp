// One change of the company, for whoever tells of it.
#pragma once

#include <compare>
#include <string>

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
};

struct Change {
    ChangeKind kind = ChangeKind::user_changed;
    std::string userid;
    model::DeptId dept_id = 0;
    auto operator<=>(const Change&) const = default;
};

} // namespace rosterd::sandbox
