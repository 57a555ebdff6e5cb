// What the attendance families of calls share.
#pragma once

#include "daemon/sandbox/endpoints.hpp"

namespace rosterd::sandbox
{

// The group named by `group_id` or `group_key`, whichever the call takes; 400002 if there is none.
// An acting person that is named must exist. Nothing else may be wrong with the parameters.
Outcome<const AttendanceGroup*> asked_group(const Company& company, Parameters& parameters,
                                            std::string_view by);
// `op_user_id`, which some calls spell `op_userid`.
void check_operator(const Company& company, Parameters& parameters, bool needed);
// The envelope of this family carries `success` too.
Json attendance_answer();
Json attendance_answer(Json result);

} // namespace rosterd::sandbox
