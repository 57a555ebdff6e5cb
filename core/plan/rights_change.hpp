// What changes in one person's roles and attendance group.
#pragma once

#include "core/plan/target.hpp"

namespace rosterd::plan
{

struct RightsChange {
    std::map<model::Right, std::string> kept;    // and why
    std::map<model::Right, std::string> grants;  // and by which rule
    std::map<model::Right, std::string> revokes; // likewise, a cause
};

// What the target is entitled to against what its account has. `named`: by the rules; what they do
// not name stays, unless rosterd granted it.
RightsChange compare_rights(const Target& target, const PlanInput& input,
                            const std::set<model::Right>& named);

// Separation of duties: where two exclusive roles would meet, all of that set stay as they are.
void keep_apart(Target& target, const PlanInput& input, RightsChange& change, Findings& findings);

// A group needs shifts and places, which only its makers know. Nobody leaves another for it.
void drop_unknown_groups(Target& target, const PlanInput& input, RightsChange& change,
                         Findings& findings);

} // namespace rosterd::plan
