// Whom a read's faulty records keep as they are.
#pragma once

#include <vector>

#include "core/state/store.hpp"
#include "daemon/cycle/ref_set.hpp"
#include "daemon/cycle/spooled.hpp"

namespace rosterd::cycle
{

// A faulty record may be that of somebody who then seems to be missing: its id is empty or
// mistyped. Who stands in it by name is kept.
void keep_people_in_faulty_records(const std::vector<state::PersonRef>& missing,
                                   const Spooled<model::Record>& records,
                                   const std::vector<bool>& faulty, state::Store& store,
                                   RefSet& kept);

} // namespace rosterd::cycle
