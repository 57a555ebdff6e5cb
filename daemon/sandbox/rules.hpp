// What differs between real companies and editions, and what the documentation leaves open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"
#include "core/model/result.hpp"

namespace rosterd::sandbox
{

struct Rules {
    std::string region = "CN"; // where the company is registered; decides how numbers are written
    std::string app_key;       // empty: any non-empty key and secret are accepted
    std::string app_secret;
    int qps = 20; // per application and API; 0 switches every rate limit off
    std::optional<std::set<std::string>>
        custom_fields; // extension keys of the company; nullopt: any
    std::vector<model::DeptId> visible{model::kCompanyRoot}; // departments in the app's scope

    // From here on each one is a line of rules.cpp, which tells what it means and may be.

    // Users.
    int mobile_change_code = 40022;
    bool refuses_unknown_custom_fields = false;
    bool sees_mobile = true;
    bool sees_personal = true;

    // Departments.
    int sibling_name_code = 60008;
    bool cascade_department_delete = false;
    std::size_t members_per_department = 0;
    std::size_t children_per_department = 1000;
    std::size_t department_depth = 20;

    // Roles.
    std::size_t role_scope_departments = 50;
    bool partial_role_batches = false;
};

// Every rule of rules.cpp by name: {"value", "allowed", "about"}.
model::Json describe_rules(const Rules& rules);
// One rule by name; `value` may be text ("true", "60021", "a,b"). Says what is allowed instead.
model::Result<std::monostate> set_rule(Rules& rules, const std::string& name,
                                       const model::Json& value);

} // namespace rosterd::sandbox
