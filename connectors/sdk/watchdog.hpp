// Ends a conversation over a socket that takes too long, or that nobody wants any more: libraries
// wait for answers without an end.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "core/model/time.hpp"

namespace rosterd::sdk
{

class Watchdog
{
public:
    // Shuts `fd` down when `timeout` passed without touch(), or when `cancelled` says so.
    Watchdog(int fd, model::Duration timeout, std::function<bool()> cancelled);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void touch();
    bool was_too_long() const { return too_long_; }

private:
    void watch();

    const int fd_;
    const model::Duration timeout_;
    const std::function<bool()> cancelled_;
    std::atomic<std::chrono::steady_clock::time_point> touched_;
    std::atomic<bool> too_long_ = false, over_ = false;
    std::thread thread_;
};

} // namespace rosterd::sdk
