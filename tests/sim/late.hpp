// What was made a moment ago and is not there yet for a call that changes it or names it.
#pragma once

#include <string>

#include "tests/sim/world.hpp"

namespace rosterd::sim
{

// Whether DingTalk refused a change only since what it names can't be seen yet.
bool is_refused_as_late(World& world, const http::HttpServerRequest& request,
                        const std::string& answer);

} // namespace rosterd::sim
