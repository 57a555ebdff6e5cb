// Whether DingTalk is there, takes the credentials, and lets rosterd do its work.
#pragma once

#include <vector>

#include "daemon/service/reach.hpp"

namespace rosterd::service
{

// Reads, and once tries to change an account that nobody has: that tells whether rosterd may.
std::vector<Reach> reach_dingtalk(const config::Settings& settings);

} // namespace rosterd::service
