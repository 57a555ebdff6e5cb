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
constexpr net::Duration kRecovery = 10s; // one call a window more after so long without refusal

} // namespace

Window::Window(std::size_t limit, net::Duration span) : limit_(limit), span_(span) {}

void Window::forget(net::Duration now)
{
    while (!answered_.empty() && answered_.front() + span_ <= now) {
        answered_.pop_front();
    }
}

bool Window::may_go(net::Duration now)
{
    forget(now);
    return in_flight_ + answered_.size() < limit_;
}

std::optional<net::Duration> Window::free_at(net::Duration now)
{
    if (may_go(now)) {
        return now;
    }
    if (in_flight_ >= limit_) {
        return std::nullopt;
    }
    // So many of the oldest must be forgotten; more than one if the limit was lowered meanwhile.
    const std::size_t too_many = in_flight_ + answered_.size() - limit_;
    return answered_[too_many] + span_;
}

void Window::sent()
{
    ++in_flight_;
}

void Window::answered(net::Duration now)
{
    --in_flight_;
    answered_.push_back(now + 1ms); // the clock is cut to whole milliseconds
}

Pacing::Pacing(double qps)
    : limit_(static_cast<std::size_t>(std::max(1.0, std::floor(qps)))),
      span_(static_cast<net::Duration::rep>(
          std::ceil(1000.0 * std::max(1.0, static_cast<double>(limit_) / std::max(qps, 1e-6))))),
      address_(kAddressLimit, kAddressSpan)
{
}

Pacing::Api& Pacing::api(const std::string& path)
{
    return apis_.try_emplace(path, Api{Window{limit_, span_}, {}, {}, {}}).first->second;
}

void Pacing::recover(Api& api, net::Duration now) const
{
    while (api.window.limit() < limit_ && now - api.changed_at >= kRecovery) {
        api.window.set_limit(api.window.limit() + 1);
        api.changed_at += kRecovery;
    }
}

bool Pacing::may_go(const std::string& path, net::Duration now)
{
    const auto at = free_at(path, now);
    return at && *at <= now;
}

std::optional<net::Duration> Pacing::free_at(const std::string& path, net::Duration now)
{
    Api& one = api(path);
    recover(one, now);
    const auto by_api = one.window.free_at(now);
    const auto by_address = address_.free_at(now);
    if (!by_api || !by_address) {
        return std::nullopt;
    }
    return std::max({*by_api, *by_address, one.blocked_until, blocked_until_});
}

void Pacing::sent(const std::string& path)
{
    api(path).window.sent();
    address_.sent();
}

void Pacing::answered(const std::string& path, net::Duration now)
{
    api(path).window.answered(now);
    address_.answered(now);
}

void Pacing::refused(const std::string& path, net::Duration now, net::Duration wait)
{
    Api& one = api(path);
    one.blocked_until = std::max(one.blocked_until, now + wait);
    // Calls already under way are refused for the same reason; they teach nothing new.
    if (!one.refused_at || now - *one.refused_at >= span_) {
        one.window.set_limit(std::max<std::size_t>(1, one.window.limit() / 2));
        one.refused_at = now;
    }
    one.changed_at = now;
}

void Pacing::block_all(net::Duration until)
{
    blocked_until_ = std::max(blocked_until_, until);
}

std::size_t Pacing::limit(const std::string& path) const
{
    const auto found = apis_.find(path);
    return found == apis_.end() ? limit_ : found->second.window.limit();
}

} // namespace rosterd::dingtalk
