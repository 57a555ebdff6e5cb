// What carrying plans out has taught about this company's DingTalk, where its documents leave open
// how it is, or its console decides.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/apply/outcome.hpp"
#include "core/state/run_store.hpp"

namespace rosterd::apply
{

struct Lessons {
    std::set<std::string> emptied; // fields that an empty text empties
    // Fields that an empty text leaves as they are, and when that was seen last.
    std::map<std::string, model::Instant> kept;
    // HRM's position management locks title and departments: they change by a transfer.
    std::optional<model::Instant> locked;

    std::set<std::string> kept_fields() const;
    bool operator==(const Lessons&) const = default;
};

// What was learned; what keeps rosterd from asking DingTalk is forgotten after 30 days, so that it
// is tried again.
Lessons lessons(state::RunStore& store, model::Instant now);

// What this outcome teaches is remembered. True if it teaches anything new.
bool learn(state::RunStore& store, const Outcome& outcome, model::Instant now);

} // namespace rosterd::apply
