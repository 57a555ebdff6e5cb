// `rosterd run`: the schedule, file changes, pushes and signals, on one thread; runs on another.
#pragma once

#include "daemon/config/settings.hpp"
#include "daemon/log/log.hpp"

namespace rosterd::service
{

// Until SIGTERM or SIGINT; answers the process's exit status.
int run_daemon(config::Settings settings, log::Log& log);

} // namespace rosterd::service
