// What user/create and user/update read about enterprise accounts [dedicated-account-overview].
#pragma once

#include "daemon/sandbox/user_fields.hpp"

namespace rosterd::sandbox
{

void read_mobile(User& user, const Company& company, Parameters& parameters, std::string_view name);
// Of a kind this company owns: its login, password and number.
void read_enterprise_account(User& user, const Company& company, Parameters& parameters);
// Of another company.
void read_invited_account(User& user, Parameters& parameters);
void change_enterprise_account(User& user, const Company& company, Parameters& parameters);

} // namespace rosterd::sandbox
