// A source in which many people are missing while as many others are new: ids that were all changed
// look like that, and each of these people would have two accounts.
#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

struct Doubles {
    std::string source;
    std::int64_t missing = 0;
    std::int64_t allowed = 0;
    std::vector<bool> creations; // of Plan::operations: the accounts of who is new
};

// Where both sides are more than may leave. Nothing that an approval lets pass is counted, but
// removals that somebody rejected are: who stays is not to be doubled either.
std::vector<Doubles> doubles(const model::Plan& plan, const PlanInput& input,
                             const std::vector<bool>& open, const std::vector<bool>& passed);

} // namespace rosterd::plan
