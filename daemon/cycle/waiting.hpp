// Records in quarantine are looked at again whenever their source is read: what stood in their way
// may be gone, and a source of changes does not say them twice.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/ingest/ingest.hpp"
#include "daemon/cycle/spooled.hpp"

namespace rosterd::cycle
{

// Those of `waiting` that nothing said now replaces: neither another record of the same employee id
// nor its tombstone.
std::vector<model::Record> still_waiting(std::vector<model::Record> waiting,
                                         const Spooled<model::Record>& said,
                                         const std::set<std::string>& gone,
                                         const ingest::IngestOptions& options);

// The latest of the faulty ones, as many as a store keeps.
std::vector<model::Record> faulty_of(const Spooled<model::Record>& records,
                                     const std::vector<bool>& faulty);

} // namespace rosterd::cycle
