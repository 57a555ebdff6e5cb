// Fails while it is asked what it is, and throws nothing.
#include "connectors/sdk/plugin.hpp"
#include "tests/connectors/sdk/plugins/crash.hpp"

#define ROSTERD_CONNECTOR_NAME "crashes_when_asked"

static rosterd::sdk::ConnectorKind kind()
{
    crash();
}

ROSTERD_CONNECTOR(kind)
