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

void draft_removals(const RemovalContext& context, Drafts& drafts, Findings& findings);

} // namespace rosterd::plan
