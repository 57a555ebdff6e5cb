// Users as DingTalk shows them [query-user-details], in native JSON types.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

Json user_details(const Company& company, const User& user); // user/get
Json member_facts(const Company& company, const User& user); // what it and user/list have in common
bool leads(const Company& company, const User& user, DeptId department);

} // namespace rosterd::sandbox
