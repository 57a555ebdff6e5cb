// Two records, one employee id; two people, one number: nothing is guessed, both wait.
#pragma once

#include <vector>

#include "core/ingest/claims.hpp"
#include "daemon/cycle/intake.hpp"

namespace rosterd::cycle
{

// Somebody outside the read who may hold what a person of this record is to get.
struct RivalOf {
    std::uint32_t record = 0;
    state::PersonRef ref = 0;
    bool in_source = false; // of the same one
    bool same_id = false;   // holds the very employee_id
};

struct Disputes {
    const ReadFacts& facts;
    state::Store& store;
    const ingest::Claims& claims; // of all people of the read
    const RefSet& came;           // whom the store has of them
    std::vector<RivalOf> rivals;
};

// Marks the records in dispute as faulty, with findings that name the other side, and keeps the
// people of both sides as they are.
void settle_disputes(const Disputes& disputes, Intake& intake);

// Counts the person, who was `before`, into or out of what the read says as a whole. `before`:
// nullptr if there was nobody.
void count(Intake& intake, const model::Person& person, const model::Person* before, int times);

} // namespace rosterd::cycle
