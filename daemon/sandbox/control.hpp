// What is not DingTalk's: looking into the sandbox, changing things by an administrator's hand,
// ordering trouble. Paths under /sandbox/.
//
//   GET    /sandbox/calls?since=N&limit=M   the call log        DELETE clears it
//   GET    /sandbox/org                     the whole company
//   POST   /sandbox/users/{userid}          {"active":true,"admin":true,"name":..}: creates or
//                                           changes               DELETE removes
//   POST   /sandbox/departments[/{id}]      creates, or changes   DELETE removes
//   POST   /sandbox/faults                  a list of faults      GET, DELETE
#pragma once

#include "daemon/sandbox/parts.hpp"

namespace rosterd::sandbox
{

http::HttpServerResponse control(Parts& parts, const http::HttpServerRequest& request,
                                 model::Instant now);

} // namespace rosterd::sandbox
