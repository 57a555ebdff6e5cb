// Asking who is in an attendance group: /topapi/attendance/group/users/query and its relatives.
#include <algorithm>
#include <array>

#include "daemon/sandbox/attendance_calls.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::size_t kMostIds = 20;
constexpr std::size_t kPage = 50; // of the lists that tell no size

Json page_after(const std::set<std::string>& all, const std::string& after, std::size_t size,
                bool& more)
{
    auto page = Json::array();
    auto at = after.empty() ? all.begin() : all.upper_bound(after);
    for (; at != all.end() && page.size() < size; ++at) {
        page.push_back(*at);
    }
    more = at != all.end();
    return page;
}

// [batch-query-of-employees-in-the-attendance-group]: wrapped twice, has_more a text
Outcome<Json> query_users(Company& company, Parameters& parameters)
{
    const auto size = parameters.integer("size").value_or(100);
    const auto after = parameters.text("cursor").value_or("");
    if (size < 1 || size > 100) {
        parameters.refuse_with(refuse(400002, "size"));
    }
    const auto group = asked_group(company, parameters, "group_key");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    bool more = false;
    auto page = page_after((*group)->users, after, static_cast<std::size_t>(size), more);
    return attendance_answer(
        {{"result", {{"user_list", std::move(page)}, {"has_more", more ? "true" : "false"}}},
         {"success", true}});
}

// [queries-a-user-attendance-group]: as a person, else by the nearest department
Outcome<Json> user_group(Company& company, Parameters& parameters)
{
    parameters.need({"userid"});
    const auto found = find_user(company, parameters.text("userid").value_or(""));
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (!found) {
        return tl::unexpected{found.error()};
    }
    const auto& attendance = company.organisation.attendance();
    const auto* group = attendance.of_user((*found)->userid);
    for (const auto& position : (*found)->positions) {
        group = group != nullptr
                    ? group
                    : attendance.of_chain(company.organisation.chain(position.dept_id));
    }
    Json result = Json::object();
    if (group != nullptr) {
        result = {{"group_id", group->id},
                  {"name", group->name},
                  {"type", group->type},
                  {"classes", Json::array()}};
    }
    return attendance_answer(std::move(result));
}

// The page of `items` that begins at the cursor; 0 first.
Outcome<Json> paged(Parameters& parameters, const std::vector<Json>& items)
{
    const auto cursor = parameters.integer("cursor").value_or(0);
    if (parameters.refused() || cursor < 0) {
        return refuse(400002, "cursor");
    }
    const auto from = std::min(items.size(), static_cast<std::size_t>(cursor));
    const auto to = std::min(items.size(), from + kPage);
    Json result{{"has_more", to < items.size()}, {"result", Json::array()}};
    for (auto at = from; at < to; ++at) {
        result["result"].push_back(items[at]);
    }
    if (to < items.size()) {
        result["cursor"] = to;
    }
    return attendance_answer(std::move(result));
}

// [batch-query-of-attendance-group-members]
Outcome<Json> list_members(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_id");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    std::vector<Json> members;
    const auto put = [&members](std::string id, const char* type, const char* flag) {
        members.push_back({{"member_id", std::move(id)}, {"type", type}, {"atc_flag", flag}});
    };
    std::ranges::for_each((*group)->users, [&](const auto& who) { put(who, "0", "0"); });
    std::ranges::for_each((*group)->exempt, [&](const auto& who) { put(who, "0", "1"); });
    for (const auto id : (*group)->departments) {
        put(std::to_string(id), "1", "0");
    }
    return paged(parameters, members);
}

void expand(const Company& company, DeptId id, std::set<std::string>& users)
{
    if (company.organisation.department(id) == nullptr) {
        return;
    }
    for (const auto* user : company.organisation.members(id)) {
        users.insert(user->userid);
    }
    for (const auto* child : company.organisation.children(id)) {
        expand(company, child->dept_id, users);
    }
}

// [query-attendance-group-personnel-information-in-batches]: departments with all below them
Outcome<Json> list_users(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_id");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    auto users = (*group)->users;
    users.insert((*group)->exempt.begin(), (*group)->exempt.end());
    for (const auto id : (*group)->departments) {
        expand(company, id, users);
    }
    return paged(parameters, std::vector<Json>(users.begin(), users.end()));
}

// [query-members-by-id]
Outcome<Json> list_by_ids(Company& company, Parameters& parameters)
{
    const auto group = asked_group(company, parameters, "group_id");
    if (!group) {
        return tl::unexpected{group.error()};
    }
    parameters.need({"member_ids", "member_type"});
    const auto ids = parameters.texts("member_ids").value_or(std::vector<std::string>{});
    const auto type = parameters.integer("member_type").value_or(0);
    if (ids.size() > kMostIds || type < 0 || type > 1) {
        parameters.refuse_with(
            refuse(400002, ids.size() > kMostIds ? "member_ids" : "member_type"));
    }
    if (parameters.refused()) {
        return parameters.refusal();
    }
    auto found = Json::array();
    for (const auto& id : ids) {
        const bool inside =
            type == 0 ? (*group)->users.contains(id) || (*group)->exempt.contains(id)
                      : std::ranges::any_of((*group)->departments, [&id](DeptId department) {
                            return std::to_string(department) == id;
                        });
        if (inside) {
            found.push_back(id);
        }
    }
    return attendance_answer(std::move(found));
}

constexpr std::array<OldEndpoint, 5> kEndpoints{{
    {"/topapi/attendance/group/users/query", query_users},
    {"/topapi/attendance/getusergroup", user_group},
    {"/topapi/attendance/group/member/list", list_members},
    {"/topapi/attendance/group/memberusers/list", list_users},
    {"/topapi/attendance/group/member/listbyids", list_by_ids},
}};

} // namespace

std::span<const OldEndpoint> attendance_list_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
