// What a person says about a hold.
#pragma once

#include <string>

#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct Decision {
    std::string hold; // its id
    bool approve = false;
    std::string by;
    std::string reason;
};

// Keeps the decision and who made it, both or neither. False if there is no such open hold.
bool decide(state::Store& store, const Decision& decision, model::Instant now);

} // namespace rosterd::cycle
