// How many members a department takes (40023).
#pragma once

#include "core/plan/tree.hpp"

namespace rosterd::plan
{

// Takes out of Target::places whom a department has no room for; whoever would be in none gets no
// account, or stays where they are. Who leaves makes room for the next plan. Nothing where
// policy.members_per_department is 0.
void keep_room(Targets& targets, const PlanInput& input, Findings& findings);

} // namespace rosterd::plan
