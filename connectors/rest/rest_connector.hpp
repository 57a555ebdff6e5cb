// HR systems with a REST API, each described by one YAML file: README.md says how.
#pragma once

#include <memory>
#include <string>

#include "connectors/rest/definition.hpp"
#include "connectors/rest/wire.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::rest
{

// Options: preset or file (one of them), settings.
sdk::ConnectorKind kind();

// A connector over a definition and a wire: how recordings are played. `settings` is complete; a
// relative path in it is relative to `base_dir`. A definition serves one connector at a time, and
// one thread.
std::unique_ptr<sdk::Connector> make_connector(std::string source,
                                               std::shared_ptr<Definition> definition,
                                               model::Json settings, Wire wire,
                                               const std::string& base_dir = {});

} // namespace rosterd::rest
