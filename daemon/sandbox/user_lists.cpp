// Listing the members of a department: /topapi/v2/user/list, /topapi/user/listsimple and listid.
#include <algorithm>
#include <array>

#include "daemon/sandbox/member_texts.hpp"

namespace rosterd::sandbox
{

namespace
{

Json result(Json value)
{
    Json answer = Json::object();
    answer.emplace("result", std::move(value));
    return answer;
}

struct Page {
    DeptId department = 0;
    std::size_t from = 0;
    std::size_t size = 0;
    std::string order;
};

constexpr std::array<std::string_view, 5> kOrders{"entry_asc", "entry_desc", "modify_asc",
                                                  "modify_desc", "custom"};

Outcome<Page> read_page(const Company& company, Parameters& parameters, int bad_size,
                        int bad_cursor)
{
    parameters.need({"dept_id", "cursor", "size"});
    const auto id = parameters.integer("dept_id").value_or(0);
    const auto cursor = parameters.integer("cursor").value_or(0);
    const auto size = parameters.integer("size").value_or(0);
    const auto order = parameters.has("order_field") ? *parameters.text("order_field") : "custom";
    parameters.flag("contain_access_limit");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (size < 1 || size > 100) {
        return refuse(bad_size, "size");
    }
    if (cursor < 0) {
        return refuse(bad_cursor, "cursor");
    }
    if (std::ranges::find(kOrders, order) == kOrders.end()) {
        return refuse(40070);
    }
    if (const auto department = find_department(company, id); !department) {
        return tl::unexpected{department.error()};
    }
    if (!sees(company, id)) {
        return refuse(50004);
    }
    return Page{id, static_cast<std::size_t>(cursor), static_cast<std::size_t>(size), order};
}

// `all` come with the larger order first; whether DingTalk's do, its documents tell in both ways.
void sort_by(std::vector<const User*>& all, const std::string& order, const Rules& rules)
{
    if (order == "custom") {
        if (!rules.larger_order_first) {
            std::ranges::reverse(all);
        }
        return;
    }
    const auto by = order.starts_with("entry") ? &User::number : &User::modified;
    std::ranges::stable_sort(all, {}, by);
    if (order.ends_with("desc")) {
        std::ranges::reverse(all);
    }
}

// One member more than the page holds, where there is one.
std::vector<const User*> page_of(const Company& company, const Page& page)
{
    const auto& rules = company.rules;
    if (page.order == "custom" && rules.larger_order_first && rules.visibility_delay_ms == 0) {
        return company.organisation.page(page.department, page.from, page.size + 1);
    }
    auto all = company.organisation.members(page.department);
    std::erase_if(all, [&](const User* user) { return !is_visible_yet(company, *user); });
    sort_by(all, page.order, rules);
    const auto from = std::min(page.from, all.size());
    const auto to = std::min(from + page.size + 1, all.size());
    return {all.begin() + static_cast<std::ptrdiff_t>(from),
            all.begin() + static_cast<std::ptrdiff_t>(to)};
}

// Takes the one more off.
bool has_more(std::vector<const User*>& members, const Page& page)
{
    const bool more = members.size() > page.size;
    members.resize(std::min(members.size(), page.size));
    return more;
}

// [queries-the-simple-information-of-a-department-user]
Outcome<Json> list_simple(Company& company, Parameters& parameters)
{
    const auto page = read_page(company, parameters, 40069, 40068);
    if (!page) {
        return tl::unexpected{page.error()};
    }
    auto members = page_of(company, *page);
    Json answer{{"has_more", has_more(members, *page)}, {"list", Json::array()}};
    if (answer["has_more"] == true) {
        answer["next_cursor"] = page->from + page->size;
    }
    for (const auto* user : members) {
        answer["list"].push_back({{"userid", user->userid}, {"name", user->name}});
    }
    return result(std::move(answer));
}

// [query-the-list-of-department-userids]: not limited by the scope, no pages.
Outcome<Json> list_id(Company& company, Parameters& parameters)
{
    parameters.need({"dept_id"});
    const auto id = parameters.integer("dept_id").value_or(0);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (const auto department = find_department(company, id); !department) {
        return tl::unexpected{department.error()};
    }
    auto userids = Json::array();
    for (const auto* user : company.organisation.members(id)) {
        if (is_visible_yet(company, *user)) {
            userids.push_back(user->userid);
        }
    }
    return result({{"userid_list", std::move(userids)}});
}

constexpr std::array<OldEndpoint, 3> kEndpoints{{
    {"/topapi/v2/user/list", nullptr}, // list_members()
    {"/topapi/user/listsimple", list_simple},
    {"/topapi/user/listid", list_id},
}};

} // namespace

Outcome<std::string> list_members(const Company& company, MemberTexts& texts,
                                  Parameters& parameters)
{
    const auto page = read_page(company, parameters, 400002, 400002);
    if (!page) {
        return tl::unexpected{page.error()};
    }
    auto members = page_of(company, *page);
    const bool more = has_more(members, *page);
    std::string text = more ? R"({"has_more":true,"next_cursor":)" +
                                  std::to_string(page->from + page->size) + R"(,"list":[)"
                            : R"({"has_more":false,"list":[)";
    for (const auto* user : members) {
        texts.append(text, company, *user, page->department);
        text += ',';
    }
    if (!members.empty()) {
        text.pop_back();
    }
    return text + "]}";
}

std::span<const OldEndpoint> user_list_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
