// A saved plan against what HR and the policy say now: pure.
#pragma once

#include <map>
#include <span>
#include <string>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

// Id -> why, of the operations that give or take an account and that nobody wants any more. `facts`
// has in `people` whom the operations are about; what an undo takes back is not asked about.
std::map<std::string, std::string> not_wanted_any_more(const model::Plan& saved,
                                                       const PlanInput& facts);

// What was held because of the read that the plan was made from stays held until somebody approves
// it: today's read may be beyond doubt, but the plan is not made from that one. `plan`: the saved
// one with today's holds. `approved`: fingerprints of operations.
void keep_doubts_of_the_read(const model::Plan& saved, std::span<const std::string> approved,
                             model::Plan& plan);

} // namespace rosterd::plan
