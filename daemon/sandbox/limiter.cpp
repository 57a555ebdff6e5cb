#include "daemon/sandbox/limiter.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::int64_t kAddressWindowMs = 20'000;

} // namespace

Limiter::Limiter(int qps) : qps_{qps} {}

bool Limiter::admits(Window& window, std::int64_t slot, std::int64_t limit, model::Instant now,
                     model::Duration closed)
{
    if (now < window.closed_until) {
        return false;
    }
    if (slot != window.slot) {
        window.slot = slot;
        window.calls = 0;
    }
    if (window.calls >= limit) {
        window.closed_until = now + closed;
        return false;
    }
    ++window.calls;
    return true;
}

bool Limiter::admits_api(const std::string& application_and_api, model::Instant now)
{
    return qps_ == 0 || admits(apis_[application_and_api], now.time_since_epoch().count() / 1000,
                               qps_, now, std::chrono::seconds{1});
}

bool Limiter::admits_at_once(const std::string& application_and_api, std::size_t most,
                             model::Instant now, model::Instant until)
{
    if (most == 0) {
        return true;
    }
    auto& calls = under_way_[application_and_api];
    std::erase_if(calls, [now](model::Instant end) { return end <= now; });
    if (calls.size() >= most) {
        return false;
    }
    calls.push_back(until);
    return true;
}

bool Limiter::admits_address(const std::string& address, std::int64_t most, model::Instant now)
{
    return qps_ == 0 || most == 0 ||
           admits(addresses_[address], now.time_since_epoch().count() / kAddressWindowMs, most, now,
                  std::chrono::minutes{5});
}

} // namespace rosterd::sandbox
