// One call as the HTTP request that carries it.
#pragma once

#include <string>

#include "core/dingtalk/client.hpp"

namespace rosterd::dingtalk
{

// The token goes into the query of the old style and into a header of the new one.
net::HttpRequest request_of(const Call& call, const std::string& token,
                            const ClientOptions& options);

// `message` with "***" wherever `secret` stands in it.
std::string without(std::string message, const std::string& secret);

} // namespace rosterd::dingtalk
