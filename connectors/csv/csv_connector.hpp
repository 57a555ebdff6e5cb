// One CSV or XLSX file that the HRIS keeps up to date: each read is the complete roster.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::csv
{

// Options: path (required), and the table options.
sdk::ConnectorKind kind();

} // namespace rosterd::csv
