// The page for people: the company as a tree, and the last calls.
#pragma once

#include "daemon/http/server.hpp"

namespace rosterd::sandbox
{

http::HttpServerResponse page();

} // namespace rosterd::sandbox
