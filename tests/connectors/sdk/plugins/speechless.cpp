// Fails while it is asked what it is.
#include <stdexcept>

#include "connectors/sdk/plugin.hpp"

#define ROSTERD_CONNECTOR_NAME "speechless"

static rosterd::sdk::ConnectorKind kind()
{
    throw std::runtime_error{"no licence"};
}

ROSTERD_CONNECTOR(kind)
