// Tells the sources what rosterd learned of their people.
#pragma once

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

// Tells each source that this run read without a doubt what waits for it, within five minutes; what
// could not be told is put off: a minute, and twice as long each time, up to six hours. Noted in
// the report, the log and the audit trail. Where the run is cut off in between, the same is told
// again.
void write_back(Surroundings& with, Report& report);

// How long after so many attempts in vain the next one comes.
model::Duration wait_after(int attempts);

} // namespace rosterd::cycle
