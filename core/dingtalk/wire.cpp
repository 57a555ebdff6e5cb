#include "core/dingtalk/wire.hpp"

#include <algorithm>
#include <charconv>

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

const Json* find(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string as_text(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::int64_t as_number(const Json& value)
{
    if (value.is_number()) {
        return value.get<std::int64_t>();
    }
    const std::string text = as_text(value);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::map<std::string, std::string> extension_of(const Json& item)
{
    std::map<std::string, std::string> extension;
    const Json* value = find(item, "extension");
    if (value == nullptr) {
        return extension;
    }
    const Json object =
        value->is_string() ? Json::parse(value->get<std::string>(), nullptr, false) : *value;
    if (object.is_object()) {
        for (const auto& [name, each] : object.items()) {
            extension[name] = each.is_null() ? "" : as_text(each);
        }
    }
    return extension;
}

std::vector<model::DeptId> departments_of(const Json& item)
{
    std::vector<model::DeptId> ids = numbers_of(item, "dept_id_list");
    for (const Json& position : items_of(item, "dept_position_list")) {
        const auto main = std::find(ids.begin(), ids.end(), number_of(position, "dept_id"));
        if (flag_of(position, "is_main") && main != ids.end()) {
            std::rotate(ids.begin(), main, main + 1);
        }
    }
    return ids;
}

bool is_list_of_scalars(const Json& value)
{
    return value.is_array() && std::none_of(value.begin(), value.end(),
                                            [](const Json& each) { return each.is_structured(); });
}

std::string comma_string(const Json& list)
{
    std::string text;
    for (const Json& each : list) {
        text += (text.empty() ? "" : ",") + as_text(each);
    }
    return text;
}

Json wire_form(const std::string& name, const Json& value)
{
    if (name == "extension" && value.is_object()) {
        return value.dump();
    }
    return is_list_of_scalars(value) ? Json(comma_string(value)) : value;
}

bool is_empty(const Json& value)
{
    return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
           (value.is_structured() && value.empty());
}

// `cleared_by_force`: the one field that an empty value must not clear, but force_update_fields.
Json update_form(const Json& fields, const std::string& cleared_by_force)
{
    Json form = Json::object();
    for (const auto& [name, value] : fields.items()) {
        if (name == cleared_by_force && is_empty(value)) {
            form["force_update_fields"] = name;
        } else {
            form[name] = value.is_null() ? Json("") : wire_form(name, value);
        }
    }
    return form;
}

} // namespace

std::string text_of(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    return value == nullptr ? "" : as_text(*value);
}

std::int64_t number_of(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    return value == nullptr ? 0 : as_number(*value);
}

bool flag_of(const Json& object, const char* key)
{
    const std::string text = text_of(object, key);
    return text == "true" || text == "1";
}

std::vector<std::int64_t> numbers_of(const Json& object, const char* key)
{
    std::vector<std::int64_t> numbers;
    for (const Json& item : items_of(object, key)) {
        numbers.push_back(as_number(item));
    }
    return numbers;
}

std::vector<std::string> texts_of(const Json& object, const char* key)
{
    std::vector<std::string> texts;
    for (const Json& item : items_of(object, key)) {
        texts.push_back(as_text(item));
    }
    return texts;
}

std::vector<Json> items_of(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    if (value == nullptr) {
        return {};
    }
    if (value->is_array()) {
        return {value->begin(), value->end()};
    }
    std::string text = as_text(*value);
    if (text.starts_with('[')) {
        const Json parsed = Json::parse(text, nullptr, false);
        return parsed.is_array() ? std::vector<Json>{parsed.begin(), parsed.end()}
                                 : std::vector<Json>{};
    }
    if (!value->is_string()) {
        return {*value};
    }
    std::vector<Json> items;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin) {
            items.emplace_back(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return items;
}

Json object_of(const Json& object, const char* key)
{
    const Json* value = find(object, key);
    if (value == nullptr) {
        return Json::object();
    }
    Json found =
        value->is_string() ? Json::parse(value->get<std::string>(), nullptr, false) : *value;
    return found.is_object() ? found : Json::object();
}

Json result_of(const Json& answer)
{
    return object_of(answer, "result");
}

std::string comma_list(const std::vector<std::int64_t>& ids)
{
    return comma_string(Json(ids));
}

std::string comma_list(const std::vector<std::string>& ids)
{
    return comma_string(Json(ids));
}

std::string mobile_of(const std::string& mobile, const std::string& state_code,
                      std::string_view region)
{
    const std::string code = state_code.starts_with('+') ? state_code.substr(1) : state_code;
    if (mobile.empty() || mobile.starts_with('+') || code.empty() ||
        (code == "86" && region == "CN")) {
        return mobile;
    }
    return "+" + code + "-" + mobile;
}

model::ObservedUser user_of(const Json& item, std::string_view region)
{
    model::ObservedUser user;
    user.userid = text_of(item, "userid");
    user.unionid = text_of(item, "unionid");
    user.name = text_of(item, "name");
    user.mobile = mobile_of(text_of(item, "mobile"), text_of(item, "state_code"), region);
    user.email = text_of(item, "email");
    user.org_email = text_of(item, "org_email");
    user.telephone = text_of(item, "telephone");
    user.job_number = text_of(item, "job_number");
    user.title = text_of(item, "title");
    user.work_place = text_of(item, "work_place");
    user.remark = text_of(item, "remark");
    user.manager_userid = text_of(item, "manager_userid");
    user.login_id = text_of(item, "login_id");
    user.hired_date = number_of(item, "hired_date");
    user.hide_mobile = flag_of(item, "hide_mobile");
    user.senior_mode = flag_of(item, "senior") || flag_of(item, "senior_mode");
    user.active = flag_of(item, "active");
    user.admin = flag_of(item, "admin");
    user.boss = flag_of(item, "boss");
    user.disabled = flag_of(item, "disable_status");
    if (flag_of(item, "exclusive_account")) {
        const std::string type = text_of(item, "exclusive_account_type");
        user.exclusive_account = type.empty() ? "dingtalk" : type;
    }
    user.dept_ids = departments_of(item);
    user.extension = extension_of(item);
    return user;
}

model::ObservedDepartment department_of(const Json& item)
{
    model::ObservedDepartment department;
    department.dept_id = number_of(item, "dept_id");
    department.parent_id = number_of(item, "parent_id");
    department.name = text_of(item, "name");
    department.order = number_of(item, "order");
    department.source_identifier = text_of(item, "source_identifier");
    department.manager_userids = texts_of(item, "dept_manager_userid_list");
    std::sort(department.manager_userids.begin(), department.manager_userids.end());
    return department;
}

Json creation_form(const Json& fields)
{
    Json form = Json::object();
    for (const auto& [name, value] : fields.items()) {
        if (!is_empty(value)) {
            form[name] = wire_form(name, value);
        }
    }
    return form;
}

Json user_update_form(const Json& fields)
{
    Json form = update_form(fields, "manager_userid");
    if (const auto found = form.find("login_id"); found != form.end()) {
        form["loginId"] = *found;
        form.erase("login_id");
    }
    return form;
}

Json department_update_form(const Json& fields)
{
    return update_form(fields, "dept_manager_userid_list");
}

} // namespace rosterd::dingtalk
