// The first half of a run: what a source says now, into the roster.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/ingest/ingest.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

// A configured source, ready to be read.
struct Source {
    std::string name;
    std::unique_ptr<sdk::Connector> connector;
    ingest::IngestOptions ingest;
    bool only_look = false; // what was read is not filed away: whoever keeps it reads it again
};

struct SourceReport {
    std::string name;
    bool ok = false;    // false, yet records above 0: it broke off, and these were accepted
    model::Error error; // meaningful when !ok
    sdk::Completeness completeness = sdk::Completeness::nothing;
    std::string notes;
    std::int64_t records = 0;     // in this read
    std::int64_t fresh = 0;       // of these, not known before
    std::int64_t accepted = 0;    // people new or changed
    std::int64_t absent = 0;      // people missing from a complete read, or told to be gone
    std::int64_t quarantined = 0; // records that wait
};

// Reads one source and commits what was accepted in one transaction; a read that fails changes
// nothing. `only_source`: no other source can hold the same people.
SourceReport read_source(Source& source, state::Store& store, const sdk::ReadRequest& request,
                         bool only_source, model::Instant now);

} // namespace rosterd::cycle
