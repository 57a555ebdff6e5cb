#include "core/model/person.hpp"

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

std::set<DepartmentKey> departments_of(const Person& person)
{
    std::set<DepartmentKey> out{person.leads.begin(), person.leads.end()};
    if (person.departments) {
        out.insert(person.departments->begin(), person.departments->end());
    }
    return out;
}

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
