// What is wrong with a source now, and since when. It stands over restarts and over runs that did
// not read the source, until a read succeeds.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/model/result.hpp"
#include "core/model/time.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct SourceFault {
    std::string message, hint;
    model::Instant since{}; // the first of the failed reads in a row
};

// By source, of those whose last read failed.
std::map<std::string, SourceFault> source_faults(state::Store& store);
// nullopt: its last read succeeded, or there was none.
std::optional<SourceFault> fault_of(state::Store& store, const std::string& source);

// After a read of it; the present one's words count, the first one's time.
void note_fault(state::Store& store, const std::string& source, const model::Error& error,
                model::Instant now);
void clear_fault(state::Store& store, const std::string& source);
// Of sources that are configured no more.
void forget_faults_of_others(state::Store& store, const std::set<std::string>& configured);

} // namespace rosterd::cycle
