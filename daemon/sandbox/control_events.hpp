// Events in the control interface.
#pragma once

#include "daemon/sandbox/parts.hpp"

namespace rosterd::sandbox
{

// GET  /sandbox/events             {"counts", "connected", "open", "failed", "push"}
// POST /sandbox/events             {"answer_ms", "retries_ms", "listed_ms", "ping_ms", "leave_ms",
//                                  "copies"}
// POST /sandbox/events/disconnect  every connection is told to go
// POST /sandbox/events/tell        {"type", "data"}: tells of what has not happened
// POST /sandbox/events/push        {"url", "token", "aes_key", "owner_key"}; DELETE: no longer
// Nothing for another path; throws Json::exception for a body of another shape.
std::optional<Json> control_events(Parts& parts, const http::HttpServerRequest& request,
                                   model::Instant now);

} // namespace rosterd::sandbox
