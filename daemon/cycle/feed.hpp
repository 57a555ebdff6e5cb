// Which rosters a source has had: one that was there before, with another one since, is an old file
// that somebody put back - or a change that HR took back.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/state/store.hpp"

namespace rosterd::cycle
{

// Of all records of a read; the same in whatever order they came.
std::string digest_of(std::span<const state::SeenRecord> records);

// After a complete read that was accepted; in whatever order its records came.
void note_roster(state::Store& store, const std::string& source,
                 std::span<const state::SeenRecord> records, model::Instant now);

// When the present roster was there before, with another one since; nullopt: it is new, or a plan
// that followed from it was let pass.
std::optional<model::Instant> read_before(state::Store& store, const std::string& source);

void let_pass(state::Store& store, const std::string& source);

} // namespace rosterd::cycle
