#include "core/dingtalk/pacing.hpp"

#include <algorithm>
#include <cmath>

namespace rosterd::dingtalk
{

namespace
{

using namespace std::chrono_literals;

constexpr std::size_t kAddressLimit = 9500; // of 10,000: other programs may share the address
constexpr net::Duration kAddressSpan = 20s;
// What DingTalk's second may be longer than ours, and the way there become shorter at a stroke (see
// Window). More would not carry a thousand calls in the 50 to 52 s that 20 a second are.
constexpr net::Duration kMargin = 19ms;
constexpr net::Duration kRecovery = 10s;      // a step back up after so long without refusal
constexpr net::Duration kSearch = 6s;         // ... while it is known what is too fast
constexpr net::Duration kForget = 5min;       // then what was too fast is tried again
constexpr net::Duration kLongestBlock = 5min; // the address's
constexpr std::size_t kSteps = 20; // from nothing to the whole limit: 1 of 20 calls a second

} // namespace

Pacing::Lane::Lane(std::size_t limit, net::Duration length)
    : most(limit), span(length), window(limit, length)
{
}

void Pacing::Lane::recover(net::Duration now)
{
    const std::size_t step = std::max<std::size_t>(1, most / kSteps);
    while (window.limit() < most) {
        if (bad != 0 && now - bad_at >= kForget) {
            bad = 0;
            changed_at = std::max(changed_at, bad_at + kForget);
        }
        const std::size_t limit = window.limit();
        const std::size_t next = bad == 0 ? std::min(most, limit + step) : (limit + bad) / 2;
        const net::Duration wait = bad == 0 ? kRecovery : kSearch;
        if (next <= limit || now - changed_at < wait) {
            return;
        }
        good = limit;
        window.set_limit(next);
        changed_at += wait;
    }
}

std::optional<net::Duration> Pacing::Lane::free_at(net::Duration now)
{
    recover(now);
    const auto at = window.free_at(now);
    return at ? std::optional{std::max({*at, blocked_until, next_at})} : std::nullopt;
}

void Pacing::Lane::sent(net::Duration now)
{
    window.sent();
    if (even) {
        next_at = now + span / static_cast<net::Duration::rep>(window.limit());
    }
}

void Pacing::Lane::refused(net::Duration now, net::Duration wait)
{
    blocked_until = std::max(blocked_until, now + wait);
    // Calls already under way are refused for the same reason; they teach nothing new.
    if (!refused_at || now - *refused_at >= span) {
        const std::size_t half = std::max<std::size_t>(1, window.limit() / 2);
        window.set_limit(good != 0 && good < window.limit() ? good : half);
        good = 0; // refused again, it was not good after all
        refused_at = now;
    }
    changed_at = blocked_until; // a block is no time without refusal
}

void Pacing::Lane::too_fast(net::Duration now)
{
    if (!refused_at || now - *refused_at >= span) {
        bad = window.limit();
        bad_at = now;
    }
    even = true;
}

std::optional<LaneStanding> Pacing::Lane::standing(net::Duration now, net::Instant wall)
{
    recover(now);
    const std::size_t taken = window.taken(now);
    if (window.limit() == most && blocked_until <= now && taken == 0) {
        return std::nullopt;
    }
    return LaneStanding{window.limit(), wall + (changed_at - now), wall + (blocked_until - now),
                        taken, wall};
}

void Pacing::Lane::resume(const LaneStanding& standing, net::Duration now, net::Instant wall)
{
    const auto here = [&](net::Instant at) { return now + std::min(at - wall, kLongestBlock); };
    window.set_limit(std::clamp<std::size_t>(standing.limit, 1, most));
    window.fill(standing.lately, std::min(now, here(standing.latest)));
    changed_at = here(standing.changed);
    blocked_until = here(standing.blocked_until);
}

Pacing::Pacing(double qps)
    : limit_(static_cast<std::size_t>(std::max(1.0, std::floor(qps)))),
      span_(static_cast<net::Duration::rep>(std::ceil(
                1000.0 * std::max(1.0, static_cast<double>(limit_) / std::max(qps, 1e-6)))) +
            kMargin.count()),
      // Whoever is allowed more of one API than DingTalk allows of all has no DingTalk before them,
      // but a sandbox without limits.
      address_(std::max(kAddressLimit, limit_ > kAddressLimit / 20 ? 20 * limit_ : 0), kAddressSpan)
{
}

Pacing::Lane& Pacing::lane(const std::string& path)
{
    return apis_.try_emplace(path, limit_, span_).first->second;
}

bool Pacing::may_go(const std::string& path, net::Duration now)
{
    const auto at = free_at(path, now);
    return at && *at <= now;
}

std::optional<net::Duration> Pacing::free_at(const std::string& path, net::Duration now)
{
    const auto by_api = lane(path).free_at(now);
    const auto by_address = address_.free_at(now);
    return by_api && by_address ? std::optional{std::max(*by_api, *by_address)} : std::nullopt;
}

void Pacing::sent(const std::string& path, net::Duration now)
{
    lane(path).sent(now);
    address_.sent(now);
}

void Pacing::answered(const std::string& path, net::Duration now, net::Duration took)
{
    lane(path).window.answered(now, took);
    address_.window.answered(now, took);
}

void Pacing::refused(const std::string& path, net::Duration now, net::Duration wait)
{
    lane(path).too_fast(now); // a block tells of no pace, a rate does
    lane(path).refused(now, wait);
}

void Pacing::blocked(net::Duration now, net::Duration wait)
{
    address_.refused(now, wait);
}

PacingStanding Pacing::standing(net::Duration now, net::Instant wall)
{
    PacingStanding standing;
    standing.address = address_.standing(now, wall);
    for (auto& [path, lane] : apis_) {
        if (const auto one = lane.standing(now, wall)) {
            standing.apis.emplace(path, *one);
        }
    }
    return standing;
}

void Pacing::resume(const PacingStanding& standing, net::Duration now, net::Instant wall)
{
    if (standing.address) {
        address_.resume(*standing.address, now, wall);
    }
    for (const auto& [path, one] : standing.apis) {
        Lane& resumed = lane(path);
        resumed.resume(one, now, wall);
        resumed.even = resumed.window.limit() < resumed.most;
    }
}

std::size_t Pacing::limit(const std::string& path) const
{
    const auto found = apis_.find(path);
    return found == apis_.end() ? limit_ : found->second.window.limit();
}

} // namespace rosterd::dingtalk
