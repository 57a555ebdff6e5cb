// What each limit counts, and how much it allows.
#pragma once

#include <string_view>
#include <vector>

#include "core/model/plan.hpp"
#include "core/model/policy.hpp"

namespace rosterd::plan
{

// Whether a limit on this kind counts the operation. Of leavers: an account that is to be made
// again is gone all the same if that fails. Of updates: helping updates of a swap or a ring come on
// top of the change that is counted; rights count, too, but for those of an account that is made in
// the same plan.
bool counts(model::Counted kind, const model::Operation& operation);

// The operations that a limit on this kind counts, for the journal.
std::vector<model::OperationKind> kinds_of(model::Counted kind);

// The source says so itself, instead of not mentioning the person any more.
bool is_proven(std::string_view rule);

// An account goes because the source says that its person has left, or that this was the last day.
bool is_proven_leaver(const model::Operation& operation);

// The larger of the limit's number and its share of `managed`.
std::int64_t allowed_by(const model::Limit& limit, std::int64_t managed);

std::int64_t share(double percent, std::int64_t of);

// What a limit allows within its window, of so many: `allowed_by`, but for those that its floor
// keeps.
std::int64_t allowed_above_floor(const model::Limit& limit, std::int64_t managed);

} // namespace rosterd::plan
