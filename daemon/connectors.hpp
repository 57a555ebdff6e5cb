// The connectors this rosterd has, in one visible table. A new kind is one line in connectors.cpp.
#pragma once

#include <span>
#include <string>

#include "connectors/sdk/connector.hpp"

namespace rosterd
{

std::span<const sdk::ConnectorKind> connector_kinds();

// Where other kinds are looked for: /usr/lib/rosterd/connectors, or as ROSTERD_CONNECTORS says.
std::string plugin_folder();

} // namespace rosterd
