// The operations on departments.
#pragma once

#include "core/plan/leaders.hpp"
#include "core/plan/tree.hpp"
#include "core/plan/users.hpp"

namespace rosterd::plan
{

// Creations, parents first; their numbers go to Directory::department_creations.
void draft_creations(const Tree& tree, Drafts& drafts, Directory& directory);

// Changes of name, parent, order and managers, and the removal of departments rosterd created and
// nobody uses; the operations on people stand in `drafts` already. The answer: departments whose
// removal was relied on and that cannot be removed, so that the tree has to be settled without.
std::set<model::DeptId> draft_changes(const PlanInput& input, const Tree& tree,
                                      const Targets& targets, const Leaders& leaders,
                                      Drafts& drafts, Directory& directory, Findings& findings);

} // namespace rosterd::plan
