// One request to one source's users and groups, by somebody who may.
#pragma once

#include <string>
#include <vector>

#include "daemon/scim/server.hpp"

namespace rosterd::scim
{

// Whom a path means, and what is left of it.
struct Address {
    const config::SourceSettings* source = nullptr;
    std::vector<std::string> path;
    std::string base; // the URL in front of it, without '/' at the end
};

// `address.source` is set.
http::HttpServerResponse exchange(const ServerParts& parts, const http::HttpServerRequest& request,
                                  const Address& address);

// A header by its name in lower case; empty if it is not there.
std::string header_of(const http::HttpServerRequest& request, const char* name);

} // namespace rosterd::scim
