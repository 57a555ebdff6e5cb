// Changing users: /topapi/v2/user/create, update and delete.
#include <algorithm>
#include <array>
#include <cctype>

#include "daemon/sandbox/invitations.hpp"
#include "daemon/sandbox/mobile.hpp"
#include "daemon/sandbox/user_fields.hpp"

namespace rosterd::sandbox
{

namespace
{

void read_mobile(User& user, const Company& company, Parameters& parameters, std::string_view name)
{
    const auto text = parameters.text(name);
    // Enterprise accounts state the country code in every region.
    const auto region = name == "mobile" ? std::string_view{company.rules.region} : "";
    const auto mobile = text ? parse_mobile(*text, region) : std::nullopt;
    if (!mobile) {
        return parameters.refuse_with(refuse(60103));
    }
    user.state_code = mobile->state_code;
    user.mobile = mobile->number;
}

// At least 8 characters, not all letters and not all digits
// [create-dingtalk-user-created-dedicated-account].
bool good_password(std::string_view text)
{
    const auto all = [text](int (*kind)(int)) {
        return std::ranges::all_of(text, [kind](unsigned char c) { return kind(c) != 0; });
    };
    return characters(text) >= 8 && !all(std::isalpha) && !all(std::isdigit);
}

void check_password(Parameters& parameters)
{
    if (parameters.has("init_password") &&
        !good_password(parameters.text("init_password").value_or(""))) {
        parameters.refuse_with(refuse(400002, "init_password"));
    }
}

// [create-an-sso-account], [create-dingtalk-user-created-dedicated-account]
void read_enterprise_account(User& user, const Company& company, Parameters& parameters)
{
    parameters.need({"exclusive_account_type"});
    user.exclusive_type = parameters.text("exclusive_account_type").value_or("");
    user.mobile.clear();
    if (user.exclusive_type == "dingtalk") {
        parameters.need({"login_id", "init_password"});
        user.login_id = parameters.text("login_id").value_or("");
    } else if (user.exclusive_type != "sso") {
        parameters.refuse_with(refuse(400002, "exclusive_account_type"));
    }
    check_password(parameters);
    if (parameters.has("exclusive_mobile")) {
        read_mobile(user, company, parameters, "exclusive_mobile");
    }
}

// [invite-other-organization-specific-accounts-to-join]: joins without confirmation
void read_invited_account(User& user, Parameters& parameters)
{
    parameters.need({"outer_exclusive_corpid", "outer_exclusive_userid"});
    user.exclusive_type = "dingtalk";
    user.outer_corp = parameters.text("outer_exclusive_corpid").value_or("");
}

Outcome<Done> check_scope(const Company& company, const User& user)
{
    for (const auto& position : user.positions) {
        if (company.organisation.department(position.dept_id) != nullptr &&
            !sees(company, position.dept_id)) {
            return refuse(50004);
        }
    }
    return Done{};
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

// [update-dedicated-accounts-information]: loginId in camel case here.
void change_enterprise_account(User& user, const Company& company, Parameters& parameters)
{
    if (user.exclusive_type.empty()) {
        return;
    }
    const auto* name = company.rules.takes_login_id_on_update && !parameters.has("loginId")
                           ? "login_id"
                           : "loginId";
    if (parameters.has(name) && user.exclusive_type == "dingtalk") {
        user.login_id = parameters.text(name).value_or("");
    }
    if (forces(parameters, "org_email")) { // unbinds the mailbox, or binds another
        user.org_email = parameters.text("org_email").value_or("");
    }
    check_password(parameters);
    if (parameters.has("exclusive_mobile")) {
        read_mobile(user, company, parameters, "exclusive_mobile");
    }
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
