// Roles and attendance groups: what people are to have against what they have.
#pragma once

#include "core/plan/users.hpp"

namespace rosterd::plan
{

// Fills in Target::entitled of everybody who is to have an account. Answers what is to be
// remembered of switches.
std::vector<SwitchEnding> entitle(Targets& targets, const PlanInput& input);

// Appends role.create, role.grant, role.revoke, attendance.add and attendance.remove. Those of an
// account that this plan creates need the creation; accounts that go take their rights with them.
// A combination of exclusive roles that would meet stays as it is, and is reported. Answers what is
// to be remembered of movers' overlaps.
std::vector<Ending> draft_rights(Targets& targets, const PlanInput& input,
                                 const Directory& directory, Drafts& drafts, Findings& findings);

} // namespace rosterd::plan
