// Which existing account belongs to a person that has none yet. Nothing is guessed: where two
// accounts fit, or two people claim one, all of them wait and both sides are named.
#pragma once

#include "core/plan/index.hpp"

namespace rosterd::plan
{

// Decides fate, account, userid and rule of every target; answers the adoptions.
std::vector<model::Adoption> match(Targets& targets, const Index& index, const PlanInput& input,
                                   Findings& findings);

} // namespace rosterd::plan
