// Settings that a command was given as NAME=VALUE, filled in as in a configuration.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "daemon/config/settings.hpp"

namespace rosterd::config
{

struct Given {
    model::Json settings = model::Json::object();
    std::vector<Fault> faults;
};

// Values may hold ${env:NAME}, ${file:PATH} (relative to the current folder) and ${cred:NAME};
// those of `secrets` must, since everybody on a machine sees the arguments of its programs. Whole
// numbers, true and false are such, everything else is text.
Given read_given(const std::vector<std::string>& words, const std::set<std::string>& secrets,
                 const Surroundings& surroundings);

} // namespace rosterd::config
