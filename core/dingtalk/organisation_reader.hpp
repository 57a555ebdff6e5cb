// Reads a whole subtree of the address book: there is no call that lists every user.
#pragma once

#include <string>

#include "core/dingtalk/directory.hpp"

namespace rosterd::dingtalk
{

inline constexpr const char* kNoDepartment = "60003"; // DingTalk's code

// One department/get for the root, one listsub and ceil(n/100) user/list (at least one) per
// department, one user/listadmin. All or an error [query-the-list-of-department-userids]. That a
// department below the root is removed while it is read is kNoDepartment, which reading again mends
// (RetryClass::back_off); without the root there is nothing to read.
void read_organisation(Client& client, const std::string& region, model::DeptId root,
                       Answer<model::ObservedOrganisation> done);

} // namespace rosterd::dingtalk
