// Records in quarantine are looked at again whenever their source is read: what stood in their way
// may be gone, and a source of changes does not say them twice.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/ingest/ingest.hpp"

namespace rosterd::cycle
{

// Those of `waiting` that nothing said now replaces: neither another record of the same employee id
// nor its tombstone.
std::vector<model::Record> still_waiting(std::vector<model::Record> waiting,
                                         const std::vector<model::Record>& said,
                                         const std::set<std::string>& gone,
                                         const ingest::IngestOptions& options);

// The faulty ones, by `ingested.faulty`.
std::vector<model::Record> faulty_of(const std::vector<model::Record>& records,
                                     const ingest::Ingested& ingested);

} // namespace rosterd::cycle
