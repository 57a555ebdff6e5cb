// Files dropped into a folder, each kept with its result. One file is taken per read, in the order
// of names; where each holds the whole roster, only the last name counts and the ones before it are
// superseded.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::folder
{

// Options: path (required), and those of sdk::drop_options.
sdk::ConnectorKind kind();

} // namespace rosterd::folder
