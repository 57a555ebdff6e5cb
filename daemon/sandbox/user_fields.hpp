// Reading the fields of user/create and user/update into a user [user-information-creation],
// [user-information-update]. A field that is absent stays as it is.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

inline constexpr std::size_t kMostDepartmentsOnCreate = 100;

// Everything but userid, mobile and the enterprise account's own fields. Faults stay in
// `parameters`. `most_departments`: see above.
void read_user_fields(User& user, const Company& company, Parameters& parameters,
                      std::size_t most_departments);

// Whether force_update_fields names this field, which is then written even if empty.
bool forces(Parameters& parameters, std::string_view field);

} // namespace rosterd::sandbox
