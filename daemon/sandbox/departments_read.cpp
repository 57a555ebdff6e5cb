// Reading departments: /topapi/v2/department/get and its relatives.
#include <array>

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

namespace
{

Json result(Json value)
{
    return Json{{"result", std::move(value)}};
}

Json empty_value(AttributeKind kind)
{
    switch (kind) {
    case AttributeKind::flag:
        return false;
    case AttributeKind::text:
        return "";
    case AttributeKind::departments:
    case AttributeKind::users:
        return Json::array();
    }
    return nullptr;
}

// [query-department-details0-v2]
Json details(const Company& company, const Department& department)
{
    Json json{{"dept_id", department.dept_id},
              {"name", department.name},
              {"order", department.order},
              {"dept_manager_userid_list", department.managers},
              {"member_count", company.organisation.all_members(department.dept_id)},
              {"owning_member_count", company.organisation.direct_members(department.dept_id)}};
    if (department.parent_id != 0) {
        json["parent_id"] = department.parent_id;
    }
    if (!department.source_identifier.empty()) {
        json["source_identifier"] = department.source_identifier;
    }
    for (const auto& attribute : kAttributes) {
        const std::string name{attribute.name};
        const auto set = department.attributes.find(name);
        if (set != department.attributes.end()) {
            json[name] = *set;
        } else if (attribute.kind != AttributeKind::text) {
            json[name] = empty_value(attribute.kind);
        }
    }
    return json;
}

Outcome<const Department*> asked(const Company& company, Parameters& parameters)
{
    parameters.need({"dept_id"});
    const auto id = parameters.integer("dept_id").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    auto department = find_department(company, id);
    if (department && !is_visible_yet(company, **department)) {
        return refuse(60003);
    }
    return department;
}

Outcome<Json> get(Company& company, Parameters& parameters)
{
    const auto department = asked(company, parameters);
    if (!department) {
        return tl::unexpected{department.error()};
    }
    if (!sees(company, (*department)->dept_id)) {
        return refuse(50004);
    }
    return result(details(company, **department));
}

// [user-management-acquires-the-list-departments]: one level, no pages; default the root.
Outcome<Json> list_sub(Company& company, Parameters& parameters)
{
    const auto id = parameters.integer("dept_id").value_or(model::kCompanyRoot);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (const auto department = find_department(company, id); !department) {
        return tl::unexpected{department.error()};
    }
    if (!sees(company, id)) {
        return refuse(50004);
    }
    auto list = Json::array();
    for (const auto* child : company.organisation.children(id)) {
        if (!is_visible_yet(company, *child)) {
            continue;
        }
        Json item{{"dept_id", child->dept_id},
                  {"name", child->name},
                  {"parent_id", child->parent_id},
                  {"create_dept_group", child->attributes.value("create_dept_group", false)},
                  {"auto_add_user", child->attributes.value("auto_add_user", false)},
                  {"from_union_org", false},
                  {"ext", "{}"}};
        if (!child->source_identifier.empty()) {
            item["source_identifier"] = child->source_identifier;
        }
        list.push_back(std::move(item));
    }
    return result(std::move(list));
}

// [obtain-the-list-of-sub-department-ids]: not limited by the scope.
Outcome<Json> list_sub_id(Company& company, Parameters& parameters)
{
    const auto department = asked(company, parameters);
    if (!department) {
        return tl::unexpected{department.error()};
    }
    auto ids = Json::array();
    for (const auto* child : company.organisation.children((*department)->dept_id)) {
        if (is_visible_yet(company, *child)) {
            ids.push_back(child->dept_id);
        }
    }
    return result({{"dept_id_list", std::move(ids)}});
}

// [query-the-list-of-all-parent-departments-of-a-department]
Outcome<Json> list_parent_by_dept(Company& company, Parameters& parameters)
{
    const auto department = asked(company, parameters);
    if (!department) {
        return tl::unexpected{department.error()};
    }
    return result({{"parent_id_list", company.organisation.chain((*department)->dept_id)}});
}

// [queries-the-list-of-all-parent-departments-of-a-user]: one chain for each membership.
Outcome<Json> list_parent_by_user(Company& company, Parameters& parameters)
{
    parameters.need({"userid"});
    const auto userid = parameters.text("userid").value_or("");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto user = find_user(company, userid);
    if (!user) {
        return tl::unexpected{user.error()};
    }
    auto chains = Json::array();
    for (const auto& position : (*user)->positions) {
        chains.push_back({{"parent_dept_id_list", company.organisation.chain(position.dept_id)}});
    }
    return result({{"parent_list", std::move(chains)}});
}

constexpr std::array<OldEndpoint, 5> kEndpoints{{
    {"/topapi/v2/department/get", get},
    {"/topapi/v2/department/listsub", list_sub},
    {"/topapi/v2/department/listsubid", list_sub_id},
    {"/topapi/v2/department/listparentbydept", list_parent_by_dept},
    {"/topapi/v2/department/listparentbyuser", list_parent_by_user},
}};

} // namespace

std::span<const OldEndpoint> department_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
