// `Authorization: Bearer TOKEN`.
#pragma once

#include <string>

#include "daemon/http/server.hpp"

namespace rosterd::http
{

// Never of an empty token. How long the answer takes tells nothing about the token.
bool shows_token(const HttpServerRequest& request, const std::string& token);

} // namespace rosterd::http
