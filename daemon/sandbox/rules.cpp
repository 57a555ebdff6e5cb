// The table of rules: each with what it may be, what it means, and the fact that leaves it open.
#include "daemon/sandbox/rules.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>

namespace rosterd::sandbox
{

namespace
{

using model::Json;

constexpr std::string_view kAnyNumber = "any number"; // else none below 0

using Member = std::variant<bool Rules::*, int Rules::*, std::int64_t Rules::*,
                            std::size_t Rules::*, std::string Rules::*,
                            std::set<std::string> Rules::*, std::vector<model::DeptId> Rules::*>;

struct Rule {
    std::string_view name;
    Member member;
    std::string_view allowed; // separated by '|'; empty: what the kind of value allows
    std::string_view about;
};

// clang-format off
const auto kRules = std::to_array<Rule>({
    {"mobile_in_update", &Rules::mobile_in_update, "until_active|never", "user/update changes a number until the first login, or never"},
    {"mobile_change_code", &Rules::mobile_change_code, "40022|41054|40021", "how a changed number is refused"},
    {"departments_on_update", &Rules::departments_on_update, "300|100", "most ids in dept_id_list of user/update"},
    {"takes_department_arrays", &Rules::takes_department_arrays, "", "dept_id_list may be a JSON array beside the documented text"},
    {"takes_login_id_on_update", &Rules::takes_login_id_on_update, "", "user/update reads login_id beside loginId"},
    {"empty_text_clears", &Rules::empty_text_clears, "", "an empty text in user/update clears the field; otherwise it is ignored"},
    {"clears_hired_date", &Rules::clears_hired_date, "", "hired_date 0 or empty clears; otherwise 0 is refused and empty ignored"},
    {"larger_order_first", &Rules::larger_order_first, "", "members with the larger order come first; otherwise last"},
    {"catalogue_text_limits", &Rules::catalogue_text_limits, "", "work_place 50 and remark 1024 characters, as the catalogue of errors says, not 100 and 2000"},
    {"unknown_user_code", &Rules::unknown_user_code, "0|33012|60121|40003", "for a userid nobody has; 0: 60121 for who has left, else 33012"},
    {"names_holder_at_top_level", &Rules::names_holder_at_top_level, "", "60104 carries the holder's userid at top level too"},
    {"refuses_unknown_custom_fields", &Rules::refuses_unknown_custom_fields, "", "60119 for unknown extension keys; otherwise they are ignored"},
    {"sees_mobile", &Rules::sees_mobile, "", "the application's permission \"employee mobile\""},
    {"sees_personal", &Rules::sees_personal, "", "the application's permission \"email and other personal info\""},
    {"deletes_main_administrators", &Rules::deletes_main_administrators, "", "user/delete takes main administrators too"},
    {"recreated_keeps_unionid", &Rules::recreated_keeps_unionid, "", "who is deleted and created again has the same unionid"},
    {"disables_ordinary_accounts", &Rules::disables_ordinary_accounts, "", "orgAccounts/disable and its relatives take ordinary accounts too"},
    {"position_management", &Rules::position_management, "", "HRM's position management is on: 12150 for title or department in user/update"},
    {"leave_record_days", &Rules::leave_record_days, "", "how long leavers are listed; 0: always"},
    {"visibility_delay_ms", &Rules::visibility_delay_ms, "", "how long a new user or department is not to be read yet"},
    {"late_to_writes", &Rules::late_to_writes, "", "what is not to be read yet is not to be changed or named in a change either: 60003, 60004, 60128, 40031, or as a userid nobody has"},
    {"most_users", &Rules::most_users, "", "40024 above it; 0: no limit"},
    {"users_added_a_week", &Rules::users_added_a_week, "", "-1 above it within seven days; 0: no limit"},
    {"joins", &Rules::joins, "inactive|active|pending", "how a new ordinary user joins; pending: 40103 until the invitation is accepted"},
    {"confirming", &Rules::confirming, "", "numbers, as written in user/create, whose owners must accept an invitation: 40103"},
    {"visible", &Rules::visible, "", "departments the application sees, with what is below them; [1]: the whole company"},
    {"clock_ahead_s", &Rules::clock_ahead_s, kAnyNumber, "seconds that DingTalk's clock, by the Date of its answers, is ahead of this machine's, or behind it"},
    {"sibling_name_code", &Rules::sibling_name_code, "60008|60021", "for a department name its parent holds already"},
    {"visibility_code", &Rules::visibility_code, "0|600109|60109", "for a permit list too long; 0: 600109 on creation, 60109 on update"},
    {"cascade_department_delete", &Rules::cascade_department_delete, "", "empty sub-departments go too, instead of 60006"},
    {"members_per_department", &Rules::members_per_department, "", "40023 above it; 0: no limit"},
    {"children_per_department", &Rules::children_per_department, "", "60110 above it"},
    {"department_depth", &Rules::department_depth, "", "levels below the root; 60002 above it"},
    {"most_departments", &Rules::most_departments, "", "60110 above it; 0: no limit"},
    {"most_permits", &Rules::most_permits, "50|200", "ids in a permit list on creation, in a pair of lists on update"},
    {"role_scope_departments", &Rules::role_scope_departments, "50|200", "departments in role/scope/update"},
    {"partial_role_batches", &Rules::partial_role_batches, "", "a batch with a bad userid is refused, but done for the others"},
    {"notification_users", &Rules::notification_users, "100|5000", "userids in a work notification"},
    {"notification_departments", &Rules::notification_departments, "20|500", "departments in a work notification"},
    {"notifications_a_day", &Rules::notifications_a_day, "500|100|50", "for one person; what is above is dropped in silence"},
    {"notification_hours", &Rules::notification_hours, "24|168", "how long the progress of a work notification is told"},
    {"robot_codes_as_documented", &Rules::robot_codes_as_documented, "", "400101 and 410100, not the live 300005 and 660026"},
    {"robot_token", &Rules::robot_token, "", "the only group robot; empty: every token is one"},
    {"robot_secret", &Rules::robot_secret, "", "the group robot checks signatures with it; empty: it checks none"},
    {"robot_keyword", &Rules::robot_keyword, "", "must be in every message to the group robot; empty: none must"},
    {"latency_ms", &Rules::latency_ms, "", "how long every answer takes"},
    {"calls_at_once", &Rules::calls_at_once, "", "of an application to an API, under way at the same time; 90018 above it; 0: no limit"},
    {"calls_per_address", &Rules::calls_per_address, "", "within 20 s, before five minutes of nothing; 0: no limit"},
    {"calls_a_month", &Rules::calls_a_month, "", "that count toward the company's quota, 90020 above it; 0: no limit"},
    {"accounts_are_exempt", &Rules::accounts_are_exempt, "", "calls of orgAccounts do not count toward the quota"},
    {"wraps_limits", &Rules::wraps_limits, "", "90018 and its relatives travel inside 88"},
    {"path_before_token", &Rules::path_before_token, "", "an unknown path is told before a bad token is"},
    {"faults_before_token", &Rules::faults_before_token, "", "a missing permission, a foreign address and every other fault strike before a bad token is told; otherwise they strike only calls with a good one"},
    {"expired_token_code", &Rules::expired_token_code, "42001|40014|40001", "of the old style"},
    {"corp_token_is_new", &Rules::corp_token_is_new, "", "oauth2/{corpId}/token gives a new token each time"},
    {"corp_token_ends_last", &Rules::corp_token_ends_last, "", "and ends the one before"},
    {"search_offset_is_page", &Rules::search_offset_is_page, "", "offset of users/search and departments/search counts pages, not entries"},
});
// clang-format on

Json value_of(const Rules& rules, const Rule& rule)
{
    return std::visit([&](auto member) { return Json(rules.*member); }, rule.member);
}

// What a command line can write, as the value it stands for.
Json understood(const Json& value, const Member& member)
{
    if (!value.is_string() || std::holds_alternative<std::string Rules::*>(member)) {
        return value;
    }
    const auto& text = value.get_ref<const std::string&>();
    if (!std::holds_alternative<std::set<std::string> Rules::*>(member)) {
        return Json::parse(text, nullptr, false);
    }
    auto list = Json::array();
    for (std::size_t at = 0; at < text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        list.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return list;
}

bool fits(const Json& value, const Json& present, const Member& member)
{
    const bool numbers = value.is_number_integer() && present.is_number();
    const bool ids = std::holds_alternative<std::vector<model::DeptId> Rules::*>(member);
    const bool list =
        value.is_array() && present.is_array() && std::ranges::all_of(value, [&](const Json& one) {
            return ids ? one.is_number_integer() : one.is_string();
        });
    return numbers || list || (!value.is_array() && value.type() == present.type());
}

bool is_allowed(const Rule& rule, const Json& value)
{
    if (rule.allowed.empty()) {
        return !value.is_number() || value >= 0;
    }
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    if (rule.allowed == kAnyNumber) {
        return true;
    }
    return ("|" + std::string{rule.allowed} + "|").find("|" + text + "|") != std::string::npos;
}

std::string choices(const Rule& rule, const Json& present)
{
    if (!rule.allowed.empty()) {
        return std::string{rule.allowed};
    }
    return present.is_boolean()  ? "true|false"
           : present.is_number() ? "a number, 0 or more"
           : present.is_array()  ? "a list"
                                 : "a text";
}

} // namespace

Json describe_rules(const Rules& rules)
{
    Json all = Json::object();
    for (const auto& rule : kRules) {
        const auto value = value_of(rules, rule);
        all[std::string{rule.name}] = {
            {"value", value}, {"allowed", choices(rule, value)}, {"about", rule.about}};
    }
    return all;
}

model::Result<std::monostate> set_rule(Rules& rules, const std::string& name, const Json& value)
{
    const auto* rule = std::ranges::find(kRules, name, &Rule::name);
    if (rule == kRules.end()) {
        return model::fail(model::ErrorKind::invalid, "there is no rule " + name,
                           "GET /sandbox/rules tells all of them");
    }
    const auto present = value_of(rules, *rule);
    const auto wanted = understood(value, rule->member);
    if (!fits(wanted, present, rule->member) || !is_allowed(*rule, wanted)) {
        return model::fail(model::ErrorKind::invalid,
                           "the rule " + name + " cannot be " + value.dump(),
                           "give " + choices(*rule, present));
    }
    std::visit([&](auto member) { wanted.get_to(rules.*member); }, rule->member);
    return std::monostate{};
}

} // namespace rosterd::sandbox
