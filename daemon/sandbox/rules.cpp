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
using Member =
    std::variant<bool Rules::*, int Rules::*, std::int64_t Rules::*, std::size_t Rules::*,
                 std::string Rules::*, std::set<std::string> Rules::*>;

struct Rule {
    std::string_view name;
    Member member;
    std::string_view allowed; // separated by '|'; empty: what the kind of value allows
    std::string_view about;
};

// clang-format off
const auto kRules = std::to_array<Rule>({
    {"mobile_change_code", &Rules::mobile_change_code, "40022|41054|40021", "how a changed number is refused"},
    {"refuses_unknown_custom_fields", &Rules::refuses_unknown_custom_fields, "", "60119 for unknown extension keys; otherwise they are ignored"},
    {"sees_mobile", &Rules::sees_mobile, "", "the application's permission \"employee mobile\""},
    {"sees_personal", &Rules::sees_personal, "", "the application's permission \"email and other personal info\""},
    {"sibling_name_code", &Rules::sibling_name_code, "60008|60021", "for a department name its parent holds already"},
    {"cascade_department_delete", &Rules::cascade_department_delete, "", "empty sub-departments go too, instead of 60006"},
    {"members_per_department", &Rules::members_per_department, "", "40023 above it; 0: no limit"},
    {"children_per_department", &Rules::children_per_department, "", "60110 above it"},
    {"department_depth", &Rules::department_depth, "", "levels below the root; 60002 above it"},
    {"role_scope_departments", &Rules::role_scope_departments, "50|200", "departments in role/scope/update"},
    {"partial_role_batches", &Rules::partial_role_batches, "", "a batch with a bad userid is refused, but done for the others"},
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

bool fits(const Json& value, const Json& present)
{
    const bool numbers = value.is_number_integer() && present.is_number();
    const bool texts = value.is_array() && present.is_array() &&
                       std::ranges::all_of(value, [](const Json& one) { return one.is_string(); });
    return numbers || texts || (!value.is_array() && value.type() == present.type());
}

bool is_allowed(const Rule& rule, const Json& value)
{
    if (rule.allowed.empty()) {
        return !value.is_number() || value >= 0;
    }
    const auto text = value.is_string() ? value.get<std::string>() : value.dump();
    return ("|" + std::string{rule.allowed} + "|").find("|" + text + "|") != std::string::npos;
}

std::string choices(const Rule& rule, const Json& present)
{
    if (!rule.allowed.empty()) {
        return std::string{rule.allowed};
    }
    return present.is_boolean()  ? "true|false"
           : present.is_number() ? "a number, 0 or more"
           : present.is_array()  ? "texts"
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
    if (!fits(wanted, present) || !is_allowed(*rule, wanted)) {
        return model::fail(model::ErrorKind::invalid,
                           "the rule " + name + " cannot be " + value.dump(),
                           "give " + choices(*rule, present));
    }
    std::visit([&](auto member) { wanted.get_to(rules.*member); }, rule->member);
    return std::monostate{};
}

} // namespace rosterd::sandbox
