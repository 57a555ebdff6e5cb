// Who else holds an employee id, a number, a mail or an extension: the answer that the duplicate
// check needs about people who did not change.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/ingest/ingest.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct HolderQuestion {
    const std::string& source;
    const std::vector<model::Person>& people;           // of this read
    const std::vector<state::RosterPerson>& candidates; // not recognised in this read
    const std::set<std::string>& gone; // employee ids: the source says so in this read
    bool complete =
        false; // candidates that are not among `people` are gone and hold nothing any more
    bool only_source = true;
    model::Instant now{};
};

// Asks the store once for all values in question; the answer must not outlive the question.
ingest::Holders holders_for(const HolderQuestion& question, state::Store& store);

// Somebody who has left, or whose last day is over, gives up what was theirs.
bool gives_up_values(const model::Person& person, model::Instant now);

} // namespace rosterd::cycle
