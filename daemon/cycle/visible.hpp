// Nothing is said about how soon DingTalk shows what was made a moment ago: for a while its not
// being shown proves nothing.
#pragma once

#include <optional>
#include <vector>

#include "daemon/cycle/cycle.hpp"
#include "daemon/cycle/reread.hpp"

namespace rosterd::cycle
{

// Those of these accounts and departments of ours that rosterd itself made less than ten seconds
// before `now`.
Wanted made_just_now(state::Store& store, const Wanted& of, model::Instant now);

// As reread(); what was made just now and does not show is asked for again, every two seconds,
// until it shows or ten seconds have passed: only then is it gone. nullopt: a stop was asked for.
std::optional<tl::expected<Reread, dingtalk::ApiError>>
reread_what_shows(Surroundings& with, const Wanted& wanted,
                  const std::vector<model::ObservedDepartment>& known);

// Before all is read once more: until what was made just now, of these, must show. False: a stop
// was asked for.
bool wait_until_shown(Surroundings& with, const Wanted& missing);

} // namespace rosterd::cycle
