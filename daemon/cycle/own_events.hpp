// DingTalk tells of rosterd's own changes as well: what those events say is known already.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/dingtalk/hint.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

// A change that rosterd made, for which DingTalk owes one event.
struct OwnWrite {
    std::string type;     // of that event: "user_modify_org"
    dingtalk::Hint about; // of a role that somebody got or lost: both, as {role, userid, id}
    model::Instant began{};
    model::Instant ended{};
};

// The ids of the events that tell of nothing but own writes. Each write accounts for one event of
// its type about its object, born while it was on its way, give or take five seconds between the
// two clocks: a second event, told by somebody else's change, is none. `events`: in the order in
// which they came, those that were looked at before included, since they account for theirs.
std::set<std::string> own_events(std::span<const state::StoredEvent> events,
                                 std::span<const OwnWrite> writes);

// The same for the events that wait, from the journal.
std::set<std::string> own_events(state::Store& store, std::span<const state::StoredEvent> waiting);

} // namespace rosterd::cycle
