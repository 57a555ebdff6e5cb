// Enterprise accounts: accounts without a mobile number that the company owns
// [dedicated-account-overview]. Only for companies that have them; lifecycle calls are new style
// and metered, and refuse other accounts with exclusive.account.only.
#pragma once

#include <map>

#include "core/dingtalk/asking.hpp"
#include "core/dingtalk/user_calls.hpp"

namespace rosterd::dingtalk
{

// Signs in at the company's own identity provider; managed by API only [create-an-sso-account].
// `fields` as for create_user, without mobile; `exclusive_mobile` "+86-…" is allowed.
Asking<Created> create_sso_account(const std::string& userid, const model::Json& fields);

struct Login {
    std::string login_id;
    std::string init_password;          // see is_good_password
    bool send_password_to_user = false; // by SMS or to the personal mail
};
// Signs in with a name and a password that DingTalk keeps
// [create-dingtalk-user-created-dedicated-account].
Asking<Created> create_dingtalk_account(const std::string& userid, const Login& login,
                                        const model::Json& fields);

// 8 characters at least, not letters alone and not digits alone.
bool is_good_password(std::string_view password);

Asking<Nothing> disable_account(const std::string& userid, const std::string& reason);
Asking<Nothing> enable_account(const std::string& userid);
// Ends the person's sessions. `reason` stands in the audit log; `told` by language ("zh_CN") is
// what the person reads [force-logout-from-dedicated-account].
Asking<Nothing> sign_out_account(const std::string& userid, const std::string& reason,
                                 const std::map<std::string, std::string>& told = {});
Asking<bool> is_account_disabled(const std::string& userid); // [query-dedicated-account-status-1]

} // namespace rosterd::dingtalk
