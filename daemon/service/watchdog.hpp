// Tells the service manager's watchdog that the daemon lives - the main thread, and the run's.
#pragma once

#include "core/net/loop.hpp"
#include "daemon/log/log.hpp"
#include "daemon/service/worker.hpp"

namespace rosterd::service
{

// The service manager ends a process that keeps quiet. So it hears nothing either while a run shows
// no sign of life for ten times WatchdogSec: its calls and files take far less.
class Watchdog
{
public:
    Watchdog(net::Loop& loop, const Worker& worker, log::Log& log);
    void start(); // does nothing where nobody watches

private:
    void look(model::Duration interval);

    net::Loop& loop_;
    const Worker& worker_;
    log::Log& log_;
    bool stuck_ = false;
};

} // namespace rosterd::service
