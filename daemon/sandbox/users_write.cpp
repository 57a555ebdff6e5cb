// Changing users: /topapi/v2/user/create, update and delete.
#include <algorithm>
#include <array>

#include "daemon/sandbox/enterprise_account.hpp"
#include "daemon/sandbox/invitations.hpp"
#include "daemon/sandbox/user_fields.hpp"

namespace rosterd::sandbox
{

namespace
{

// Nobody is put where the application sees nothing; `before` may be there already.
Outcome<Done> check_scope(const Company& company, const User& user, const User* before = nullptr)
{
    for (const auto& position : user.positions) {
        if (before != nullptr && position_in(*before, position.dept_id) != nullptr) {
            continue;
        }
        if (!is_known(company, company.organisation.department(position.dept_id))) {
            return refuse(60003, "dept_id:" + std::to_string(position.dept_id));
        }
        if (!sees(company, position.dept_id)) {
            return refuse(50004);
        }
    }
    const bool new_manager = before == nullptr || before->manager_userid != user.manager_userid;
    return !new_manager || user.manager_userid.empty() ||
                   is_known(company, company.organisation.user(user.manager_userid))
               ? Outcome<Done>{Done{}}
               : refuse(60128);
}

Outcome<User> read_new_user(Company& company, Parameters& parameters)
{
    parameters.need({"name", "dept_id_list"});
    User user;
    user.userid = parameters.has("userid") ? parameters.text("userid").value_or("") : "";
    if (characters(user.userid) > 64) {
        parameters.refuse_with(refuse(400002, "userid"));
    }
    read_user_fields(user, company, parameters, kMostDepartmentsOnCreate);
    if (parameters.has("outer_exclusive_corpid")) {
        read_invited_account(user, parameters);
    } else if (parameters.flag("exclusive_account").value_or(false)) {
        read_enterprise_account(user, company, parameters);
    } else {
        parameters.need({"mobile"});
        read_mobile(user, company, parameters, "mobile");
    }
    if (user.positions.empty()) {
        parameters.refuse_with(refuse(40035, "dept_id_list"));
    }
    if (parameters.refused()) {
        return parameters.refusal();
    }
    user.create_time = model::to_string(company.now);
    return user;
}

// [user-information-creation]
Outcome<Json> create(Company& company, Parameters& parameters)
{
    auto user = read_new_user(company, parameters);
    if (!user) {
        return tl::unexpected{user.error()};
    }
    if (const auto scope = check_scope(company, *user); !scope) {
        return tl::unexpected{scope.error()};
    }
    if (user->userid.empty()) {
        user->userid = company.organisation.new_userid();
    }
    const auto mobile = parameters.text("mobile").value_or("");
    if (company.organisation.user(user->userid) == nullptr && must_accept(company, *user, mobile)) {
        const auto invited = company.organisation.invite(std::move(*user), company.rules);
        return invited ? refuse(40103) : tl::unexpected{invited.error()};
    }
    user->active = user->exclusive_type.empty() && company.rules.joins == "active";
    const auto added = company.organisation.add_user(std::move(*user), company.rules);
    if (!added) {
        return tl::unexpected{added.error()};
    }
    return Json{{"result", {{"userid", (*added)->userid}, {"unionId", (*added)->unionid}}}};
}

// Only somebody who has not logged in yet may get another number; the codes of real companies
// differ, see Rules.
void change_mobile(User& user, const Company& company, Parameters& parameters)
{
    if (!parameters.has("mobile") || !user.exclusive_type.empty()) {
        return;
    }
    auto next = user;
    read_mobile(next, company, parameters, "mobile");
    const bool same = next.mobile == user.mobile && next.state_code == user.state_code;
    const bool settled = user.active || company.rules.mobile_in_update == "never";
    if (!parameters.refused() && !same && settled && !company.by_hand) {
        parameters.refuse_with(refuse(company.rules.mobile_change_code));
    }
    user.mobile = next.mobile;
    user.state_code = next.state_code;
}

// Where HRM's position management is on, title and department change by a transfer only
// [common-errors].
void check_position(const User& before, const User& after, const Company& company,
                    Parameters& parameters)
{
    const auto place = [](const User& user) {
        std::vector<std::pair<DeptId, std::string>> places{{0, user.title}};
        for (const auto& position : user.positions) {
            places.emplace_back(position.dept_id, position.title);
        }
        std::ranges::sort(places);
        return places;
    };
    if (company.rules.position_management && !company.by_hand && place(before) != place(after)) {
        parameters.refuse_with(refuse(12150));
    }
}

// [user-information-update]
Outcome<Json> update(Company& company, Parameters& parameters)
{
    parameters.need({"userid"});
    const auto found = find_user(company, parameters.text("userid").value_or(""));
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (!found) {
        return tl::unexpected{found.error()};
    }
    if (!sees(company, **found)) {
        return refuse(50002);
    }
    auto user = **found;
    read_user_fields(user, company, parameters, company.rules.departments_on_update);
    check_position(**found, user, company, parameters);
    change_mobile(user, company, parameters);
    change_enterprise_account(user, company, parameters);
    if (parameters.refused()) {
        return parameters.refusal();
    }
    if (const auto scope = check_scope(company, user, *found); !scope) {
        return tl::unexpected{scope.error()};
    }
    const auto replaced = company.organisation.replace_user(std::move(user), company.rules);
    if (!replaced) {
        return tl::unexpected{replaced.error()};
    }
    return Json::object();
}

// [delete-a-user]
Outcome<Json> remove(Company& company, Parameters& parameters)
{
    parameters.need({"userid"});
    const auto userid = parameters.text("userid").value_or("");
    if (parameters.refused()) {
        return parameters.refusal();
    }
    const auto found = find_user(company, userid);
    if (!found) {
        return tl::unexpected{found.error()};
    }
    if (!sees(company, **found)) {
        return refuse(50002);
    }
    if ((*found)->admin_level == 1 && !company.rules.deletes_main_administrators) {
        return refuse(400002, "userid: 主管理员不能删除");
    }
    company.organisation.remove_user(userid, company.by_hand ? "delete" : "oapi", company.now);
    return Json::object();
}

constexpr std::array<OldEndpoint, 3> kEndpoints{{
    {"/topapi/v2/user/create", create},
    {"/topapi/v2/user/update", update},
    {"/topapi/v2/user/delete", remove},
}};

} // namespace

std::span<const OldEndpoint> user_write_endpoints()
{
    return kEndpoints;
}

} // namespace rosterd::sandbox
