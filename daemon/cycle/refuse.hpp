// A complete read that lost a column is not taken for HR's word, until a person approves it.
#pragma once

#include <span>
#include <vector>

#include "daemon/cycle/intake.hpp"
#include "daemon/cycle/read.hpp"

namespace rosterd::cycle
{

// What the source has said of its people so far, field by field: kept along, counted once for a
// state that has none yet.
ingest::Profile profile_of(state::Store& store, const std::string& source);

// Keeps the profile, changed by what `by` says. In the transaction that changes the people.
void note_profile(state::Store& store, const std::string& source, ingest::Profile profile,
                  const ingest::Profile& by);

// nullopt where nothing speaks against the read, or a person approved it. `records`: all that came.
std::optional<RefusedRead> doubt(state::Store& store, const std::string& source,
                                 const ingest::Profile& profile, const Intake& intake,
                                 std::span<const state::SeenRecord> records, model::Date today,
                                 const model::Limit& limit);

// The refused reads of a run stand in its plan: as a finding each, and as a hold, so that they can
// be approved.
void add_refused(std::span<const SourceReport> sources, const model::Limit& limit,
                 model::Language language, model::Plan& plan);

} // namespace rosterd::cycle
