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

// The links of what was there before: accounts and departments that the plan adopts, each with an
// entry in the audit trail. One that is somebody else's by now is left as it is; the next plan
// tells. Answers what is linked for the first time.
Adopted adopt(state::Store& store, const model::Plan& plan, const std::string& run_id,
              model::Instant now);

// A department found in place of a new one may be linked under another key: that link stays, and
// the creation has failed.
void unless_linked_elsewhere(Outcome& outcome, const model::Operation& operation,
                             state::MirrorStore& mirror);

} // namespace rosterd::apply
