// What a run finds out about people for their source: how fields stand for which the newest counts,
// and what is to be told.
#pragma once

#include <span>
#include <string>

#include "core/plan/plan.hpp"
#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

// Other fields to be written back than before: everybody is looked at for them, and what is no
// longer wanted waits no more.
void heed_write_back(Surroundings& with);

// A person as planning knows them: link, account, and histories where the policy needs them.
void put_histories(state::FieldStore& store, const model::Policy& policy, plan::PersonCase& person);
std::optional<plan::PersonCase> case_of(state::Store& store, const model::Policy& policy,
                                        const std::string& source, const std::string& employee_id);

// Remembers it, in the transaction that settles them: whoever is settled is not looked at again.
void learn(Surroundings& with, std::span<const plan::PersonCase> people, model::Instant now);

// The same of those whom this run's operations concerned, once they are over.
void learn_of_changes(Surroundings& with, const Report& report);

} // namespace rosterd::cycle
