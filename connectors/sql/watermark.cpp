#include "connectors/sql/watermark.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <limits>

namespace rosterd::sql
{

namespace
{

using Moment = std::chrono::sys_time<std::chrono::microseconds>;

std::optional<std::int64_t> number_in(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{number}
                                                                    : std::nullopt;
}

// "2026-11-28", "2026-11-28 08:30:00", with or without a fraction.
std::optional<Moment> moment_in(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00 00:00:00.000000";
    std::string full{text.substr(0, form.size())};
    full += form.substr(full.size());
    const auto part = [&](std::size_t at, std::size_t size) {
        return number_in(std::string_view{full}.substr(at, size));
    };
    const auto year = part(0, 4), month = part(5, 2), day = part(8, 2), hour = part(11, 2),
               minute = part(14, 2), second = part(17, 2), micro = part(20, 6);
    if (!year || !month || !day || !hour || !minute || !second || !micro) {
        return std::nullopt;
    }
    const model::Date date{std::chrono::year{static_cast<int>(*year)},
                           std::chrono::month{static_cast<unsigned>(*month)},
                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second} + std::chrono::microseconds{*micro};
}

std::string text_of(Moment moment)
{
    const auto day = std::chrono::floor<std::chrono::days>(moment);
    const std::chrono::hh_mm_ss time{moment - day};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s %02d:%02d:%02d.%06d",
                  model::to_string(model::Date{day}).c_str(),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()),
                  static_cast<int>(time.subseconds().count()));
    return text.data();
}

bool is_number(const std::string& watermark)
{
    return number_in(watermark).has_value();
}

} // namespace

bool may_be_watermark(ColumnKind kind)
{
    return kind == ColumnKind::integer || kind == ColumnKind::date || kind == ColumnKind::moment;
}

std::optional<std::string> watermark_of(ColumnKind kind, std::string_view raw)
{
    if (kind == ColumnKind::integer) {
        return number_in(raw) ? std::optional{std::string{raw}} : std::nullopt;
    }
    const auto moment = moment_in(raw);
    return moment ? std::optional{text_of(*moment)} : std::nullopt;
}

bool is_later(const std::string& a, const std::string& b)
{
    return is_number(a) && is_number(b) ? *number_in(a) > *number_in(b) : a > b;
}

std::string earlier(const std::string& watermark, const Overlap& overlap)
{
    if (const auto number = number_in(watermark)) {
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        return std::to_string(*number < least + overlap.number ? least : *number - overlap.number);
    }
    const auto moment = moment_in(watermark);
    return moment ? text_of(*moment - overlap.time) : watermark;
}

bool is_in_the_future(const std::string& watermark, model::Instant now)
{
    const auto moment = is_number(watermark) ? std::nullopt : moment_in(watermark);
    return moment && *moment >= now + std::chrono::days{1};
}

} // namespace rosterd::sql
