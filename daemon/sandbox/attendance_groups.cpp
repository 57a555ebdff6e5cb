// Attendance groups themselves: /topapi/attendance/group/add and its relatives.
#include <algorithm>
#include <array>

#include "daemon/sandbox/attendance_calls.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::size_t kListPage = 50;

// Members of `top_group` come as {"role":"Attendance","type":"StaffMember|DeptMember","user_id"}.
void put_members(Company& company, std::int64_t id, const std::vector<Json>& members)
{
    auto& attendance = company.organisation.attendance();
    for (const auto& member : members) {
        Parameters one{member};
        const auto who = one.text("user_id").value_or("");
        if (one.text("type").value_or("") == "DeptMember") {
            if (const auto dept = one.integer("user_id");
                dept && company.organisation.department(*dept) != nullptr) {
                attendance.put_department(id, *dept);
            }
        } else if (company.organisation.user(who) != nullptr) {
            attendance.put_user(id, who, false);
        }
    }
}

// [attendance-group-write]
Outcome<Json> add(Company& company, Parameters& parameters)
{
    check_operator(company, parameters, true);
    parameters.need({"top_group"});
    Parameters group{parameters.object("top_group").value_or(Json::object())};
    const auto type = group.has("type") ? group.text("type").value_or("") : "FIXED";
    if (!group.has("name") || (type != "FIXED" && type != "TURN" && type != "NONE")) {
        parameters.refuse_with(refuse(400002, group.has("name") ? "type" : "name"));
    }
    const auto members = group.objects("members").value_or(std::vector<Json>{});
    if (parameters.refused() || group.refused()) {
        return parameters.refused() ? parameters.refusal() : group.refusal();
    }
    const auto& made = company.organisation.attendance().add(group.text("name").value_or(""), type,
                                                             group.text("owner").value_or(""));
    put_members(company, made.id, members);
    return attendance_answer({{"id", made.id}, {"name", made.name}, {"type", made.type}});
}

// [attendance-group-update-interface]
Outcome<Json> modify(Company& company, Parameters& parameters)
{
    check_operator(company, parameters, true);
    parameters.need({"top_group"});
    Parameters group{parameters.object("top_group").value_or(Json::object())};
    const auto members = group.objects("members").value_or(std::vector<Json>{});
    if (parameters.refused() || group.refused()) {
        return parameters.refused() ? parameters.refusal() : group.refusal();
    }
    const auto id = group.integer("id").value_or(0);
    if (company.organisation.attendance().group(id) == nullptr) {
        return refuse(400002, "id");
    }
    if (group.has("name")) {
        company.organisation.attendance().rename(id, group.text("name").value_or(""));
    }
    put_members(company, id, members);
    return attendance_answer({{"id", id}});
}

// [delete-attendance-group]
Outcome<Json> remove(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_key");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    const auto key = (*group)->key;
    company.organisation.attendance().remove((*group)->id);
    return attendance_answer(key);
}

// [attendance-group-search]: by a part of the name
Outcome<Json> search(Company& company, Parameters& parameters)
{
    check_operator(company, parameters, true);
    parameters.need({"group_name"});
    const auto part = parameters.text("group_name").value_or("");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    auto found = Json::array();
    for (const auto* group : company.organisation.attendance().groups()) {
        if (group->name.find(part) != std::string::npos) {
            found.push_back({{"id", group->id}, {"name", group->name}});
        }
    }
    return attendance_answer(std::move(found));
}

std::size_t member_count(const Company& company, const AttendanceGroup& group)
{
    auto count = group.users.size() + group.exempt.size();
    for (const auto id : group.departments) {
        count += company.organisation.department(id) == nullptr
                     ? 0
                     : company.organisation.all_members(id);
    }
    return count;
}

Json details(const Company& company, const AttendanceGroup& group)
{
    return {{"id", group.id},
            {"name", group.name},
            {"type", group.type},
            {"owner_user_id", group.owner},
            {"member_count", member_count(company, group)},
            {"manager_list", Json::array()},
            {"shift_ids", Json::array()},
            {"work_day_list", Json::array()},
            {"address_list", Json::array()},
            {"wifis", Json::array()}};
}

// [query-a-single-attendance-group]
Outcome<Json> query(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_id");
    return group ? Outcome<Json>{attendance_answer(details(company, **group))}
                 : tl::unexpected{group.error()};
}

// [batch-query-of-simple-information-of-the-attendance-group]
Outcome<Json> list(Company& company, Parameters& parameters)
{
    check_operator(company, parameters, true);
    const auto cursor = parameters.integer("cursor").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    auto page = Json::array();
    bool more = false;
    std::int64_t last = 0;
    for (const auto* group : company.organisation.attendance().groups()) {
        if (group->id <= cursor) {
            continue;
        }
        more = page.size() == kListPage;
        if (more) {
            break;
        }
        last = group->id;
        page.push_back({{"id", group->id}, {"name", group->name}});
    }
    Json result{{"has_more", more}, {"result", std::move(page)}};
    if (more) {
        result["cursor"] = last;
    }
    return attendance_answer(std::move(result));
}

// [batch-obtain-attendance-group-details]: `qyapi_base`, ten at once
Outcome<Json> simple_groups(Company& company, Parameters& parameters)
{
    const auto offset = parameters.integer("offset").value_or(0);
    const auto size = parameters.integer("size").value_or(10);
    if (parameters.refused() || offset < 0 || size < 1 || size > 10) {
        return refuse(400002, "offset, size");
    }
    const auto all = company.organisation.attendance().groups();
    const auto from = std::min(all.size(), static_cast<std::size_t>(offset));
    const auto to = std::min(all.size(), from + static_cast<std::size_t>(size));
    auto groups = Json::array();
    for (auto at = from; at < to; ++at) {
        groups.push_back({{"group_id", all[at]->id},
                          {"group_name", all[at]->name},
                          {"type", all[at]->type},
                          {"is_default", false},
                          {"member_count", member_count(company, *all[at])}});
    }
    return attendance_answer({{"has_more", to < all.size()}, {"groups", std::move(groups)}});
}

// [convert-groupkey-to-groupid]
Outcome<Json> key_to_id(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_key");
    return group ? Outcome<Json>{attendance_answer((*group)->id)} : tl::unexpected{group.error()};
}

// [groupid-to-groupkey]
Outcome<Json> id_to_key(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_id");
    return group ? Outcome<Json>{attendance_answer((*group)->key)} : tl::unexpected{group.error()};
}

constexpr std::array<OldEndpoint, 9> kEndpoints{{
    {"/topapi/attendance/group/add", add},
    {"/topapi/attendance/group/modify", modify},
    {"/topapi/attendance/group/delete", remove},
    {"/topapi/attendance/group/search", search},
    {"/topapi/attendance/group/query", query},
    {"/topapi/attendance/group/minimalism/list", list},
    {"/topapi/attendance/getsimplegroups", simple_groups},
    {"/topapi/attendance/groups/keytoid", key_to_id},
    {"/topapi/attendance/groups/idtokey", id_to_key},
}};

} // namespace

std::span<const OldEndpoint> attendance_group_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
