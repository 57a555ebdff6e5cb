// A Singer catalog: which streams a tap is asked for, and how.
#pragma once

#include <string>
#include <vector>

#include "connectors/exec/streams.hpp"

namespace rosterd::exec
{

// Selects the streams that count with all their fields, and nothing else. `full`: as full tables
// where the tap lets us. Says in `streams` which of them come as a whole. Errors: invalid.
model::Result<model::Json> select(model::Json catalog, Streams& streams, bool full,
                                  const std::string& program);

} // namespace rosterd::exec
