// Somebody who may go on under another employee id, though the source does not say so.
#pragma once

#include "core/plan/target.hpp"

namespace rosterd::plan
{

// Where somebody without an account has the name of a person who is only missing, and a number,
// mail or userid of that one's account, it is likely one person: nothing is made and nothing taken
// away until somebody says so, and a finding names both.
void ask_about_successions(Targets& targets, Findings& findings);

} // namespace rosterd::plan
