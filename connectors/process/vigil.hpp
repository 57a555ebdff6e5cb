// When a program is waited for, asked to end, and made to end: told the time and what happened, it
// answers what to do. No clock, no process.
#pragma once

#include <chrono>
#include <optional>

#include "core/model/time.hpp"

namespace rosterd::process
{

struct Limits {
    model::Duration idle{5 * 60 * 1000};   // without a byte of output
    model::Duration total{60 * 60 * 1000}; // from its start
    model::Duration grace{5'000};          // between SIGTERM and SIGKILL
};

enum class Why {
    silence,    // Limits::idle
    time_limit, // Limits::total
    refused,    // what it wrote can't be used
    cancelled,  // the run is to stop
};

enum class Step {
    wait,
    terminate, // SIGTERM; said once
    kill,      // SIGKILL; said once
};

class Vigil
{
public:
    using Time = std::chrono::steady_clock::time_point;

    Vigil(const Limits& limits, Time begin) : limits_{limits}, begin_{begin}, heard_{begin} {}

    void heard(Time now) { heard_ = now; } // output came, and was dealt with
    void end(Why why);                     // it is to end; the first reason counts
    Step next(Time now);
    // Why it was made to end; nullopt: it was not.
    std::optional<Why> why() const { return why_; }

private:
    Limits limits_;
    Time begin_, heard_;
    std::optional<Why> why_;
    std::optional<Time> terminated_;
    bool killed_ = false;
};

} // namespace rosterd::process
