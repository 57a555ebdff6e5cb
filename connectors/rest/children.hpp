// What is asked for besides, for each record or for many at a time, and put into it.
#pragma once

#include <vector>

#include "connectors/rest/query_reader.hpp"

namespace rosterd::rest
{

// Adds every child to each record under its name. Errors: those of the requests.
model::Result<void> add_children(const Session& session, StreamSpec& stream,
                                 std::vector<model::Json>& records);

// A record's id as text; empty if it has none.
std::string id_of(const Session& session, StreamSpec& stream, const model::Json& record);

} // namespace rosterd::rest
