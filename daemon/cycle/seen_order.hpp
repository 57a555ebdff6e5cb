// The order of a source's records as the next read will expect it.
#pragma once

#include <vector>

#include "core/state/roster_store.hpp"

namespace rosterd::cycle
{

// The new order with the people's refs filled in. Records in quarantine stay in it without a
// fingerprint, so that their person is neither known nor forgotten.
void finish_order(std::vector<state::SeenRecord>& order,
                  const std::vector<std::size_t>& record_of_person,
                  const std::vector<state::PersonRef>& refs,
                  const std::vector<state::PersonRef>& kept);

// A read of changes leaves everybody else where they were.
std::vector<state::SeenRecord> merged_order(std::vector<state::SeenRecord> before,
                                            const std::vector<state::SeenRecord>& changed);

} // namespace rosterd::cycle
