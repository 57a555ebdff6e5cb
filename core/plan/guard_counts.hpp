// What each limit counts, and how much it allows.
#pragma once

#include <initializer_list>
#include <map>

#include "core/model/plan.hpp"
#include "core/model/policy.hpp"

namespace rosterd::plan
{

// An account that is to be made again is gone all the same if that fails: it counts.
bool counts_as_leaver(const model::Operation& operation);

// Helping updates of a swap or a ring come on top of the change that is counted. Rights count, too,
// but for those of an account that is made in the same plan.
bool counts_as_update(const model::Operation& operation);

bool counts_as_department_delete(const model::Operation& operation);

// The source says so itself, instead of not mentioning the person any more.
bool is_proven(const model::Operation& operation);

// The larger of the limit's number and its share of `managed`.
std::int64_t allowed_by(const model::Limit& limit, std::int64_t managed);

std::int64_t share(double percent, std::int64_t of);

std::int64_t sum(const std::map<model::OperationKind, std::int64_t>& done,
                 std::initializer_list<model::OperationKind> kinds);

} // namespace rosterd::plan
