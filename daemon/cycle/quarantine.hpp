// Whom a read's faulty records keep as they are, and who is missing from it.
#pragma once

#include <string>
#include <vector>

#include "core/ingest/ingest.hpp"
#include "core/state/roster_store.hpp"

namespace rosterd::cycle
{

// Employee ids whose record is faulty: they stay as they are, neither changed nor gone.
std::vector<std::string> quarantined_of(const std::vector<model::Record>& records,
                                        const ingest::Ingested& ingested,
                                        const ingest::Duplicated& duplicated,
                                        const std::string& source);

// A faulty record may be that of somebody who then seems to be missing: its id is empty or
// mistyped. Who stands in it by name stays as they are.
void keep_people_in_faulty_records(const std::vector<state::RosterPerson>& candidates,
                                   const std::vector<model::Record>& records,
                                   const ingest::Ingested& ingested,
                                   std::vector<std::string>& quarantined);

// Candidates that a complete read neither accepted nor keeps in quarantine.
std::vector<state::PersonRef> absent_of(const std::vector<state::RosterPerson>& candidates,
                                        const ingest::Ingested& ingested,
                                        const std::vector<std::string>& quarantined);

} // namespace rosterd::cycle
