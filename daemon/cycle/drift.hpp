// What others changed in DingTalk: where a read differs from what rosterd knew, its own changes
// included. Fields that HR states are put right by the plan, unless the policy gives them to
// another owner; all others are left alone and shown.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

std::vector<std::string> userids_of(std::span<const state::ChangedUser> changed);

// Of linked accounts; `mirror` is up to date. Added to the report's.
void note_drift(state::MirrorStore& mirror, std::span<const state::ChangedUser> changed,
                Report& report);

// Of linked departments: name, place, managers. `before` is what was known of all of them.
void note_drift(state::MirrorStore& mirror, std::span<const model::ObservedDepartment> before,
                Report& report);

// As the plan wants to know it.
std::map<std::string, std::set<std::string>> drifted_fields(std::span<const Drift> drift);

// Fills in what HR says and which operation puts it right.
void compare_with_plan(std::span<Drift> drift, const model::Plan& plan);

// Fills in whose the fields are that the policy does not leave to HR, and what HR says of them.
void name_owners(Surroundings& with, std::span<Drift> drift);

// For the run's summary: at most 100, values of numbers and mail left out.
model::Json json_of(std::span<const Drift> drift);

// One event `drift` for each.
void tell(log::Log& log, const std::string& run_id, std::span<const Drift> drift);

} // namespace rosterd::cycle
