// The connectors this rosterd has, in one visible table. A new kind is one line in connectors.cpp.
#pragma once

#include <span>

#include "connectors/sdk/connector.hpp"

namespace rosterd
{

std::span<const sdk::ConnectorKind> connector_kinds();

} // namespace rosterd
