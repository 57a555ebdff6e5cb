// Changing departments: /topapi/v2/department/create, update and delete.
#include <algorithm>
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

bool has_illegal_character(std::string_view name)
{
    return name.find_first_of("-,") != std::string_view::npos ||
           name.find("，") != std::string_view::npos;
}

void read_name(Department& department, Parameters& parameters)
{
    if (!parameters.has("name")) {
        return;
    }
    department.name = parameters.text("name").value_or("");
    if (characters(department.name) > 64) {
        parameters.refuse_with(refuse(60001));
    }
    if (has_illegal_character(department.name)) {
        parameters.refuse_with(refuse(60009));
    }
}

void read_attribute(Department& department, Parameters& parameters, const Attribute& attribute)
{
    if (!parameters.mentions(attribute.name)) {
        return;
    }
    const std::string name{attribute.name};
    switch (attribute.kind) {
    case AttributeKind::flag:
        if (const auto value = parameters.flag(name)) {
            department.attributes[name] = *value;
        }
        break;
    case AttributeKind::text:
        department.attributes[name] = parameters.text(name).value_or("");
        if (attribute.most != 0 &&
            characters(parameters.text(name).value_or("")) > attribute.most) {
            parameters.refuse_with(refuse(400002, name));
        }
        break;
    case AttributeKind::departments:
        department.attributes[name] =
            parameters.integers(name).value_or(std::vector<std::int64_t>{});
        break;
    case AttributeKind::users:
        department.attributes[name] = parameters.texts(name).value_or(std::vector<std::string>{});
        break;
    }
}

// Each list on creation, both lists of a pair on update. How many, and how too many are refused, is
// told in two ways: see Rules.
void check_permits(const Department& department, const Rules& rules, Parameters& parameters,
                   bool creating)
{
    const auto size = [&](const char* name) {
        return department.attributes.value(name, Json::array()).size();
    };
    const auto code = rules.visibility_code != 0 ? rules.visibility_code
                      : creating                 ? 600109
                                                 : 60109;
    for (const auto& [depts, users] : {std::pair{"dept_permits", "user_permits"},
                                       std::pair{"outer_permit_depts", "outer_permit_users"}}) {
        const auto longest = std::max(size(depts), size(users));
        if ((creating ? longest : size(depts) + size(users)) > rules.most_permits) {
            parameters.refuse_with(refuse(code, depts));
        }
    }
}

void read_fields(Department& department, const Rules& rules, Parameters& parameters, bool creating)
{
    read_name(department, parameters);
    department.parent_id = parameters.integer("parent_id").value_or(department.parent_id);
    department.order = parameters.integer("order").value_or(department.order);
    if (const auto source = parameters.text("source_identifier")) {
        department.source_identifier = *source;
    }
    if (department.order < 0) {
        parameters.refuse_with(refuse(40011));
    }
    for (const auto& attribute : kAttributes) {
        if (!creating || !attribute.only_update) {
            read_attribute(department, parameters, attribute);
        }
    }
    check_permits(department, rules, parameters, creating);
}

Outcome<Done> check_parent(const Company& company, DeptId parent)
{
    if (!is_known(company, company.organisation.department(parent))) {
        return refuse(60004);
    }
    return sees(company, parent) ? Outcome<Done>{Done{}} : refuse(50004);
}

// [address-book-creation-department-established-department]
Outcome<Json> create(Company& company, Parameters& parameters)
{
    parameters.need({"name", "parent_id"});
    Department department;
    read_fields(department, company.rules, parameters, true);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (const auto good = check_parent(company, department.parent_id); !good) {
        return tl::unexpected{good.error()};
    }
    department.created = company.now;
    const auto id = company.organisation.add_department(std::move(department), company.rules);
    if (!id) {
        return tl::unexpected{id.error()};
    }
    return Json{{"result", {{"dept_id", *id}}}};
}

// To clear the list, name it in force_update_fields and leave it out; an empty list that is sent
// does nothing here [common-errors].
void read_managers(Department& department, const Company& company, Parameters& parameters)
{
    const auto managers = parameters.texts("dept_manager_userid_list");
    if (managers && !managers->empty()) {
        department.managers = *managers;
        for (const auto& userid : *managers) {
            if (!is_known(company, company.organisation.user(userid))) {
                parameters.refuse_with(refuse(40031, userid));
            }
        }
        return;
    }
    const auto forced =
        parameters.texts("force_update_fields").value_or(std::vector<std::string>{});
    const bool named = std::ranges::find(forced, "dept_manager_userid_list") != forced.end();
    if (named && !parameters.mentions("dept_manager_userid_list")) {
        department.managers.clear();
    }
}

void check_owner(const Company& company, const Department& department, Parameters& parameters)
{
    if (!parameters.has("org_dept_owner")) {
        return;
    }
    const auto* owner = company.organisation.user(parameters.text("org_dept_owner").value_or(""));
    if (owner == nullptr || position_in(*owner, department.dept_id) == nullptr) {
        parameters.refuse_with(refuse(40093));
    }
}

Outcome<Department> asked_for_change(const Company& company, Parameters& parameters)
{
    parameters.need({"dept_id"});
    const auto id = parameters.integer("dept_id").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto found = find_department(company, id);
    if (!found) {
        return tl::unexpected{found.error()};
    }
    if (!sees(company, id)) {
        return refuse(50004);
    }
    return **found;
}

// [address-book-update-department]
Outcome<Json> update(Company& company, Parameters& parameters)
{
    auto department = asked_for_change(company, parameters);
    if (!department) {
        return tl::unexpected{department.error()};
    }
    if (department->dept_id == model::kCompanyRoot) {
        return refuse(60018);
    }
    const auto parent = department->parent_id;
    read_fields(*department, company.rules, parameters, false);
    read_managers(*department, company, parameters);
    check_owner(company, *department, parameters);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (department->parent_id != parent) {
        if (const auto good = check_parent(company, department->parent_id); !good) {
            return tl::unexpected{good.error()};
        }
    }
    const auto done =
        company.organisation.replace_department(std::move(*department), company.rules);
    if (!done) {
        return tl::unexpected{done.error()};
    }
    return Json::object();
}

// [address-book-deletion-department]
Outcome<Json> remove(Company& company, Parameters& parameters)
{
    const auto department = asked_for_change(company, parameters);
    if (!department) {
        return tl::unexpected{department.error()};
    }
    const auto done = company.organisation.remove_department(department->dept_id, company.rules);
    if (!done) {
        return tl::unexpected{done.error()};
    }
    return Json::object();
}

constexpr std::array<OldEndpoint, 3> kEndpoints{{
    {"/topapi/v2/department/create", create},
    {"/topapi/v2/department/update", update},
    {"/topapi/v2/department/delete", remove},
}};

} // namespace

std::span<const OldEndpoint> department_write_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
