// What the outcome of an operation on a right leaves behind in the mirror of rights.
#pragma once

#include "core/apply/outcome.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

// For every kind of operation: an account that goes, or is made, has no rights.
void record_rights(state::RightsStore& rights, const model::Operation& operation,
                   const Outcome& outcome);

} // namespace rosterd::apply
