#include "connectors/sdk/watchdog.hpp"

#include <sys/socket.h>

namespace rosterd::sdk
{

namespace
{

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLook{100};

} // namespace

Watchdog::Watchdog(int fd, model::Duration timeout, std::function<bool()> cancelled)
    : fd_{fd}, timeout_{timeout}, cancelled_{std::move(cancelled)}, touched_{Clock::now()}
{
    thread_ = std::thread{[this] { watch(); }};
}

Watchdog::~Watchdog()
{
    over_ = true;
    thread_.join();
}

void Watchdog::touch()
{
    touched_ = Clock::now();
}

void Watchdog::watch()
{
    while (!over_) {
        const bool late = Clock::now() - touched_.load() > timeout_;
        if (late || cancelled_()) {
            too_long_ = late;
            ::shutdown(fd_, SHUT_RDWR);
            return;
        }
        std::this_thread::sleep_for(kLook);
    }
}

} // namespace rosterd::sdk
