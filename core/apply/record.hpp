// What an outcome leaves behind: mirror, links and audit. Called inside one store transaction with
// the journal's end, so that none is ever without the others.
#pragma once

#include <string>

#include "core/apply/outcome.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

// `outcome.outcome` done: DingTalk has it. Otherwise only what was read on the way is kept.
void record(state::Store& store, const std::string& run_id, const model::Operation& operation,
            const Outcome& outcome, model::Instant now);

} // namespace rosterd::apply
