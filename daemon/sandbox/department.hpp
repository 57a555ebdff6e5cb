// A department of the sandbox's company, and the table of its lesser attributes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"
#include "core/model/time.hpp"

namespace rosterd::sandbox
{

using model::DeptId;
using model::Json;

struct Department {
    DeptId dept_id = 0; // 0: not created yet
    DeptId parent_id = 0;
    std::string name;
    std::int64_t order = 0; // the smaller sorts first
    std::string source_identifier;
    std::vector<std::string> managers; // members of this department, as they were given
    Json attributes = Json::object();  // those of kAttributes that were set
    model::Instant created{};          // by a call; a company read from a file is older
};

enum class AttributeKind { flag, text, departments, users };

struct Attribute {
    std::string_view name;
    AttributeKind kind;
    bool only_update;     // refused silently on creation, as the page does not list it
    std::size_t most = 0; // characters of a text; 0: no limit is documented
};

// [address-book-creation-department-established-department], [address-book-update-department]
inline constexpr std::array<Attribute, 20> kAttributes{{
    {"create_dept_group", AttributeKind::flag, false},
    {"auto_add_user", AttributeKind::flag, true},
    {"auto_approve_apply", AttributeKind::flag, false},
    {"hide_dept", AttributeKind::flag, false},
    {"dept_permits", AttributeKind::departments, false},
    {"user_permits", AttributeKind::users, false},
    {"outer_dept", AttributeKind::flag, false},
    {"outer_dept_only_self", AttributeKind::flag, false},
    {"outer_permit_users", AttributeKind::users, false},
    {"outer_permit_depts", AttributeKind::departments, false},
    {"org_dept_owner", AttributeKind::text, true},
    {"group_contain_sub_dept", AttributeKind::flag, true},
    {"group_contain_outer_dept", AttributeKind::flag, true},
    {"group_contain_hidden_dept", AttributeKind::flag, true},
    {"code", AttributeKind::text, true, 30},
    {"brief", AttributeKind::text, false, 255},
    {"telephone", AttributeKind::text, false, 50},
    {"extension", AttributeKind::text, false},
    {"emp_apply_join_dept", AttributeKind::flag, false},
    {"from_union_org", AttributeKind::flag, true},
}};

Json to_json(const Department& department);
Department department_from_json(const Json& json);

} // namespace rosterd::sandbox
