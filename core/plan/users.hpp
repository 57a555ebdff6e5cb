// The operations on accounts.
#pragma once

#include <unordered_map>

#include "core/plan/draft.hpp"
#include "core/plan/target.hpp"
#include "core/plan/values.hpp"

namespace rosterd::plan
{

// Drafts by what they do, so that others can need them.
struct Directory {
    std::unordered_map<std::string, std::size_t> department_creations; // by key
    std::vector<std::size_t> creations;                                // by target; kNone: none
    std::vector<std::size_t> updates;
    std::vector<std::size_t> concerned; // targets whom an operation on a department concerns
    std::vector<std::size_t> removals;  // of a leaver, or before the account is created anew
};

// A target is created under the userid of a leaver whose account is removed in this plan.
struct Inheritance {
    std::size_t heir = 0;
    std::size_t leaver = 0;
};

// Appends the operations of every target; department creations stand in `drafts` already.
void draft_users(const Targets& targets, const std::vector<Handover>& handovers,
                 const std::vector<Inheritance>& userids, const PlanInput& input, Drafts& drafts,
                 Directory& directory);

} // namespace rosterd::plan
