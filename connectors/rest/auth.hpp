// Credentials put to requests: what is given, the token at hand, and signatures over it all.
#pragma once

#include <optional>
#include <string>

#include "connectors/rest/ask.hpp"
#include "connectors/rest/definition.hpp"

namespace rosterd::rest
{

// Ready for the wire. `token`: as it was got, nullopt where the definition needs none. `scope`
// knows timestamp and nonce of this try. Errors: invalid (a key that can't sign).
model::Result<net::HttpRequest> with_credentials(Ask ask, const AuthSpec& auth,
                                                 const std::optional<std::string>& token,
                                                 const Scope& scope, const TimeStyle& style);

// A token request: its own signatures and nothing else.
model::Result<net::HttpRequest> signed_request(Ask ask, const std::vector<SignSpec>& signs,
                                               const Scope& scope, const TimeStyle& style);

} // namespace rosterd::rest
