#include "core/dingtalk/account_calls.hpp"

#include <algorithm>
#include <cctype>

#include "core/dingtalk/wire.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

const std::string kFamily = "/v1.0/contact/orgAccounts/";

Asking<Nothing> switching(const char* what, Json body, Priority priority)
{
    Call call = api_post(kFamily + what, std::move(body));
    call.priority = priority;
    return yes_or_no(std::move(call), "DingTalk did not switch the account and gave no reason");
}

Json about(const std::string& userid, const std::string& reason)
{
    Json body{{"userId", userid}};
    if (!reason.empty()) {
        body["reason"] = reason;
    }
    return body;
}

} // namespace

Asking<Created> create_sso_account(const std::string& userid, const Json& fields)
{
    Json all = fields;
    all["exclusive_account"] = true;
    all["exclusive_account_type"] = "sso";
    return create_user(userid, all);
}

Asking<Created> create_dingtalk_account(const std::string& userid, const Login& login,
                                        const Json& fields)
{
    Json all = fields;
    all["exclusive_account"] = true;
    all["exclusive_account_type"] = "dingtalk";
    all["login_id"] = login.login_id;
    all["init_password"] = login.init_password;
    all["send_password_to_user"] = login.send_password_to_user;
    return create_user(userid, all);
}

bool is_good_password(std::string_view password)
{
    const auto all = [&](int (*kind)(int)) {
        return std::all_of(password.begin(), password.end(),
                           [kind](unsigned char c) { return kind(c) != 0; });
    };
    return password.size() >= 8 && !all(std::isalpha) && !all(std::isdigit);
}

Asking<Nothing> disable_account(const std::string& userid, const std::string& reason)
{
    return switching("disable", about(userid, reason), Priority::leaver);
}

Asking<Nothing> enable_account(const std::string& userid)
{
    return switching("enable", about(userid, ""), Priority::normal);
}

Asking<Nothing> sign_out_account(const std::string& userid, const std::string& reason,
                                 const std::map<std::string, std::string>& told)
{
    Json body = about(userid, reason);
    if (!told.empty()) {
        body["reasonI18nForEmployee"] = told;
    }
    return switching("signOut", std::move(body), Priority::leaver);
}

Asking<bool> is_account_disabled(const std::string& userid)
{
    using Read = tl::expected<bool, ApiError>;
    return asking<bool>(api_get(kFamily + "status", {{"userId", userid}}),
                        [](const Json& answer) -> Read {
                            if (!answer.contains("disable")) {
                                return incomplete("whether the account is disabled");
                            }
                            return flag_of(answer, "disable");
                        });
}

} // namespace rosterd::dingtalk
