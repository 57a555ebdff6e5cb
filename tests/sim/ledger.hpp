// What DingTalk carried out, in the words of the journal: the two must tell the same.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/state/journal_store.hpp"
#include "tests/sim/writes.hpp"

namespace rosterd::sim
{

class Ledger
{
public:
    void applied(std::span<const Write> writes); // by a call of rosterd's
    void by_hand(std::span<const Write> writes);
    // Nothing may be sent that does not stand in the journal before it is.
    void sent(std::span<const Write> writes, std::span<const state::JournalEntry> open);
    // Each operation that is done was carried out, with these values and as often (a
    // creation: once); what was removed is done. One sentence a fault, those of sent() included.
    std::vector<std::string> faults(std::span<const state::JournalEntry> done) const;

private:
    std::map<std::string, std::vector<model::Json>> applied_; // name -> the fields of each
    std::set<std::string> ours_;                              // names of what rosterd's calls did
    std::vector<std::string> unannounced_;
};

} // namespace rosterd::sim
