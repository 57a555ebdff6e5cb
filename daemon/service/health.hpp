// What the daemon knows of itself beyond the store.
#pragma once

#include <optional>
#include <string>

#include "daemon/cycle/limits.hpp"

namespace rosterd::service
{

struct Health {
    bool running = false;                          // a run goes on
    std::string last_outcome;                      // of the last run; empty before the first
    std::string message;                           // of the last run, where it is of use
    std::optional<std::string> kept_configuration; // why the one on the disk is not in force
    std::optional<bool> event_stream_up;           // nothing where Stream mode is not in use
    std::optional<std::string> dingtalk_trouble;   // why DingTalk does not answer, as heard last
    cycle::QuotaUse quota;
};

} // namespace rosterd::service
