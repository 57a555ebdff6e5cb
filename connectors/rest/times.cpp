#include "connectors/rest/times.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include <date/tz.h>

namespace rosterd::rest
{

namespace
{

using model::Instant;

struct Local {
    std::chrono::local_time<std::chrono::milliseconds> time;
    std::chrono::seconds offset{0};
};

const date::time_zone* zone_of(const std::string& name)
{
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) {
        return nullptr;
    }
}

Local to_local(Instant time, const std::string& zone)
{
    const auto* const found = zone_of(zone);
    const std::chrono::seconds offset =
        found == nullptr ? std::chrono::seconds{0} : found->get_info(time).offset;
    return {std::chrono::local_time<std::chrono::milliseconds>{time.time_since_epoch() + offset},
            offset};
}

// A time that the clocks skip or show twice: the earlier reading.
Instant to_instant(std::chrono::milliseconds local, const std::string& zone)
{
    const auto* const found = zone_of(zone);
    if (found == nullptr) {
        return Instant{local};
    }
    const date::local_time<std::chrono::milliseconds> time{local};
    const auto info = found->get_info(time);
    return Instant{local - info.first.offset};
}

std::string digits(long long value, int width)
{
    std::array<char, 24> text{};
    std::snprintf(text.data(), text.size(), "%0*lld", width, value);
    return text.data();
}

std::string offset_text(std::chrono::seconds offset)
{
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(offset).count();
    const auto away = minutes < 0 ? -minutes : minutes;
    return (minutes < 0 ? "-" : "+") + digits(away / 60, 2) + ":" + digits(away % 60, 2);
}

std::string piece(char letter, const Local& local)
{
    const auto day = std::chrono::floor<std::chrono::days>(local.time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{local.time - day};
    switch (letter) {
    case 'Y':
        return digits(static_cast<int>(date.year()), 4);
    case 'm':
        return digits(static_cast<unsigned>(date.month()), 2);
    case 'd':
        return digits(static_cast<unsigned>(date.day()), 2);
    case 'H':
        return digits(clock.hours().count(), 2);
    case 'M':
        return digits(clock.minutes().count(), 2);
    case 'S':
        return digits(clock.seconds().count(), 2);
    case 'L':
        return digits(clock.subseconds().count(), 3);
    case 'z':
        return offset_text(local.offset);
    default:
        return std::string{"%"} + letter;
    }
}

std::string formatted(const Local& local, const std::string& format)
{
    std::string out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' && i + 1 < format.size()) {
            out += piece(format[++i], local);
        } else {
            out += format[i];
        }
    }
    return out;
}

std::optional<long long> whole_number(const std::string& text)
{
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value}
                                                                    : std::nullopt;
}

// Of a fraction of any length no more than milliseconds.
std::string to_milliseconds(std::string text)
{
    const auto dot = text.find('.', 10);
    if (dot == std::string::npos) {
        return text;
    }
    const auto end = std::min(text.find_first_not_of("0123456789", dot + 1), text.size());
    std::string fraction = text.substr(dot + 1, std::min<std::size_t>(end - dot - 1, 3));
    fraction.resize(3, '0');
    return text.replace(dot, end - dot, "." + fraction);
}

bool names_offset(const std::string& text)
{
    return text.ends_with('Z') || text.find_first_of("+-", 11) != std::string::npos;
}

} // namespace

bool is_zone(const std::string& name)
{
    return zone_of(name) != nullptr;
}

bool is_time_format(const std::string& format)
{
    static constexpr std::array<std::string_view, 5> named{"iso", "iso_ms", "date", "seconds",
                                                           "ms"};
    if (std::find(named.begin(), named.end(), format) != named.end()) {
        return true;
    }
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] == '%' &&
            (i + 1 == format.size() ||
             std::string_view{"YmdHMSLz"}.find(format[++i]) == std::string_view::npos)) {
            return false;
        }
    }
    return format.find('%') != std::string::npos;
}

std::string to_text(Instant time, const TimeStyle& style)
{
    const auto ms = time.time_since_epoch().count();
    if (style.format == "ms") {
        return std::to_string(ms);
    }
    if (style.format == "seconds") {
        return std::to_string(
            std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
    }
    if (style.format == "iso") {
        return formatted(to_local(time, "UTC"), "%Y-%m-%dT%H:%M:%SZ");
    }
    if (style.format == "iso_ms") {
        return formatted(to_local(time, "UTC"), "%Y-%m-%dT%H:%M:%S.%LZ");
    }
    return formatted(to_local(time, style.zone),
                     style.format == "date" ? "%Y-%m-%d" : style.format);
}

std::optional<Instant> time_in(const std::string& text, const std::string& zone)
{
    if (const auto number = whole_number(text)) {
        const long long ms = *number > 100'000'000'000 ? *number : *number * 1000; // 1973 in ms
        return Instant{std::chrono::milliseconds{ms}};
    }
    if (const auto date = model::parse_date(text)) {
        return begin_of_day(*date, zone);
    }
    if (text.size() < 16) {
        return std::nullopt;
    }
    std::string iso = to_milliseconds(text);
    iso[10] = 'T';
    if (names_offset(iso)) {
        return model::parse_instant(iso);
    }
    const auto local = model::parse_instant(iso + "Z");
    return local ? std::optional{to_instant(local->time_since_epoch(), zone)} : std::nullopt;
}

Instant begin_of_day(model::Date date, const std::string& zone)
{
    return to_instant(std::chrono::sys_days{date}.time_since_epoch(), zone);
}

} // namespace rosterd::rest
