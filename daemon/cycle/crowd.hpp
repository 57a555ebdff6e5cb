// People of a read who are taken in at once, side by side.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/state/roster_store.hpp"

namespace rosterd::cycle
{

struct Crowd {
    std::vector<model::Person> people;
    std::vector<std::optional<state::RosterPerson>> before; // whom the store has by their id
    std::vector<std::uint32_t> records;                     // among the new ones of the read
    std::vector<bool> says_leads; // where it matters: the record has a word on whom they lead

    void add(model::Person person, std::optional<state::RosterPerson> known, std::uint32_t record,
             bool leads)
    {
        people.push_back(std::move(person));
        before.push_back(std::move(known));
        records.push_back(record);
        says_leads.push_back(leads);
    }
};

} // namespace rosterd::cycle
