#include "core/model/time.hpp"

#include <charconv>
#include <cstdio>

namespace rosterd::model
{

namespace
{

// Exactly `width` decimal digits at `at`; advances past them.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t width)
{
    if (at + width > text.size()) {
        return std::nullopt;
    }
    int value = 0;
    const char* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + width, value);
    if (error != std::errc{} || end != begin + width || *begin == '-') {
        return std::nullopt;
    }
    at += width;
    return value;
}

bool skip(std::string_view text, std::size_t& at, char expected)
{
    if (at >= text.size() || text[at] != expected) {
        return false;
    }
    ++at;
    return true;
}

std::optional<std::chrono::minutes> offset(std::string_view text, std::size_t& at)
{
    if (skip(text, at, 'Z')) {
        return std::chrono::minutes{0};
    }
    if (at >= text.size() || (text[at] != '+' && text[at] != '-')) {
        return std::nullopt;
    }
    const int sign = text[at++] == '-' ? -1 : 1;
    const auto hours = digits(text, at, 2);
    skip(text, at, ':');
    const auto minutes = digits(text, at, 2);
    if (!hours || !minutes || *hours > 23 || *minutes > 59) {
        return std::nullopt;
    }
    return std::chrono::minutes{sign * (*hours * 60 + *minutes)};
}

std::optional<Date> date_at(std::string_view text, std::size_t& at)
{
    const auto year = digits(text, at, 4);
    if (!year || !skip(text, at, '-')) {
        return std::nullopt;
    }
    const auto month = digits(text, at, 2);
    if (!month || !skip(text, at, '-')) {
        return std::nullopt;
    }
    const auto day = digits(text, at, 2);
    if (!day) {
        return std::nullopt;
    }
    const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::optional<Duration> time_of_day(std::string_view text, std::size_t& at)
{
    const auto hour = digits(text, at, 2);
    if (!hour || *hour > 23 || !skip(text, at, ':')) {
        return std::nullopt;
    }
    const auto minute = digits(text, at, 2);
    if (!minute || *minute > 59 || !skip(text, at, ':')) {
        return std::nullopt;
    }
    const auto second = digits(text, at, 2);
    if (!second || *second > 59) {
        return std::nullopt;
    }
    int millisecond = 0;
    if (skip(text, at, '.')) {
        const auto fraction = digits(text, at, 3);
        if (!fraction) {
            return std::nullopt;
        }
        millisecond = *fraction;
    }
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second} + Duration{millisecond};
}

} // namespace

std::string to_string(Date date)
{
    if (!date.ok()) {
        return {};
    }
    char text[16];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<Date> parse_date(std::string_view text)
{
    std::size_t at = 0;
    const auto date = date_at(text, at);
    return at == text.size() ? date : std::nullopt;
}

std::string to_string(Instant instant)
{
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time{instant - day};
    char text[24];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03dZ",
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()),
                  static_cast<int>(time.subseconds().count()));
    return to_string(Date{day}) + text;
}

std::optional<Instant> parse_instant(std::string_view text)
{
    std::size_t at = 0;
    const auto date = date_at(text, at);
    if (!date || !(skip(text, at, 'T') || skip(text, at, ' '))) {
        return std::nullopt;
    }
    const auto time = time_of_day(text, at);
    if (!time) {
        return std::nullopt;
    }
    const auto from_utc = offset(text, at);
    if (!from_utc || at != text.size()) {
        return std::nullopt;
    }
    return Instant{std::chrono::sys_days{*date}.time_since_epoch() + *time - *from_utc};
}

std::optional<Duration> parse_duration(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    // A bound that no unit can overflow; 100 years is more than any setting means.
    if (error != std::errc{} || number < 0 || number > 3'155'760'000) {
        return std::nullopt;
    }
    const std::string_view unit{end, text.data() + text.size()};
    if (unit == "ms") {
        return Duration{number};
    }
    if (unit == "s") {
        return std::chrono::seconds{number};
    }
    if (unit == "m") {
        return std::chrono::minutes{number};
    }
    if (unit == "h") {
        return std::chrono::hours{number};
    }
    if (unit == "d") {
        return std::chrono::hours{24 * number};
    }
    return std::nullopt;
}

std::int64_t to_unix_ms(Date date)
{
    return std::chrono::duration_cast<Duration>(std::chrono::sys_days{date}.time_since_epoch())
        .count();
}

} // namespace rosterd::model
