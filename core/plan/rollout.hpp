// A staged rollout: the people of the rings that have started are kept, all others are previewed.
#pragma once

#include <vector>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

// The first ring that fits, counted from 0; Policy::rollout's size if none does. `departments`: the
// person's, as paths of names.
std::size_t ring_of(const model::Policy& policy, const model::Person& person,
                    const std::vector<std::string>& departments);

// Whether what is to be done about this person waits for a ring that has not started; `leaver`:
// they leave.
bool waits_for_ring(const PersonCase& person, bool leaver, const PlanInput& input);

// For each operation whether it waits for a ring: those of people outside the rings that started,
// and those for departments and roles that nobody inside needs. None once all rings have started.
// Whoever is not among the people looked at is taken for inside: an earlier run kept them. A leaver
// goes with the ring of the record or with that of where the account is, whichever comes first.
std::vector<bool> waiting_for_ring(const model::Plan& plan, const PlanInput& input);

// Whether anything waits for a person's word: what waits for a ring does not.
bool waits_for_approval(const model::Plan& plan);

} // namespace rosterd::plan
