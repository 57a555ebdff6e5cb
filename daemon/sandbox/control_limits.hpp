// The part of the control interface for the clock, the limits and the named faults.
#pragma once

#include <optional>
#include <string_view>

#include "core/model/result.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/parts.hpp"

namespace rosterd::sandbox
{

// GET /sandbox/limits, GET /sandbox/switches, GET or POST /sandbox/time {"forward": "2h"}; nullopt
// for anything else. `now` is the sandbox's time.
std::optional<model::Result<model::Json>> control_limits(Parts& parts,
                                                         const http::HttpServerRequest& request,
                                                         std::string_view kind, model::Instant now);

} // namespace rosterd::sandbox
