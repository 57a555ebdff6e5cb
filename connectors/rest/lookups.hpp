// Small tables that expressions look things up in, read before everything else.
#pragma once

#include "connectors/rest/query_reader.hpp"

namespace rosterd::rest
{

// {"NAME": {"KEY": VALUE}}. Errors: those of the requests; invalid (more than 100,000 entries).
model::Result<model::Json> read_lookups(const Session& session);

} // namespace rosterd::rest
