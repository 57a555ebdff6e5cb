// Who may call, and how often: what both gateways ask before an endpoint does.
#pragma once

#include <string>

#include "daemon/sandbox/parts.hpp"

namespace rosterd::sandbox
{

std::string token_of(const http::HttpServerRequest& request, Parameters& parameters); // old style
Outcome<Done> check_token(const Parts& parts, std::string_view path, const std::string& token,
                          model::Instant now);
// New style: the application whose token the request carries.
tl::expected<std::string, NewRefusal>
application_of(const Parts& parts, const http::HttpServerRequest& request, model::Instant now);

// Neither too many calls of an application to an API in a second, nor at once.
bool in_pace(Parts& parts, const std::string& application, std::string_view path,
             model::Instant now);

// Old style: verb, token, pace, quota.
Outcome<Done> admit(Parts& parts, const OldEndpoint& endpoint,
                    const http::HttpServerRequest& request, Parameters& parameters,
                    model::Instant now);

// Of a call that needs one. `endpoint`: the old style's; nullptr: none asks for a token.
bool has_bad_token(const Parts& parts, const OldEndpoint* endpoint,
                   const http::HttpServerRequest& request, model::Instant now);

} // namespace rosterd::sandbox
