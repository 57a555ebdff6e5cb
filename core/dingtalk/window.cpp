#include "core/dingtalk/window.hpp"

#include <algorithm>

namespace rosterd::dingtalk
{

namespace
{

constexpr net::Duration kCut{1}; // by which a time in whole milliseconds may be too early

} // namespace

Window::Window(std::size_t limit, net::Duration span) : limit_(limit), span_(span) {}

net::Duration Window::measured_span() const
{
    return measurements_ > limit_ ? span_ - std::min(span_, shortest_) : span_;
}

void Window::forget(net::Duration now)
{
    const auto drop = [now](std::deque<net::Duration>& answered, net::Duration span) {
        while (!answered.empty() && answered.front() + span <= now) {
            answered.pop_front();
        }
    };
    drop(measured_, measured_span());
    drop(unmeasured_, span_);
}

bool Window::may_go(net::Duration now)
{
    return taken(now) < limit_;
}

std::optional<net::Duration> Window::free_at(net::Duration now)
{
    if (may_go(now)) {
        return now;
    }
    if (in_flight_ >= limit_) {
        return std::nullopt;
    }
    // So many of the first to go must be forgotten; more than one if the limit was lowered
    // meanwhile.
    std::size_t too_many = in_flight_ + measured_.size() + unmeasured_.size() - limit_ + 1;
    net::Duration at = now;
    for (auto one = measured_.begin(), other = unmeasured_.begin(); too_many > 0; --too_many) {
        const bool first = other == unmeasured_.end() ||
                           (one != measured_.end() && *one + measured_span() <= *other + span_);
        at = first ? *one++ + measured_span() : *other++ + span_;
    }
    return at;
}

void Window::sent()
{
    ++in_flight_;
}

void Window::answered(net::Duration now, net::Duration took)
{
    --in_flight_;
    if (took == net::Duration{0}) {
        unmeasured_.push_back(now + kCut);
        return;
    }
    measured_.push_back(now + kCut);
    ++measurements_;
    shortest_ = std::min(shortest_, took - kCut);
}

std::size_t Window::taken(net::Duration now)
{
    forget(now);
    return in_flight_ + measured_.size() + unmeasured_.size();
}

void Window::fill(std::size_t calls, net::Duration latest)
{
    unmeasured_.assign(calls, latest);
}

} // namespace rosterd::dingtalk
