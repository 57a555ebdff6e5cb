#include "core/dingtalk/hint.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string_view>

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

// What an event of each type names, and what else it touches.
struct EventType {
    std::string_view name;
    bool users;
    bool departments;
    bool roles;
    bool administrators = false;
    bool organisation = false;
};

constexpr std::array<EventType, 20> kTypes{{
    {"user_add_org", true, false, false},
    {"user_modify_org", true, false, false},
    {"user_leave_org", true, false, false},
    {"user_active_org", true, false, false},
    {"org_admin_add", true, false, false, true},
    {"org_admin_remove", true, false, false, true},
    {"org_dept_create", false, true, false},
    {"org_dept_modify", false, true, false},
    {"org_dept_remove", false, true, false},
    {"org_change", false, false, false, false, true},
    {"org_remove", false, false, false, false, true},
    {"label_user_change", true, false, true},
    {"label_conf_add", false, false, true},
    {"label_conf_del", false, false, true},
    {"label_conf_modify", false, false, true},
    {"emp_label_scope_change", true, false, true},
    {"hrm_user_record_change", true, false, false},
    {"hrm_mdm_user_change", true, false, false},
    {"hrm_mdm_user_info_change", true, false, false},
    {"hrm_solution_manage", true, false, false},
}};

constexpr std::array<std::string_view, 4> kUserKeys{"userid", "useridlist", "staffid", "staffids"};
constexpr std::array<std::string_view, 2> kDepartmentKeys{"deptid", "deptidlist"};
constexpr std::array<std::string_view, 2> kRoleKeys{"labelid", "labelidlist"};

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::vector<std::string> keys_among(const Json& data, std::span<const std::string_view> wanted)
{
    std::vector<std::string> out;
    for (const auto& [key, value] : data.items()) {
        if (std::ranges::find(wanted, lower(key)) != wanted.end()) {
            out.push_back(key);
        }
    }
    return out;
}

void add_users(std::vector<Hint>& hints, const Json& data)
{
    for (const std::string& key : keys_among(data, kUserKeys)) {
        for (const std::string& userid : texts_of(data, key.c_str())) {
            if (!userid.empty()) {
                hints.push_back({HintKind::user, userid, 0});
            }
        }
    }
}

void add_numbers(std::vector<Hint>& hints, HintKind kind, const Json& data,
                 std::span<const std::string_view> wanted)
{
    for (const std::string& key : keys_among(data, wanted)) {
        for (const std::int64_t id : numbers_of(data, key.c_str())) {
            if (id > 0) {
                hints.push_back({kind, "", id});
            }
        }
    }
}

// Of `user_modify_org`: the documentation says object, all traffic seen says array of objects.
void add_users_of_difference(std::vector<Hint>& hints, const Json& data)
{
    const auto found = data.find("diffInfo");
    if (found == data.end()) {
        return;
    }
    if (found->is_object()) {
        add_users(hints, *found);
    } else if (found->is_array()) {
        for (const Json& each : *found) {
            if (each.is_object()) {
                add_users(hints, each);
            }
        }
    }
}

} // namespace

Reading read_event(const Event& event)
{
    const auto type = std::ranges::find(kTypes, std::string_view{event.type}, &EventType::name);
    if (type == kTypes.end()) {
        return {};
    }
    std::vector<Hint> hints;
    if (type->users) {
        add_users(hints, event.data);
        add_users_of_difference(hints, event.data);
    }
    if (type->departments) {
        add_numbers(hints, HintKind::department, event.data, kDepartmentKeys);
    }
    if (type->roles) {
        add_numbers(hints, HintKind::role, event.data, kRoleKeys);
    }
    if (type->organisation || hints.empty()) {
        hints.push_back({HintKind::organisation, "", 0});
    } else if (type->administrators) {
        hints.push_back({HintKind::administrators, "", 0});
    }
    std::ranges::sort(hints);
    const auto doubles = std::ranges::unique(hints);
    hints.erase(doubles.begin(), doubles.end());
    return {true, std::move(hints)};
}

} // namespace rosterd::dingtalk
