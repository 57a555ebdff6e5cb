// How a person stands with their account, now and by time alone: what `explain` tells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

// A closed set: every switch over it names all and has no default.
enum class Standing {
    has_account,      // wanted, and it is there
    to_create,        // wanted, and it is not
    to_enable,        // rosterd disabled it, and the person is wanted again
    to_disable,       // a leaver with an enterprise account
    to_remove,        // a leaver
    not_yet,          // joins later, or at a day that HR has not stated
    disabled,         // a leaver, within the grace period
    out_of_scope,     // policy.scope does not name them
    protected_leaver, // a leaver whose account rosterd must not touch
    kept,             // a leaver whose account stays as the policy says, or was disabled by hand
    gone,             // no longer employed, and without an account
    waits_for_ring,   // something is to be done, once the person's ring of policy.rollout starts
};

struct CalendarEntry {
    model::Instant at{};
    Standing standing{};
    std::string rule; // of a leaver: "leaver.last_day", ...
    bool operator==(const CalendarEntry&) const = default;
};

// The first entry is of `input.now`, every other of an instant at which time alone changes the
// answer; what one entry calls for counts as carried out at once. `input.people` is not looked at.
std::vector<CalendarEntry> calendar(PlanInput input, PersonCase person);

std::string_view to_string(Standing standing); // "has_account"
std::string_view sentence_of(Standing standing, model::Language language);

} // namespace rosterd::plan
