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
        return user == nullptr || user->exclusive_type != "dingtalk"
                   ? Outcome<Json>{refuse(33012)}
                   : Outcome<Json>{result(user_details(company, *user))};
    }
    const auto user = find_user(company, userid);
    if (!user) {
        return tl::unexpected{user.error()};
    }
    if (!is_visible_yet(company, **user)) {
        return refuse(60121);
    }
    if (!sees(company, **user)) {
        return refuse(50002);
    }
    return result(user_details(company, **user));
}

// This company's enterprise accounts with the number
// [obtain-the-userid-of-your-mobile-phone-number].
Json own_accounts_of(const Company& company, const Mobile& mobile)
{
    auto userids = Json::array();
    for (const auto* user : company.organisation.users()) {
        if (!user->exclusive_type.empty() && user->outer_corp.empty() &&
            user->state_code == mobile.state_code && user->mobile == mobile.number) {
            userids.push_back(user->userid);
        }
    }
    return userids;
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
    auto answer = Json::object();
    if (parameters.flag("support_exclusive_account_search").value_or(false)) {
        answer["exclusive_account_userid_list"] = own_accounts_of(company, *mobile);
    }
    const auto* user = company.organisation.by_mobile(mobile->state_code, mobile->number);
    if (user == nullptr && answer.value("exclusive_account_userid_list", Json::array()).empty()) {
        return refuse(60121);
    }
    if (user != nullptr && !sees(company, *user)) {
        return refuse(50002);
    }
    if (user != nullptr) {
        answer["userid"] = user->userid;
    }
    return result(std::move(answer));
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

// [query-permissions-of-the-administrator-address-book]: at top level. A main administrator manages
// everything; which departments a sub-administrator does, is set in a console this sandbox lacks:
// those of the person.
Outcome<Json> admin_scope(Company& company, Parameters& parameters)
{
    parameters.need({"userid"});
    const auto user = find_user(company, parameters.text("userid").value_or(""));
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (!user) {
        return tl::unexpected{user.error()};
    }
    auto ids = Json::array();
    if ((*user)->admin_level == 1) {
        ids.push_back(model::kCompanyRoot);
    }
    for (const auto& position : (*user)->positions) {
        if ((*user)->admin_level == 2) {
            ids.push_back(position.dept_id);
        }
    }
    return Json{{"dept_ids", std::move(ids)}};
}

constexpr std::array<OldEndpoint, 6> kEndpoints{{
    {"/topapi/v2/user/get", get},
    {"/topapi/v2/user/getbymobile", get_by_mobile},
    {"/topapi/user/getbyunionid", get_by_unionid},
    {"/topapi/user/count", count},
    {"/topapi/user/listadmin", list_admin},
    {"/topapi/user/get_admin_scope", admin_scope},
}};

} // namespace

std::span<const OldEndpoint> user_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
