// Whom each person reports to, as a userid that exists once the plan is applied.
#pragma once

#include "core/plan/index.hpp"

namespace rosterd::plan
{

// Fills in Target::manager and manager_target. A manager without an account is a finding, and the
// present manager stays.
void find_managers(Targets& targets, const Index& index, Findings& findings);

} // namespace rosterd::plan
