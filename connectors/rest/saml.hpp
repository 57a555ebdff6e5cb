// A signed SAML 2.0 assertion, as token endpoints take it for a bearer grant.
#pragma once

#include <string>

#include "connectors/rest/ask.hpp"
#include "connectors/rest/definition.hpp"

namespace rosterd::rest
{

// Valid from 5 minutes before `now` to 10 after; RSA-SHA256, exclusive canonical XML. `id` names
// it. Errors: invalid (the private key).
model::Result<std::string> saml_assertion(const SamlSpec& spec, const Scope& scope,
                                          model::Instant now, const std::string& id);

} // namespace rosterd::rest
