// A good one under another's name.
#include "connectors/sdk/plugin.hpp"

#define ROSTERD_CONNECTOR_NAME "acme"

static rosterd::sdk::ConnectorKind kind()
{
    return {};
}

ROSTERD_CONNECTOR(kind)
