// Departments whose people are missing from the roster all at once: a branch that was cut off an
// export looks like that, however small beside the company.
#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

struct VanishedBranch {
    model::DepartmentKey department; // the topmost of those that vanished with it
    std::int64_t missing = 0;        // in it and below
    std::int64_t people = 0;         // that were there
    std::vector<bool> operations;    // of Plan::operations: the removals of the missing
};

// Counting the removals by absence for which `open` is set.
std::vector<VanishedBranch> vanished_branches(const model::Plan& plan, const PlanInput& input,
                                              const std::vector<bool>& open);

} // namespace rosterd::plan
