// Gathers from the store what planning looks at: the people that may have something to do and
// whatever they refer to. Reads only; decides nothing.
#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct Assembled {
    plan::PlanInput input;
    std::vector<state::PersonRef> refs; // of input.people, same order
    std::vector<bool> over;             // likewise: as the store has it
    std::vector<state::PersonRef> idle; // unsettled, yet outside the scope and without an account
};

// `sources`: the configured ones, for the proof that none has shrunk.
Assembled assemble(state::Store& store, const std::vector<std::string>& sources,
                   const model::Policy& policy, model::Instant now);

// For these people, whatever else is unsettled.
Assembled assemble_these(state::Store& store, const std::vector<state::RosterPerson>& people,
                         const model::Policy& policy, model::Instant now);

// For this person alone, whatever else is unsettled: what the next plan has to say about them.
Assembled assemble_one(state::Store& store, const state::RosterPerson& person,
                       const model::Policy& policy, model::Instant now);

// What planning knows of a link: all that is stored of it but whose it is.
plan::Link link_of(const state::PersonLink& stored);

// The number of records a source had when it was last beyond doubt: what a later read is compared
// with. Kept until a read is planned without a hold for that source.
std::int64_t baseline(state::Store& store, const std::string& source);
void set_baseline(state::Store& store, const std::string& source, std::int64_t records);

} // namespace rosterd::cycle
