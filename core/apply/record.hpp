// What an outcome leaves behind: mirror, links and audit. Called inside one store transaction with
// the journal's end, so that none is ever without the others.
#pragma once

#include <optional>
#include <string>

#include "core/apply/outcome.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

// How the journal ends an operation with this outcome.
state::JournalState journal_state(OperationOutcome outcome);

// `outcome.outcome` done: DingTalk has it. Otherwise only what was read on the way is kept.
void record(state::Store& store, const std::string& run_id, const model::Operation& operation,
            const Outcome& outcome, model::Instant now);

// A department found in place of a new one may be linked under another key: that link stays, and
// the creation has failed.
void unless_linked_elsewhere(Outcome& outcome, const model::Operation& operation,
                             state::MirrorStore& mirror);

// Why this creation is not sent: the same number was invited, and the person has yet to agree.
std::optional<std::string> invited_already(state::MirrorStore& mirror,
                                           const model::Operation& operation);

} // namespace rosterd::apply
