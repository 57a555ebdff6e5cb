// The order of unique values: a number or mail is released before another takes it.
#pragma once

#include <map>

#include "core/plan/wish.hpp"

namespace rosterd::plan
{

// Of a field that is unique: each target that takes a value, with the one that gives it up. Where
// two want one value, or its holder keeps it, nobody takes it and a finding names both sides; of
// numbers handed round in a ring one account is created anew.
std::map<std::size_t, std::size_t> hand_over(const Wish& wish, Targets& targets, const Index& index,
                                             const Lifecycle& lifecycle, Findings& findings);

} // namespace rosterd::plan
