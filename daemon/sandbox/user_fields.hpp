// Reading the fields of user/create and user/update into a user [user-information-creation],
// [user-information-update]. A field that is absent stays as it is.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

inline constexpr std::size_t kMostDepartmentsOnCreate = 100;
inline constexpr std::size_t kMostDepartmentsOnUpdate = 300; // the SDK's; the page prints none

// Everything but userid, mobile and the enterprise account's own fields. Faults stay in
// `parameters`. `most_departments`: see above.
void read_user_fields(User& user, const Company& company, Parameters& parameters,
                      std::size_t most_departments);

} // namespace rosterd::sandbox
