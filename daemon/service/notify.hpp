// What the service manager is told: ready, reloading, stopping, alive, and one line for people.
#pragma once

#include <optional>
#include <string>

#include "core/model/time.hpp"

namespace rosterd::service
{

// All of these do nothing where no service manager listens.
void notify_ready(const std::string& status);
void notify_status(const std::string& status);
void notify_reloading();
void notify_stopping(const std::string& status);
void notify_alive();

// How often notify_alive() is expected: half of what the unit's WatchdogSec says.
std::optional<model::Duration> watchdog_interval();

} // namespace rosterd::service
