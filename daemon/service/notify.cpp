#include "daemon/service/notify.hpp"

#include <ctime>

#include <systemd/sd-daemon.h>

namespace rosterd::service
{

void notify_ready(const std::string& status)
{
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void notify_status(const std::string& status)
{
    sd_notify(0, ("STATUS=" + status).c_str());
}

void notify_reloading()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto microseconds = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 +
                              static_cast<std::uint64_t>(now.tv_nsec) / 1'000;
    sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}

void notify_stopping(const std::string& status)
{
    sd_notify(0, ("STOPPING=1\nSTATUS=" + status).c_str());
}

void notify_alive()
{
    sd_notify(0, "WATCHDOG=1");
}

std::optional<model::Duration> watchdog_interval()
{
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) {
        return std::nullopt;
    }
    return model::Duration{static_cast<std::int64_t>(microseconds / 2'000)};
}

} // namespace rosterd::service
