// The two gateways: which path is known, who may call, how often; then the endpoint.
#pragma once

#include <string>

#include "daemon/sandbox/envelope.hpp"
#include "daemon/sandbox/parts.hpp"

namespace rosterd::sandbox
{

inline bool is_new_style(std::string_view path)
{
    return path.starts_with("/v1.0/");
}

struct GatewayAnswer {
    Answer answer;
    std::string target; // what the call was about, for the log
};

// The order of the checks is not documented; here: fault, path, verb, token, rate, parameters,
// scope, business rule. Rules put the token before the path, and before faults.
GatewayAnswer answer_old(Parts& parts, const http::HttpServerRequest& request, model::Instant now);
GatewayAnswer answer_new(Parts& parts, const http::HttpServerRequest& request, model::Instant now);

const OldEndpoint* old_endpoint(std::string_view path); // nullptr: none
// One endpoint by path, without gateway.
Outcome<Json> call_endpoint(std::string_view path, Company& company, Parameters& parameters);

} // namespace rosterd::sandbox
