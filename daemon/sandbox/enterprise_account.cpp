#include "daemon/sandbox/enterprise_account.hpp"

#include <algorithm>
#include <cctype>

#include "daemon/sandbox/mobile.hpp"

namespace rosterd::sandbox
{

namespace
{

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

} // namespace

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

// [create-an-sso-account], [create-dingtalk-user-created-dedicated-account]
void read_enterprise_account(User& user, const Company& company, Parameters& parameters)
{
    parameters.need({"exclusive_account_type"});
    user.exclusive_type = parameters.text("exclusive_account_type").value_or("");
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

} // namespace rosterd::sandbox
