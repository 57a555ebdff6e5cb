// What is added to the operations for whoever reads the plan.
#pragma once

#include <vector>

#include "core/plan/target.hpp"

namespace rosterd::plan
{

// Fills in Operation::about of the operations on people and departments.
void tell_about(std::vector<model::Operation>& operations, const Targets& targets,
                const PlanInput& input);

} // namespace rosterd::plan
