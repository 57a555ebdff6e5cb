// Whether DingTalk is there, takes the credentials, and lets rosterd do its work.
#pragma once

#include <vector>

#include "daemon/service/reach.hpp"

namespace rosterd::service
{

// Reads, and tries to change accounts, departments and groups that nobody has: that tells whether
// rosterd may. Only what the configuration needs is asked for.
std::vector<Reach> reach_dingtalk(const config::Settings& settings);

} // namespace rosterd::service
