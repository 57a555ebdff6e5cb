// A saved plan against what HR and the policy say now: pure.
#pragma once

#include <map>
#include <string>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

// Id -> why, of the operations that give or take an account and that nobody wants any more. `facts`
// has in `people` whom the operations are about; what an undo takes back is not asked about.
std::map<std::string, std::string> not_wanted_any_more(const model::Plan& saved,
                                                       const PlanInput& facts);

} // namespace rosterd::plan
