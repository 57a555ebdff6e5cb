// An HRIS that calls out: batches come by HTTP, are stored by the daemon, and are read here.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::push
{

// Options: completeness (changes): what a batch is that does not say "complete" itself.
// A later record of the same person, or a tombstone, supersedes an earlier one; a complete batch
// supersedes everything before it. The cursor is the id of the last batch read.
sdk::ConnectorKind kind();

} // namespace rosterd::push
