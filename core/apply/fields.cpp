#include "core/apply/fields.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace rosterd::apply
{

namespace
{

using model::Json;
using model::ObservedDepartment;
using model::ObservedUser;

struct TextField {
    const char* name;
    std::string ObservedUser::* member;
};
constexpr std::array<TextField, 11> kTexts{{
    {"name", &ObservedUser::name},
    {"mobile", &ObservedUser::mobile},
    {"email", &ObservedUser::email},
    {"org_email", &ObservedUser::org_email},
    {"telephone", &ObservedUser::telephone},
    {"job_number", &ObservedUser::job_number},
    {"title", &ObservedUser::title},
    {"work_place", &ObservedUser::work_place},
    {"remark", &ObservedUser::remark},
    {"manager_userid", &ObservedUser::manager_userid},
    {"login_id", &ObservedUser::login_id},
}};

const TextField* text_field(const std::string& name)
{
    for (const TextField& field : kTexts) {
        if (name == field.name) {
            return &field;
        }
    }
    return nullptr;
}

bool is_empty(const Json& value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           (value.is_number() && value == 0) || (value.is_boolean() && value == false) ||
           ((value.is_array() || value.is_object()) && value.empty());
}

bool same(const Json& a, const Json& b)
{
    if (a.is_array() && b.is_array()) {
        return std::set<Json>(a.begin(), a.end()) == std::set<Json>(b.begin(), b.end());
    }
    return a == b || (is_empty(a) && is_empty(b));
}

std::string words(const Json& value)
{
    return is_empty(value) ? "empty" : value.is_string() ? value.get<std::string>() : value.dump();
}

std::optional<model::DeptId> id_of(const std::string& symbol, state::MirrorStore& mirror)
{
    for (const state::DepartmentLink& link : mirror.department_links()) {
        if ("d:" + link.key == symbol) {
            return link.dept_id;
        }
    }
    return std::nullopt;
}

} // namespace

Json field_of(const ObservedUser& user, const std::string& field)
{
    if (const TextField* text = text_field(field)) {
        return user.*text->member;
    }
    if (field == "hired_date") {
        return user.hired_date;
    }
    if (field == "hide_mobile") {
        return user.hide_mobile;
    }
    if (field == "senior_mode") {
        return user.senior_mode;
    }
    if (field == "disabled") {
        return user.disabled;
    }
    if (field == "dept_id_list") {
        return user.dept_ids;
    }
    if (field == "extension") {
        return user.extension;
    }
    return nullptr;
}

Json field_of(const ObservedDepartment& department, const std::string& field)
{
    if (field == "name") {
        return department.name;
    }
    if (field == "parent_id") {
        return department.parent_id;
    }
    if (field == "order") {
        return department.order;
    }
    if (field == "source_identifier") {
        return department.source_identifier;
    }
    if (field == "dept_manager_userid_list") {
        return department.manager_userids;
    }
    return nullptr;
}

void set_fields(ObservedUser& user, const Json& fields)
{
    for (const auto& [name, value] : fields.items()) {
        if (const TextField* text = text_field(name)) {
            user.*text->member = value.is_string() ? value.get<std::string>() : std::string{};
        } else if (name == "hired_date") {
            user.hired_date = value.is_number() ? value.get<std::int64_t>() : 0;
        } else if (name == "hide_mobile") {
            user.hide_mobile = value == true;
        } else if (name == "senior_mode") {
            user.senior_mode = value == true;
        } else if (name == "dept_id_list") {
            user.dept_ids = value.get<std::vector<model::DeptId>>();
        } else if (name == "extension") {
            user.extension = value.get<std::map<std::string, std::string>>();
        } else if (name == "exclusive_account_type") {
            user.exclusive_account = value.get<std::string>();
        }
    }
}

void set_fields(ObservedDepartment& department, const Json& fields)
{
    for (const auto& [name, value] : fields.items()) {
        if (name == "name") {
            department.name = value.get<std::string>();
        } else if (name == "parent_id") {
            department.parent_id = value.get<model::DeptId>();
        } else if (name == "order") {
            department.order = value.get<std::int64_t>();
        } else if (name == "source_identifier") {
            department.source_identifier = value.get<std::string>();
        } else if (name == "dept_manager_userid_list") {
            department.manager_userids = value.get<std::vector<std::string>>();
            std::sort(department.manager_userids.begin(), department.manager_userids.end());
        }
    }
}

template <typename Observed>
std::optional<std::string> difference(const Observed& present, const Json& expected)
{
    if (!expected.is_object()) {
        return std::nullopt;
    }
    for (const auto& [name, value] : expected.items()) {
        const Json now = field_of(present, name);
        if (!now.is_null() && !same(now, value)) {
            return name + " is now " + words(now) + ", the plan expected " + words(value);
        }
    }
    return std::nullopt;
}
template std::optional<std::string> difference(const ObservedUser&, const Json&);
template std::optional<std::string> difference(const ObservedDepartment&, const Json&);

model::Result<Json> with_department_ids(const Json& after, state::MirrorStore& mirror)
{
    if (!after.is_object()) {
        return after;
    }
    Json out = after;
    const auto replace = [&](Json& value) {
        if (!value.is_string()) {
            return true;
        }
        const auto id = id_of(value.get_ref<const std::string&>(), mirror);
        if (id) {
            value = *id;
        }
        return id.has_value();
    };
    if (const auto parent = out.find("parent_id"); parent != out.end() && !replace(*parent)) {
        return model::fail(model::ErrorKind::not_found, "department " +
                                                            parent->get<std::string>().substr(2) +
                                                            " is not in DingTalk");
    }
    if (const auto list = out.find("dept_id_list"); list != out.end()) {
        for (Json& one : *list) {
            if (!replace(one)) {
                return model::fail(model::ErrorKind::not_found,
                                   "department " + one.get<std::string>().substr(2) +
                                       " is not in DingTalk");
            }
        }
    }
    return out;
}

void fill_department(model::Operation& operation, state::MirrorStore& mirror)
{
    if (operation.dept_id != 0 || operation.kind == model::OperationKind::department_create) {
        return;
    }
    for (const state::DepartmentLink& link : mirror.department_links()) {
        if (!operation.department.empty() && link.key == operation.department) {
            operation.dept_id = link.dept_id;
        }
    }
}

} // namespace rosterd::apply
