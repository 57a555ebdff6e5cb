// The control interface's part about the rules: GET and POST /sandbox/rules.
#pragma once

#include "daemon/sandbox/parts.hpp"

namespace rosterd::sandbox
{

// POST takes {"RULE": VALUE, ...} and sets all of them or none. Both answer every rule.
model::Result<model::Json> control_rules(Parts& parts, const http::HttpServerRequest& request);

} // namespace rosterd::sandbox
