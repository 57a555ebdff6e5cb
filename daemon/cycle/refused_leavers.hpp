// Who has left by the word of a read that was refused otherwise. HR may mend the export and say
// that they stay: then their records are looked at again, and nothing counts as lost by it.
#pragma once

#include <string>

#include "core/state/store.hpp"
#include "daemon/cycle/intake.hpp"

namespace rosterd::cycle
{

// Of the source, since it was accepted last.
RefusedLeavers refused_leavers(state::Store& store, const std::string& source);

// A complete read was accepted: all of them are as it says.
void forget_refused_leavers(state::Store& store, const std::string& source);

// Who has left by the refused read's own word leaves all the same; nothing else of it is kept. Of
// more than `limit` of all the source's people none is believed: they are a column in the wrong
// place. In a transaction of its own.
void keep_leavers(state::Store& store, const std::string& source, const Intake& intake,
                  ingest::Profile profile, const model::Limit& limit, model::Instant now);

} // namespace rosterd::cycle
