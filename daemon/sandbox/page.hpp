// The page for people: the company as a tree, to be changed by hand, the last calls, the faults,
// the limits and the clock.
#pragma once

#include "daemon/http/server.hpp"

namespace rosterd::sandbox
{

http::HttpServerResponse page();

} // namespace rosterd::sandbox
