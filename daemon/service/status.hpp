// How rosterd is: the last run, what waits, how old the mirror is. For people, scripts and the API.
#pragma once

#include <string>

#include "core/model/json.hpp"
#include "core/state/store.hpp"
#include "daemon/config/settings.hpp"

namespace rosterd::service
{

model::Json status_json(const config::Settings& settings, state::Store& store);
std::string status_text(const model::Json& status);

model::Json run_json(const state::Run& run);
std::string run_line(const state::Run& run); // one line for people

} // namespace rosterd::service
