#include "core/plan/entitlements.hpp"

#include <algorithm>

#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::EntitlementRule;
using Patterns = std::vector<std::string>;

bool any_matches(const Patterns& patterns, std::string_view text)
{
    return std::ranges::any_of(
        patterns, [&](const std::string& pattern) { return model::text_matches(pattern, text); });
}

// What is not stated is known to be nothing: it fits no pattern, not even "*".
bool fits(const Patterns& patterns, const model::Stated& value)
{
    return patterns.empty() || (value && !value->empty() && any_matches(patterns, *value));
}

bool fits_departments(const Patterns& patterns, const std::vector<std::string>& departments)
{
    return patterns.empty() || std::ranges::any_of(departments, [&](const std::string& path) {
               return std::ranges::any_of(patterns, [&](const std::string& pattern) {
                   return model::matches(pattern, path);
               });
           });
}

bool fits_ext(const EntitlementRule& rule, const model::Person& person)
{
    return std::ranges::all_of(rule.ext, [&](const auto& condition) {
        const auto found = person.ext.find(condition.first);
        return found != person.ext.end() && fits(condition.second, found->second);
    });
}

void take(const std::optional<bool>& stated, const std::string& rule,
          std::optional<Entitled::Switch>& into)
{
    if (stated && !into) {
        into = Entitled::Switch{*stated, rule};
    }
}

} // namespace

bool fits(const EntitlementRule& rule, const model::Person& person,
          const std::vector<std::string>& departments, const model::Policy& policy)
{
    const auto account = person.account.value_or(policy.account_kind);
    return fits(rule.levels, person.level) && fits(rule.titles, person.title) &&
           fits(rule.work_places, person.work_place) && fits(rule.employments, person.employment) &&
           fits(rule.statuses, std::string{model::to_string(person.status)}) &&
           fits(rule.accounts, std::string{model::to_string(account)}) && fits_ext(rule, person) &&
           fits_departments(rule.departments, departments);
}

const Entitled::Grant* Entitled::find(const model::Right& right) const
{
    const auto found =
        std::ranges::find_if(rights, [&](const Grant& grant) { return grant.right == right; });
    return found == rights.end() ? nullptr : &*found;
}

std::vector<std::string>
department_paths(const model::Person& person,
                 const std::unordered_map<model::DepartmentKey, std::string>& records)
{
    std::vector<std::string> paths;
    for (const model::DepartmentKey& key :
         person.departments.value_or(std::vector<model::DepartmentKey>{})) {
        const auto record = records.find(key);
        paths.push_back(record == records.end() ? key : record->second);
    }
    return paths;
}

std::string column_rule(const model::Person& person, std::string_view column)
{
    return person.origin.where + ":" + std::string{column};
}

Entitled entitled_to(const model::Person& person, const std::vector<std::string>& departments,
                     const model::Policy& policy)
{
    Entitled out;
    const std::string group = person.attendance_group.value_or("");
    bool in_a_group = !group.empty();
    if (in_a_group) {
        out.rights.push_back(
            {{model::RightKind::attendance, group}, column_rule(person, "attendance_group")});
    }
    take(person.hide_mobile, column_rule(person, "hide_mobile"), out.hide_mobile);
    take(person.senior_mode, column_rule(person, "senior_mode"), out.senior_mode);
    for (const EntitlementRule& rule : policy.entitlements.rules) {
        if (!fits(rule, person, departments, policy)) {
            continue;
        }
        for (const std::string& role : rule.roles) {
            const model::Right right{model::RightKind::role, role};
            if (out.find(right) == nullptr) {
                out.rights.push_back({right, rule.name});
            }
        }
        if (!rule.attendance.empty() && !in_a_group) {
            in_a_group = true;
            out.rights.push_back({{model::RightKind::attendance, rule.attendance}, rule.name});
        }
        take(rule.hide_mobile, rule.name, out.hide_mobile);
        take(rule.senior_mode, rule.name, out.senior_mode);
    }
    for (const std::string& role : person.roles.value_or(std::vector<std::string>{})) {
        const model::Right right{model::RightKind::role, role};
        if (out.find(right) == nullptr) {
            out.rights.push_back({right, column_rule(person, "roles")});
        }
    }
    std::ranges::sort(out.rights, {}, &Entitled::Grant::right);
    return out;
}

} // namespace rosterd::plan
