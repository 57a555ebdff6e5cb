// Whether everything rosterd needs is there: state, sources, DingTalk's host, credentials,
// permissions.
#pragma once

#include <string>
#include <vector>

#include "daemon/config/settings.hpp"

namespace rosterd::service
{

struct Reach {
    std::string what; // "state", "source hr", "DingTalk"
    bool ok = false;
    std::string message;
    std::string hint; // what to do now; may be empty
};

// Nothing is stored and nothing in DingTalk changes.
std::vector<Reach> check_reach(const config::Settings& settings);

} // namespace rosterd::service
