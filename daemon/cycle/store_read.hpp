// A read that was looked at, into the store: in batches, and all of them or none.
#pragma once

#include <string>
#include <vector>

#include "daemon/cycle/collector.hpp"
#include "daemon/cycle/intake.hpp"

namespace rosterd::cycle
{

// All that is to be said about the read: of its records, of its headings, of the read as a whole.
std::vector<model::Finding> findings_of(Collector& collector, const Spooled<model::Record>& records,
                                        const ingest::IngestOptions& options,
                                        const std::string& source, state::Store& store,
                                        Intake& intake);

// In one transaction. `delta`: what is stored last; people, departments and absence are filled in
// from the intake. `order`: of all records of the read; `profile`: of the source before it.
void store_read(state::Store& store, const Spooled<model::Record>& records,
                std::vector<state::SeenRecord>& order, ingest::Profile profile, Intake& intake,
                state::RosterDelta& delta);

} // namespace rosterd::cycle
