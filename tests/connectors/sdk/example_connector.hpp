// JSON lines: one object a line, as many an HRIS exports them.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::jsonl
{

// Options: path (required).
sdk::ConnectorKind kind();

} // namespace rosterd::jsonl
