// Departments rosterd created and nobody uses any more are removed, from below, once they are
// empty. Adopted departments stay.
#pragma once

#include "core/plan/tree.hpp"
#include "core/plan/users.hpp"

namespace rosterd::plan
{

struct RemovalContext {
    const PlanInput& input;
    const Tree& tree;
    const Targets& targets;
    const std::unordered_map<model::DeptId, std::size_t>& moves; // drafts of departments that move
    const Directory& directory;
};

// The departments that are removed if they turn out empty; deepest first.
std::vector<DepartmentLink> unused_departments(const PlanInput& input, const Tree& tree);

using RemovalDrafts = std::unordered_map<model::DeptId, std::size_t>;
// Appends the removals of those of Tree::unused that are empty by then.
RemovalDrafts draft_removals(const RemovalContext& context, Drafts& drafts, Findings& findings);

} // namespace rosterd::plan
