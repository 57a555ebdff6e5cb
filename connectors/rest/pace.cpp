#include "connectors/rest/pace.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include <date/date.h>

namespace rosterd::rest
{

namespace
{

using net::Duration;

std::optional<double> number_in(const std::string& text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value >= 0
               ? std::optional{value}
               : std::nullopt;
}

const std::string* find(const std::map<std::string, std::string>& headers, const std::string& name)
{
    const auto found = headers.find(name);
    return found == headers.end() ? nullptr : &found->second;
}

// Seconds from now, or since 1970 in seconds or milliseconds.
Duration until_reset(double value, net::Instant wall)
{
    if (value < 1e9) {
        return Duration{static_cast<std::int64_t>(std::ceil(value * 1000))};
    }
    const double ms = value < 1e11 ? value * 1000 : value;
    return std::max(Duration{0}, Duration{static_cast<std::int64_t>(ms)} - wall.time_since_epoch());
}

// A number as above, or a date.
std::optional<Duration> wait_in(const std::string& text, net::Instant wall)
{
    if (const auto number = number_in(text)) {
        return until_reset(*number, wall);
    }
    std::istringstream stream{text};
    stream.imbue(std::locale::classic());
    date::sys_seconds when;
    stream >> date::parse("%a, %d %b %Y %H:%M:%S GMT", when);
    if (stream.fail()) {
        return std::nullopt;
    }
    return std::max(Duration{0}, std::chrono::duration_cast<Duration>(when - wall));
}

} // namespace

Pace::Pace(const LimitSpec& limits) : remaining_{limits.remaining}, reset_{limits.reset}
{
    for (const auto& [count, span] :
         {std::pair{limits.per_second, 1000.0}, std::pair{limits.per_minute, 60000.0}}) {
        if (count > 0) { // below 1: one in a longer span
            windows_.push_back({static_cast<std::size_t>(std::max(1.0, std::floor(count))),
                                Duration{static_cast<std::int64_t>(
                                    std::ceil(span * std::max(1.0, std::floor(count)) / count))},
                                {}});
        }
    }
}

Duration Pace::take(Duration now)
{
    Duration wait = std::max(Duration{0}, blocked_until_ - now);
    for (Window& window : windows_) {
        while (!window.sent.empty() && window.sent.front() + window.span <= now) {
            window.sent.pop_front();
        }
        if (window.sent.size() >= window.count) {
            wait = std::max(wait, window.sent.front() + window.span - now);
        }
    }
    if (wait == Duration{0}) {
        for (Window& window : windows_) {
            window.sent.push_back(now);
        }
    }
    return wait;
}

void Pace::told(const std::map<std::string, std::string>& headers, Duration now, net::Instant wall)
{
    if (remaining_.empty()) {
        return;
    }
    const std::string* const left = find(headers, remaining_);
    const std::string* const reset = find(headers, reset_);
    if (left == nullptr || reset == nullptr) {
        return;
    }
    const auto count = number_in(*left);
    const auto wait = wait_in(*reset, wall);
    if (count && wait && *count < 1) {
        blocked_until_ = std::max(blocked_until_, now + *wait);
    }
}

std::optional<Duration> retry_after(const std::map<std::string, std::string>& headers,
                                    const std::string& reset, net::Instant wall)
{
    const std::string* text = find(headers, "retry-after");
    if (text == nullptr && !reset.empty()) {
        text = find(headers, reset);
    }
    return text == nullptr ? std::nullopt : wait_in(*text, wall);
}

} // namespace rosterd::rest
