// Which existing account belongs to a person that has none yet. Nothing is guessed: where two
// accounts fit, or two people claim one, all of them wait and both sides are named.
#pragma once

#include "core/plan/index.hpp"
#include "core/plan/users.hpp"

namespace rosterd::plan
{

struct Matched {
    std::vector<model::Adoption> adoptions;
    std::vector<Inheritance> userids;
};

// Decides fate, account, userid and rule of every target.
Matched match(Targets& targets, const Index& index, const PlanInput& input, Findings& findings);

} // namespace rosterd::plan
