// Accounts and departments that were there before rosterd: how they become its own to manage.
#pragma once

#include <string>

#include "core/apply/executor.hpp"
#include "core/state/store.hpp"

namespace rosterd::apply
{

// The links of what was there before: accounts and departments that the plan adopts, each with an
// entry in the audit trail. One that is somebody else's by now is left as it is; the next plan
// tells. Answers what is linked for the first time.
Adopted adopt(state::Store& store, const model::Plan& plan, const std::string& run_id,
              model::Instant now);

} // namespace rosterd::apply
