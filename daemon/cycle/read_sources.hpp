// All of a run's sources, one after the other; what is wrong with one harms no other.
#pragma once

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

// Fills in `report.sources`, and in `report.unreachable` those that could not be read. A source's
// fault stands in the state until a read of it is accepted.
void read_sources(Surroundings& with, const Request& request, Report& report);

} // namespace rosterd::cycle
