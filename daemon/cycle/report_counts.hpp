// What is counted in a run, for its sentence and for its summary.
#pragma once

#include <cstdint>
#include <map>

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

std::int64_t count_of(const Report& report, apply::OperationOutcome outcome);
std::map<model::OperationKind, std::int64_t> done_by_kind(const Report& report);
// People who got an account, or had theirs enabled, since they are back.
std::int64_t back_again(const Report& report);
// Operations for later rings of a staged rollout: no guard's, and no approval lets them pass.
std::int64_t waiting_for_ring(const Report& report);

} // namespace rosterd::cycle
