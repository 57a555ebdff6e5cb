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

// Appends the operations of every target; department creations stand in `drafts` already.
void draft_users(const Targets& targets, const std::vector<Handover>& handovers,
                 const PlanInput& input, Drafts& drafts, Directory& directory);

} // namespace rosterd::plan
