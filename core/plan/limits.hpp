// Which limits a plan exceeds, with what was done before it: for the whole company, and for the
// departments that have limits of their own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

struct ExceededLimit {
    std::string guard; // "leavers", ..., "department_limits"
    std::int64_t allowed = 0;
    std::int64_t found = 0; // here and in the window
    model::Json facts;
    std::vector<bool> held; // by their place in the plan
};

// Counting the operations for which `open` is set. Of leavers two things are asked. Are those whom
// the source itself names, here and in the window, more than allowed? Then all wait. Are there more
// only with those who are missing without a word? Then these wait, and the others go. A person
// counts once, however many rights of theirs change.
std::vector<ExceededLimit> exceeded_limits(const model::Plan& plan, const PlanInput& input,
                                           const std::vector<bool>& open);

} // namespace rosterd::plan
