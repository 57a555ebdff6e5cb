// ingest() over all processors.
#pragma once

#include <span>

#include "core/ingest/ingest.hpp"

namespace rosterd::cycle
{

// As ingest(records, options), whose findings keep the order of the records.
ingest::Ingested ingest_in_parallel(std::span<const model::Record> records,
                                    const ingest::IngestOptions& options);

} // namespace rosterd::cycle
