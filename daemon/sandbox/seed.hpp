// Filling a company from a list of people, so that a big one need not be created call by call.
#pragma once

#include <string>

#include "core/model/result.hpp"
#include "daemon/sandbox/organisation.hpp"

namespace rosterd::sandbox
{

// A roster as HR keeps it (CSV or .xlsx, with headings that rosterd knows), as if it had been
// synced; or a JSON list of people, or {"people": [...]}, in rosterd's canonical fields:
// employee_id (becomes userid and job_number, or userid alone where that is stated), name, mobile,
// email, org_email, telephone, title, work_place, remark, manager_id, hired_on (YYYY-MM-DD),
// hide_mobile, senior_mode, departments and leads (lists of paths "/A/B", or texts with ';'
// between) and `ext`, an object of custom fields. Departments named by paths are made. Everyone has
// logged in when `active`. Answers the number of people.
model::Result<std::size_t> seed_from_file(Organisation& organisation, const std::string& path,
                                          const Rules& rules, model::Instant now);

} // namespace rosterd::sandbox
