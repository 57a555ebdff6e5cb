#include "core/model/person.hpp"

#include "core/model/fields.hpp"
#include "core/model/names.hpp"

namespace rosterd::model
{

namespace
{

constexpr std::array<std::pair<EmploymentStatus, std::string_view>, 4> kStatuses{{
    {EmploymentStatus::active, "active"},
    {EmploymentStatus::leave, "leave"},
    {EmploymentStatus::prehire, "prehire"},
    {EmploymentStatus::terminated, "terminated"},
}};

constexpr std::array<std::pair<AccountKind, std::string_view>, 3> kAccountKinds{{
    {AccountKind::ordinary, "ordinary"},
    {AccountKind::dingtalk, "dingtalk"},
    {AccountKind::sso, "sso"},
}};

struct StatedField {
    const char* name;
    Stated Person::* member;
};
constexpr std::array<StatedField, 3> kOtherStated{{
    {"level", &Person::level},
    {"manager_id", &Person::manager_id},
    {"login_id", &Person::login_id},
}};

void put(Json& json, const char* name, const std::optional<Date>& date)
{
    if (date) {
        json[name] = to_string(*date);
    }
}

std::optional<Date> date_in(const Json& json, const char* name)
{
    const auto found = json.find(name);
    return found == json.end() ? std::nullopt : parse_date(found->get<std::string>());
}

template <typename T>
std::optional<T> stated_in(const Json& json, std::string_view name)
{
    const auto found = json.find(name);
    return found == json.end() ? std::nullopt : std::optional<T>{found->get<T>()};
}

Json origin_json(const Origin& origin)
{
    return {{"source", origin.source},
            {"where", origin.where},
            {"file", origin.file},
            {"row", origin.row}};
}

Origin origin_in(const Json& json)
{
    const auto found = json.find("origin");
    if (found == json.end()) {
        return {};
    }
    return {found->value("source", ""), found->value("where", ""), found->value("file", ""),
            found->value("row", 0u)};
}

} // namespace

std::string_view to_string(EmploymentStatus status)
{
    return name_in(kStatuses, status);
}

std::string_view to_string(AccountKind kind)
{
    return name_in(kAccountKinds, kind);
}

std::optional<EmploymentStatus> parse_status(std::string_view text)
{
    return value_in(kStatuses, text);
}

std::optional<AccountKind> parse_account_kind(std::string_view text)
{
    return value_in(kAccountKinds, text);
}

void to_json(Json& json, const Person& person)
{
    json = Json{{"employee_id", person.employee_id},
                {"name", person.name},
                {"status", to_string(person.status)},
                {"origin", origin_json(person.origin)}};
    for (const TextField& field : kTextFields) {
        if (const Stated& text = person.*field.desired) {
            json[std::string{field.name}] = *text;
        }
    }
    for (const StatedField& field : kOtherStated) {
        if (const Stated& text = person.*field.member) {
            json[field.name] = *text;
        }
    }
    if (person.departments) {
        json["departments"] = *person.departments;
    }
    if (!person.leads.empty()) {
        json["leads"] = person.leads;
    }
    put(json, "hired_on", person.hired_on);
    put(json, "last_day", person.last_day);
    if (person.account) {
        json["account"] = to_string(*person.account);
    }
    if (!person.userid.empty()) {
        json["userid"] = person.userid;
    }
    if (person.hide_mobile) {
        json["hide_mobile"] = *person.hide_mobile;
    }
    if (person.senior_mode) {
        json["senior_mode"] = *person.senior_mode;
    }
    if (!person.time_zone.empty()) {
        json["time_zone"] = person.time_zone;
    }
    if (!person.ext.empty()) {
        json["ext"] = person.ext;
    }
}

void from_json(const Json& json, Person& person)
{
    person = Person{};
    person.employee_id = json.value("employee_id", "");
    person.name = json.value("name", "");
    for (const TextField& field : kTextFields) {
        person.*field.desired = stated_in<std::string>(json, field.name);
    }
    for (const StatedField& field : kOtherStated) {
        person.*field.member = stated_in<std::string>(json, field.name);
    }
    person.departments = stated_in<std::vector<DepartmentKey>>(json, "departments");
    person.leads = json.value("leads", std::vector<DepartmentKey>{});
    person.hired_on = date_in(json, "hired_on");
    person.last_day = date_in(json, "last_day");
    person.status = parse_status(json.value("status", "")).value_or(EmploymentStatus::active);
    person.account = parse_account_kind(json.value("account", ""));
    person.userid = json.value("userid", "");
    person.hide_mobile = stated_in<bool>(json, "hide_mobile");
    person.senior_mode = stated_in<bool>(json, "senior_mode");
    person.time_zone = json.value("time_zone", "");
    person.ext = json.value("ext", std::map<std::string, std::string>{});
    person.origin = origin_in(json);
}

void to_json(Json& json, const Department& department)
{
    json = Json{{"key", department.key},
                {"name", department.name},
                {"parent", department.parent},
                {"origin", origin_json(department.origin)}};
    if (department.manager_ids) {
        json["manager_ids"] = *department.manager_ids;
    }
    if (department.order) {
        json["order"] = *department.order;
    }
}

void from_json(const Json& json, Department& department)
{
    department = Department{};
    department.key = json.value("key", "");
    department.name = json.value("name", "");
    department.parent = json.value("parent", "");
    department.manager_ids = stated_in<std::string>(json, "manager_ids");
    department.order = stated_in<std::int64_t>(json, "order");
    department.origin = origin_in(json);
}

} // namespace rosterd::model
