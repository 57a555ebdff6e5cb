// Which texts are written, and the order of those that are unique in the company: a number or mail
// is released before another takes it, along chains and rings.
#pragma once

#include "core/plan/index.hpp"

namespace rosterd::plan
{

// A target takes the value of kTextFields[field] that another one gives up in this plan.
struct Handover {
    std::size_t taker = 0;
    std::size_t giver = 0;
    std::size_t field = 0;
};

inline constexpr std::size_t kMobile = 0; // in kTextFields

// Decides Target::writes, blocks creations whose number is taken, turns keep into recreate.
std::vector<Handover> settle_values(Targets& targets, const Index& index, const PlanInput& input,
                                    const Lifecycle& lifecycle, Findings& findings);

} // namespace rosterd::plan
