// How rosterd is: the last run, what waits, how old the mirror is. For people, scripts and the API.
#pragma once

#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/state/store.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/cycle/decide.hpp"

namespace rosterd::service
{

// A run without an end whose process is gone was cut off: it gets the outcome "interrupted" here,
// as the next start will write down.
void mark_cut_off(const config::Settings& settings, state::Store& store,
                  std::vector<state::Run>& runs);

model::Json status_json(const config::Settings& settings, state::Store& store, model::Instant now);
std::string status_text(const model::Json& status);

// With what people said about it so far, and how many have to approve it.
model::Json hold_json(const state::StoredHold& stored, const model::Approval& rules);

// How far it is approved, and which other holds' operations pass with it.
model::Json approval_json(const cycle::Answer& answer);

model::Json run_json(const state::Run& run);
std::string run_line(const state::Run& run); // one line for people

} // namespace rosterd::service
