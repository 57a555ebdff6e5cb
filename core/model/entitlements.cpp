#include "core/model/entitlements.hpp"

#include "core/model/plan.hpp"
#include "core/model/record.hpp"

namespace rosterd::model
{

namespace
{

Json json_of(const EntitlementRule& rule)
{
    const auto flag = [](const std::optional<bool>& value) {
        return value ? Json(*value) : Json();
    };
    Json json{{"name", rule.name},
              {"departments", rule.departments},
              {"levels", rule.levels},
              {"titles", rule.titles},
              {"work_places", rule.work_places},
              {"statuses", rule.statuses},
              {"accounts", rule.accounts},
              {"ext", rule.ext},
              {"roles", rule.roles},
              {"attendance", rule.attendance},
              {"hide_mobile", flag(rule.hide_mobile)},
              {"senior_mode", flag(rule.senior_mode)}};
    if (!rule.employments.empty()) { // stored fingerprints know of none
        json["employments"] = rule.employments;
    }
    return json;
}

} // namespace

RoleName judge_role(std::string_view name)
{
    const auto slash = name.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size()) {
        return RoleName::malformed;
    }
    return name.starts_with("默认/") ? RoleName::reserved : RoleName::usable;
}

std::string role_group_of(const std::string& role)
{
    return role.substr(0, role.find('/'));
}

std::string role_name_of(const std::string& role)
{
    const auto slash = role.find('/');
    return slash == std::string::npos ? role : role.substr(slash + 1);
}

std::set<Right> named_rights(const Entitlements& entitlements)
{
    std::set<Right> named;
    for (const EntitlementRule& rule : entitlements.rules) {
        for (const std::string& role : rule.roles) {
            named.insert({RightKind::role, role});
        }
        if (!rule.attendance.empty()) {
            named.insert({RightKind::attendance, rule.attendance});
        }
    }
    return named;
}

std::set<Right> watched_rights(const Entitlements& entitlements)
{
    std::set<Right> watched = named_rights(entitlements);
    for (const auto& set : entitlements.exclusive) {
        for (const std::string& role : set) {
            watched.insert({RightKind::role, role});
        }
    }
    return watched;
}

std::set<Right> stated_rights(const Person& person)
{
    std::set<Right> stated;
    for (const std::string& role : person.roles.value_or(std::vector<std::string>{})) {
        stated.insert({RightKind::role, role});
    }
    if (person.attendance_group && !person.attendance_group->empty()) {
        stated.insert({RightKind::attendance, *person.attendance_group});
    }
    return stated;
}

Json right_json(const Right& right)
{
    Json json = Json::object();
    json[right.kind == RightKind::role ? "role" : "attendance_group"] = right.name;
    return json;
}

std::optional<Right> right_of(const Operation& operation)
{
    const Json& side = operation.after.is_object() ? operation.after : operation.before;
    const auto text = [&side](const char* key) {
        return side.is_object() ? side.value(key, std::string{}) : std::string{};
    };
    switch (operation.kind) {
    case OperationKind::role_create:
    case OperationKind::role_grant:
    case OperationKind::role_revoke:
        return Right{RightKind::role, text("role")};
    case OperationKind::attendance_add:
    case OperationKind::attendance_remove:
        return Right{RightKind::attendance, text("attendance_group")};
    case OperationKind::department_create:
    case OperationKind::department_update:
    case OperationKind::department_delete:
    case OperationKind::user_create:
    case OperationKind::user_update:
    case OperationKind::user_disable:
    case OperationKind::user_enable:
    case OperationKind::user_delete:
        return std::nullopt;
    }
    return std::nullopt;
}

std::uint64_t fingerprint_of(const EntitlementRule& rule)
{
    return fingerprint(json_of(rule).dump());
}

std::uint64_t fingerprint_of(const Entitlements& entitlements)
{
    Json all = Json::array();
    for (const EntitlementRule& rule : entitlements.rules) {
        all.push_back(json_of(rule));
    }
    all.push_back(static_cast<int>(entitlements.drift));
    all.push_back(entitlements.exclusive);
    return fingerprint(all.dump());
}

} // namespace rosterd::model
