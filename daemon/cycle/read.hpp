// The first half of a run: what a source says now, into the roster.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/ingest/ingest.hpp"
#include "core/ingest/profile.hpp"
#include "core/model/policy.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

// A configured source, ready to be read.
struct Source {
    std::string name;
    std::unique_ptr<sdk::Connector> connector;
    ingest::IngestOptions ingest;
    bool only_look = false;  // what was read is not filed away: whoever keeps it reads it again
    std::string time_zone{}; // the company's: when a record's day begins
    std::vector<std::string> write_back{}; // names of what the source is to be told of its people
};

// A complete read that lost what earlier ones said, so that it was not accepted.
struct RefusedRead {
    std::string digest; // of its records: what an approval is bound to
    std::vector<ingest::LostColumn> lost;
};

struct SourceReport {
    std::string name;
    bool ok = false;    // false, yet records above 0: it broke off, and these were accepted
    model::Error error; // meaningful when !ok
    sdk::Completeness completeness = sdk::Completeness::nothing;
    std::string notes;
    std::int64_t records = 0;           // in this read
    std::int64_t fresh = 0;             // of these, not known before
    std::int64_t accepted = 0;          // people new or changed
    std::int64_t absent = 0;            // people missing from a complete read, or told to be gone
    std::int64_t quarantined = 0;       // records that wait
    std::optional<RefusedRead> refused; // then the roster is as it was, but for proven leavers
};

// Reads one source and commits what was accepted in one transaction; a read that fails changes
// nothing. `only_source`: no other source can hold the same people.
// Where a complete read lost more than `limit` allows, only who has left by its own word is taken
// from it, unless a person approved the read.
SourceReport read_source(Source& source, state::Store& store, const sdk::ReadRequest& request,
                         bool only_source, model::Instant now, const model::Limit& limit);

} // namespace rosterd::cycle
