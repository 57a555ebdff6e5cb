// People in several records of a source, in a read: which of their records are new, which came
// again, and what all of them say together.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/ingest.hpp"
#include "core/state/roster_store.hpp"

namespace rosterd::cycle
{

struct DatedRead {
    const std::string& source;
    const std::string& company_zone;
    bool complete = false;
    model::Instant now{};
    const std::vector<model::Record>& records;   // new or changed
    const std::vector<state::SeenRecord>& order; // of all that came
};

struct Dated {
    std::vector<state::RecordsOfPerson> people; // for the delta, of whoever is accepted
    // Of whom a record is missing and none is new: they are accepted without a record.
    std::vector<model::Person> without_record;
    // Records beside the one that stands in `record_of_person`.
    std::vector<std::pair<std::size_t, std::string>> more; // and whose they are
};

// Puts one person into `ingested` in the place of several records, as of `now`; whoever has records
// that came again is added to `candidates`, as someone changed. Records that contradict each other
// stay as they are: two of one employee id.
Dated take_together(state::RosterStore& roster, const DatedRead& read, ingest::Ingested& ingested,
                    std::vector<state::RosterPerson>& candidates);

} // namespace rosterd::cycle
