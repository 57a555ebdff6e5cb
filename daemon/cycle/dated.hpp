// A person in several records of a source: what those that are new, those that came again and those
// of earlier reads say together.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/state/roster_store.hpp"

namespace rosterd::cycle
{

struct DatedRead {
    const std::string& company_zone; // IANA name: when a day begins where a record names no zone
    bool complete = false;
    model::Instant now{};
};

// All that is known of one person's records.
struct RecordsInARead {
    std::string employee_id;
    std::vector<state::DatedRecord> fresh;  // new or changed, in their order
    std::optional<model::Person> before;    // as the store has them, where they are present
    std::vector<state::DatedRecord> stored; // of earlier reads; none: there was one
    std::set<std::uint64_t> again;          // fingerprints of theirs that came again
};

struct Folded {
    model::Person person; // as of now
    // For the delta; nullopt: there is nothing to keep, and nothing was kept.
    std::optional<state::RecordsOfPerson> dated;
};

// Whether a record is one of several, by its own word.
bool is_dated(const model::Person& person);

// nullopt: the records contradict each other, two of one employee id; or none of them is left.
std::optional<Folded> fold(const RecordsInARead& records, const DatedRead& read);

} // namespace rosterd::cycle
