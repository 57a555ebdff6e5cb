// The part of a run that heeds what DingTalk told: an event names somebody, and DingTalk is asked
// what is true of them now.
#pragma once

#include <string>
#include <vector>

#include "daemon/cycle/cycle.hpp"
#include "daemon/cycle/wanted.hpp"

namespace rosterd::cycle
{

// The setting that is "yes" while events may have been missed: then everything is read.
inline constexpr const char* kMissedEvents = "events.missed";

// The setting that is "yes" from an event about roles until they are read.
inline constexpr const char* kRightsTold = "rights.told";

struct Told {
    std::vector<std::string> ids; // of the events that were looked at
    Wanted wanted;
};

// The events that wait, after fetching those that could not be delivered where `pull` says so. If
// that fails, nobody knows what was missed: everything is wanted, until it has been read.
Told told_by_events(Surroundings& with, bool pull, Report& report);

enum class Look { done, read_everything, end_of_run };
// Reads again what is wanted, into the mirror.
Look look_again(Surroundings& with, const Told& told, Report& report);

// Everything was read: the events are done. Inside the transaction that takes the read over.
void looked_at(Surroundings& with, const Told& told);

} // namespace rosterd::cycle
