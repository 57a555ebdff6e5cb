// Users as DingTalk shows them [query-user-details], in native JSON types.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

Json user_details(const Company& company, const User& user);                   // user/get
Json member_item(const Company& company, const User& user, DeptId department); // user/list
bool leads(const Company& company, const User& user, DeptId department);

} // namespace rosterd::sandbox
