// What changes in one person's roles and attendance group.
#pragma once

#include "core/plan/target.hpp"

namespace rosterd::plan
{

struct RightsChange {
    std::map<model::Right, std::string> kept;    // and why
    std::map<model::Right, std::string> grants;  // and by which rule
    std::map<model::Right, std::string> revokes; // likewise, a cause
    // Kept for the overlap of a move, and since when no rule gives it to this person.
    std::map<model::Right, model::Instant> ending;
};

// What the target is entitled to against what its account has. `named`: by the rules; what they do
// not name stays, unless rosterd granted it. What a mover had from a rule that still gives it to
// others stays for policy.overlap; not beside a role that excludes it, nor a second attendance
// group.
RightsChange compare_rights(const Target& target, const PlanInput& input,
                            const std::set<model::Right>& named);

// What is to be remembered of the overlap; looks at the target again when it ends.
std::vector<Ending> endings_of(Target& target, const PlanInput& input, const RightsChange& change);

// Separation of duties: where two exclusive roles would meet, none of that set is granted. What no
// rule gives any more is taken back all the same.
void keep_apart(Target& target, const PlanInput& input, RightsChange& change, Findings& findings);

// A role that HR names for one person and neither the policy nor DingTalk knows is hardly meant:
// the person's roles stay as they are. `named`: by the rules.
void drop_unknown_roles(Target& target, const PlanInput& input, const std::set<model::Right>& named,
                        RightsChange& change, Findings& findings);

// A group needs shifts and places, which only its makers know. Nobody leaves another for it.
void drop_unknown_groups(Target& target, const PlanInput& input, RightsChange& change,
                         Findings& findings);

// A role group that is there and in no list: without its id no role can be made in it.
void drop_unseen_roles(Target& target, const PlanInput& input, RightsChange& change,
                       Findings& findings);

} // namespace rosterd::plan
