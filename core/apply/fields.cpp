#include "core/apply/fields.hpp"

#include <algorithm>
#include <array>

#include "core/model/fields.hpp"

namespace rosterd::apply
{

namespace
{

using model::Json;
using model::ObservedDepartment;
using model::ObservedUser;

struct Text {
    const char* name;
    std::string ObservedUser::* member;
};
// Those that model::kTextFields has not.
constexpr std::array<Text, 4> kTexts{{
    {"name", &ObservedUser::name},
    {"job_number", &ObservedUser::job_number},
    {"manager_userid", &ObservedUser::manager_userid},
    {"login_id", &ObservedUser::login_id},
}};

struct Flag {
    const char* name;
    bool ObservedUser::* member;
};
constexpr std::array<Flag, 3> kFlags{{
    {"hide_mobile", &ObservedUser::hide_mobile},
    {"senior_mode", &ObservedUser::senior_mode},
    {"disabled", &ObservedUser::disabled},
}};

template <typename T>
void take(const Json& fields, const char* name, T& value)
{
    if (const auto found = fields.find(name); found != fields.end()) {
        value = found->is_null() ? T{} : found->template get<T>();
    }
}

Json sorted(Json list)
{
    std::sort(list.begin(), list.end());
    return list;
}

bool same(const Json& a, const Json& b)
{
    return a.is_array() && b.is_array() ? sorted(a) == sorted(b) : a == b;
}

bool is_personal(const std::string& field)
{
    constexpr std::array<std::string_view, 7> personal{
        "mobile", "email", "org_email", "telephone", "login_id", "remark", "extension"};
    return std::ranges::count(personal, field) > 0;
}

std::string shown(const Json& value)
{
    if (value.is_string() && value.get_ref<const std::string&>().empty()) {
        return "empty";
    }
    return value.is_string() ? value.get<std::string>()
                             : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

Json fields_of(const ObservedUser& user)
{
    Json fields{{"dept_id_list", user.dept_ids},
                {"hired_date", user.hired_date},
                {"extension", user.extension}};
    for (const Text& text : kTexts) {
        fields[text.name] = user.*text.member;
    }
    for (const model::TextField& field : model::kTextFields) {
        fields[std::string{field.api_name}] = user.*field.observed;
    }
    for (const Flag& flag : kFlags) {
        fields[flag.name] = user.*flag.member;
    }
    return fields;
}

Json fields_of(const ObservedDepartment& department)
{
    return {{"name", department.name},
            {"parent_id", department.parent_id},
            {"order", department.order},
            {"source_identifier", department.source_identifier},
            {"dept_manager_userid_list", department.manager_userids}};
}

void patch(ObservedUser& user, const Json& fields)
{
    for (const Text& text : kTexts) {
        take(fields, text.name, user.*text.member);
    }
    for (const model::TextField& field : model::kTextFields) {
        take(fields, std::string{field.api_name}.c_str(), user.*field.observed);
    }
    for (const Flag& flag : kFlags) {
        take(fields, flag.name, user.*flag.member);
    }
    take(fields, "dept_id_list", user.dept_ids);
    take(fields, "hired_date", user.hired_date);
    take(fields, "extension", user.extension);
    if (fields.value("exclusive_account", false)) {
        user.exclusive_account = fields.value("exclusive_account_type", "dingtalk");
    }
}

void patch(ObservedDepartment& department, const Json& fields)
{
    take(fields, "name", department.name);
    take(fields, "parent_id", department.parent_id);
    take(fields, "order", department.order);
    take(fields, "source_identifier", department.source_identifier);
    take(fields, "dept_manager_userid_list", department.manager_userids);
    std::ranges::sort(department.manager_userids);
}

std::optional<std::string> first_difference(const Json& expected, const Json& present)
{
    if (!expected.is_object()) {
        return std::nullopt;
    }
    for (const auto& [name, value] : expected.items()) {
        const auto found = present.find(name);
        if (found != present.end() && !same(value, *found)) {
            return name;
        }
    }
    return std::nullopt;
}

std::string difference_in_words(const std::string& field, const Json& expected, const Json& present)
{
    if (is_personal(field)) {
        return field + " is not what the plan expected any more";
    }
    return field + " is now " + shown(present.at(field)) + ", the plan expected " +
           shown(expected.at(field));
}

} // namespace rosterd::apply
