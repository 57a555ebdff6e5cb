#include "daemon/service/watchdog.hpp"

#include "daemon/service/notify.hpp"

namespace rosterd::service
{

namespace
{

constexpr int kSilentLooks = 20; // of half a WatchdogSec each

} // namespace

Watchdog::Watchdog(net::Loop& loop, const Worker& worker, log::Log& log)
    : loop_{loop}, worker_{worker}, log_{log}
{
}

void Watchdog::start()
{
    if (const auto interval = watchdog_interval()) {
        look(*interval);
    }
}

void Watchdog::look(model::Duration interval)
{
    const auto silence = worker_.silence();
    const bool stuck = silence >= kSilentLooks * interval;
    if (!stuck) {
        notify_alive();
    } else if (!stuck_) {
        log_.error(
            "run.stuck",
            {{"run_id", worker_.run_id()},
             {"silent_ms", silence.count()},
             {"message",
              "no sign of life; the service manager's watchdog is left to end this process"}});
    }
    stuck_ = stuck;
    loop_.after(interval, [this, interval] { look(interval); });
}

} // namespace rosterd::service
