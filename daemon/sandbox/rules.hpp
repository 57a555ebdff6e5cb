// What differs between real companies and editions, and what the documentation leaves open.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/observed.hpp"

namespace rosterd::sandbox
{

struct Rules {
    std::string region = "CN"; // where the company is registered; decides how numbers are written
    std::string app_key;       // empty: any non-empty key and secret are accepted
    std::string app_secret;
    int qps = 20;                   // per application and API; 0 switches every rate limit off
    int sibling_name_code = 60008;  // or 60021: the documentation names both
    int mobile_change_code = 40022; // or 41054, 40021
    bool cascade_department_delete = false; // true: empty sub-departments go too, instead of 60006
    std::size_t members_per_department =
        0; // 40023 above it; 0: no limit (larger ones are reported)
    std::size_t children_per_department = 1000;
    std::size_t department_depth = 20; // levels below the root
    bool sees_mobile = true;           // the application's permission "employee mobile"
    bool sees_personal = true;         // "email and other personal info"
    std::optional<std::set<std::string>>
        custom_fields;                          // extension keys of the company; nullopt: any
    bool refuses_unknown_custom_fields = false; // true: 60119; false: they are ignored
    std::vector<model::DeptId> visible{model::kCompanyRoot}; // departments in the app's scope
};

} // namespace rosterd::sandbox
