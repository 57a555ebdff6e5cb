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

struct Rules { // NOLINT(clang-analyzer-optin.performance.Padding): in groups, for readers
    std::string region = "CN"; // where the company is registered; decides how numbers are written
    std::string app_key;       // empty: any non-empty key and secret are accepted
    std::string app_secret;
    int qps = 20; // per application and API; 0 switches every rate limit off, but not the quota
    std::optional<std::set<std::string>>
        custom_fields; // extension keys of the company; nullopt: any

    // From here on each one is a line of rules.cpp, which tells what it means and may be.
    std::vector<model::DeptId> visible{model::kCompanyRoot};
    std::int64_t clock_ahead_s = 0;

    // Users.
    std::string mobile_in_update = "until_active";
    int mobile_change_code = 40022;
    std::size_t departments_on_update = 300;
    bool takes_department_arrays = true;
    bool takes_login_id_on_update = false;
    bool empty_text_clears = true;
    bool clears_hired_date = false;
    bool larger_order_first = true;
    bool catalogue_text_limits = false;
    int unknown_user_code = 0;
    bool names_holder_at_top_level = false;
    bool refuses_unknown_custom_fields = false;
    bool sees_mobile = true;
    bool sees_personal = true;
    bool deletes_main_administrators = true;
    bool recreated_keeps_unionid = true;
    bool disables_ordinary_accounts = false;
    bool position_management = false;
    std::int64_t leave_record_days = 0;
    std::int64_t visibility_delay_ms = 0;
    bool late_to_writes = false;
    std::size_t most_users = 0;
    std::size_t users_added_a_week = 0;
    std::string joins = "inactive";
    std::set<std::string> confirming;

    // Departments.
    int sibling_name_code = 60008;
    int visibility_code = 0;
    bool cascade_department_delete = false;
    std::size_t members_per_department = 0;
    std::size_t children_per_department = 1000;
    std::size_t department_depth = 20;
    std::size_t most_departments = 0;
    std::size_t most_permits = 50;

    // Roles.
    std::size_t role_scope_departments = 50;
    bool partial_role_batches = false;

    // Notifications and robots.
    std::size_t notification_users = 100;
    std::size_t notification_departments = 20;
    std::size_t notifications_a_day = 500;
    std::int64_t notification_hours = 24;
    bool robot_codes_as_documented = false;
    std::string robot_token;
    std::string robot_secret;
    std::string robot_keyword;

    // Gateways.
    std::int64_t latency_ms = 0;
    std::size_t calls_at_once = 0;
    std::int64_t calls_per_address = 10'000;
    std::int64_t calls_a_month = 0;
    bool accounts_are_exempt = false;
    bool wraps_limits = false;
    bool path_before_token = true;
    bool faults_before_token = true;
    int expired_token_code = 42001;
    bool corp_token_is_new = false;
    bool corp_token_ends_last = false;
    bool search_offset_is_page = true;
};

// Every rule of rules.cpp by name: {"value", "allowed", "about"}.
model::Json describe_rules(const Rules& rules);
// One rule by name; `value` may be text ("true", "60021", "a,b"). Says what is allowed instead.
model::Result<std::monostate> set_rule(Rules& rules, const std::string& name,
                                       const model::Json& value);

} // namespace rosterd::sandbox
