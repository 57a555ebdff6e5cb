// Reading users: /topapi/v2/user/get and its relatives.
#include <algorithm>
#include <array>

#include "daemon/sandbox/mobile.hpp"
#include "daemon/sandbox/user_view.hpp"

namespace rosterd::sandbox
{

namespace
{

Json result(Json value)
{
    return Json{{"result", std::move(value)}};
}

// [query-user-details]; login_id wins over userid [queries-the-details-of-a-dedicated-account].
Outcome<Json> get(Company& company, Parameters& parameters)
{
    const auto login_id = parameters.has("login_id") ? parameters.text("login_id") : std::nullopt;
    if (!login_id) {
        parameters.need({"userid"});
    }
    const auto userid = parameters.text("userid").value_or("");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (login_id) {
        const auto* user = company.organisation.by_login_id(*login_id);
        return user == nullptr ? Outcome<Json>{refuse(33012)}
                               : Outcome<Json>{result(user_details(company, *user))};
    }
    const auto user = find_user(company, userid);
    if (!user) {
        return tl::unexpected{user.error()};
    }
    if (!sees(company, **user)) {
        return refuse(50002);
    }
    return result(user_details(company, **user));
}

// [query-users-by-phone-number]
Outcome<Json> get_by_mobile(Company& company, Parameters& parameters)
{
    parameters.need({"mobile"});
    const auto text = parameters.text("mobile").value_or("");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto mobile = parse_mobile(text, company.rules.region);
    if (!mobile) {
        return refuse(40104);
    }
    const auto* user = company.organisation.by_mobile(mobile->state_code, mobile->number);
    if (user == nullptr) {
        return refuse(60121);
    }
    if (!sees(company, *user)) {
        return refuse(50002);
    }
    return result({{"userid", user->userid}});
}

// [query-a-user-by-the-union-id]
Outcome<Json> get_by_unionid(Company& company, Parameters& parameters)
{
    parameters.need({"unionid"});
    const auto unionid = parameters.text("unionid").value_or("");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto* user = company.organisation.by_unionid(unionid);
    if (user == nullptr) {
        return refuse(60121);
    }
    return result({{"contact_type", 0}, {"userid", user->userid}});
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

// One member more than the page holds, where there is one.
std::vector<const User*> page_of(const Company& company, const Page& page)
{
    if (page.order == "custom") {
        return company.organisation.page(page.department, page.from, page.size + 1);
    }
    auto all = company.organisation.members(page.department);
    const auto by = page.order.starts_with("entry") ? &User::number : &User::modified;
    std::ranges::stable_sort(all, {}, by);
    if (page.order.ends_with("desc")) {
        std::ranges::reverse(all);
    }
    const auto from = std::min(page.from, all.size());
    const auto to = std::min(from + page.size + 1, all.size());
    return {all.begin() + static_cast<std::ptrdiff_t>(from),
            all.begin() + static_cast<std::ptrdiff_t>(to)};
}

template <typename ToItem>
Json list_answer(const Company& company, const Page& page, ToItem to_item)
{
    auto members = page_of(company, page);
    const bool more = members.size() > page.size;
    members.resize(std::min(members.size(), page.size));
    Json answer{{"has_more", more}, {"list", Json::array()}};
    for (const auto* user : members) {
        answer["list"].push_back(to_item(*user));
    }
    if (more) {
        answer["next_cursor"] = page.from + page.size;
    }
    return result(std::move(answer));
}

// [queries-the-complete-information-of-a-department-user]
Outcome<Json> list(Company& company, Parameters& parameters)
{
    const auto page = read_page(company, parameters, 400002, 400002);
    if (!page) {
        return tl::unexpected{page.error()};
    }
    return list_answer(company, *page, [&](const User& user) {
        return member_item(company, user, page->department);
    });
}

// [queries-the-simple-information-of-a-department-user]
Outcome<Json> list_simple(Company& company, Parameters& parameters)
{
    const auto page = read_page(company, parameters, 40069, 40068);
    if (!page) {
        return tl::unexpected{page.error()};
    }
    return list_answer(company, *page, [](const User& user) {
        return Json{{"userid", user.userid}, {"name", user.name}};
    });
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
        userids.push_back(user->userid);
    }
    return result({{"userid_list", std::move(userids)}});
}

// [user-management-acquires-number-employees]
Outcome<Json> count(Company& company, Parameters& parameters)
{
    parameters.need({"only_active"});
    const auto only_active = parameters.flag("only_active").value_or(false);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto users = company.organisation.users();
    const auto counted = std::ranges::count_if(
        users, [only_active](const User* user) { return user->active || !only_active; });
    return result({{"count", counted}});
}

// [query-the-administrator-list]
Outcome<Json> list_admin(Company& company, Parameters& /*parameters*/)
{
    auto administrators = Json::array();
    for (const auto* user : company.organisation.users()) {
        if (user->admin_level != 0) {
            administrators.push_back({{"userid", user->userid}, {"sys_level", user->admin_level}});
        }
    }
    return result(std::move(administrators));
}

constexpr std::array<OldEndpoint, 8> kEndpoints{{
    {"/topapi/v2/user/get", get},
    {"/topapi/v2/user/getbymobile", get_by_mobile},
    {"/topapi/user/getbyunionid", get_by_unionid},
    {"/topapi/v2/user/list", list},
    {"/topapi/user/listsimple", list_simple},
    {"/topapi/user/listid", list_id},
    {"/topapi/user/count", count},
    {"/topapi/user/listadmin", list_admin},
}};

} // namespace

std::span<const OldEndpoint> user_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
