#include "daemon/schedule/cron.hpp"

#include <array>
#include <charconv>
#include <span>
#include <vector>

#include <date/tz.h>

namespace rosterd::schedule
{

namespace
{

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays{"sun", "mon", "tue", "wed",
                                                    "thu", "fri", "sat"};

struct FieldShape {
    std::string_view name;
    int least;
    int most;
    Names names; // stand for least_name, least_name + 1, ...
    int first_name;
};

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = 0;;) {
        const std::size_t end = text.find(separator, at);
        parts.push_back(text.substr(at, end - at));
        if (end == std::string_view::npos) {
            return parts;
        }
        at = end + 1;
    }
}

std::optional<int> value_of(std::string_view text, const FieldShape& shape)
{
    for (std::size_t i = 0; i < shape.names.size(); ++i) {
        if (text == shape.names[i]) {
            return shape.first_name + static_cast<int>(i);
        }
    }
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    return whole && value >= shape.least && value <= shape.most ? std::optional{value}
                                                                : std::nullopt;
}

// One part of a list: "5", "1-5", "*/15", "10-30/5".
bool add_part(std::string_view part, const FieldShape& shape, std::vector<int>& values)
{
    const auto slash = part.find('/');
    int step = 1;
    if (slash != std::string_view::npos) {
        const FieldShape steps{"", 1, shape.most, {}, 0};
        const auto parsed = value_of(part.substr(slash + 1), steps);
        if (!parsed) {
            return false;
        }
        step = *parsed;
    }
    const std::string_view range = part.substr(0, slash);
    int from = shape.least;
    int to = shape.most;
    if (range != "*") {
        const auto dash = range.find('-');
        const auto first = value_of(range.substr(0, dash), shape);
        const auto last =
            dash == std::string_view::npos
                ? (slash == std::string_view::npos ? first : std::optional{shape.most})
                : value_of(range.substr(dash + 1), shape);
        if (!first || !last || *last < *first) {
            return false;
        }
        from = *first;
        to = *last;
    }
    for (int value = from; value <= to; value += step) {
        values.push_back(value);
    }
    return true;
}

template <std::size_t N>
model::Result<std::bitset<N>> parse_field(std::string_view text, const FieldShape& shape)
{
    std::vector<int> values;
    for (const std::string_view part : split(text, ',')) {
        if (!add_part(part, shape, values)) {
            return model::fail(model::ErrorKind::invalid, "'" + std::string{part} + "' is no " +
                                                              std::string{shape.name} + " (" +
                                                              std::to_string(shape.least) + " to " +
                                                              std::to_string(shape.most) + ")");
        }
    }
    std::bitset<N> bits;
    for (const int value : values) {
        bits.set(static_cast<std::size_t>(value) % N);
    }
    return bits;
}

bool day_matches(const Cron& cron, date::year_month_day day)
{
    const bool month = cron.months.test(static_cast<unsigned>(day.month()));
    const bool by_day = cron.days.test(static_cast<unsigned>(day.day()));
    const bool by_weekday = cron.weekdays.test(date::weekday{date::local_days{day}}.c_encoding());
    if (cron.any_day || cron.any_weekday) {
        return month && by_day && by_weekday; // the unrestricted one matches every day
    }
    return month && (by_day || by_weekday);
}

// A local time in the gap that daylight saving skips becomes the end of the gap; of two the first.
model::Instant to_instant(const date::time_zone* zone, date::local_time<std::chrono::minutes> local)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(local.time_since_epoch());
    const auto instant =
        zone->to_sys(date::local_time<std::chrono::seconds>{seconds}, date::choose::earliest);
    return model::Instant{instant.time_since_epoch()};
}

} // namespace

model::Result<Cron> parse_cron(std::string_view text)
{
    std::vector<std::string_view> fields;
    for (const std::string_view field : split(text, ' ')) {
        if (!field.empty()) {
            fields.push_back(field);
        }
    }
    if (fields.size() != 5) {
        return model::fail(model::ErrorKind::invalid,
                           "it has " + std::to_string(fields.size()) + " fields instead of five");
    }
    Cron cron;
    const auto minutes = parse_field<60>(fields[0], {"minute", 0, 59, {}, 0});
    const auto hours = parse_field<24>(fields[1], {"hour", 0, 23, {}, 0});
    const auto days = parse_field<32>(fields[2], {"day of the month", 1, 31, {}, 0});
    const auto months = parse_field<13>(fields[3], {"month", 1, 12, kMonths, 1});
    const auto weekdays = parse_field<7>(fields[4], {"day of the week", 0, 7, kWeekdays, 0});
    for (const model::Error* error :
         {minutes ? nullptr : &minutes.error(), hours ? nullptr : &hours.error(),
          days ? nullptr : &days.error(), months ? nullptr : &months.error(),
          weekdays ? nullptr : &weekdays.error()}) {
        if (error != nullptr) {
            return tl::unexpected(*error);
        }
    }
    return Cron{*minutes, *hours, *days, *months, *weekdays, fields[2] == "*", fields[4] == "*"};
}

std::optional<model::Instant> next(const Cron& cron, const std::string& time_zone,
                                   model::Instant after)
{
    using std::chrono::hours;
    using std::chrono::minutes;
    const date::time_zone* zone = date::locate_zone(time_zone);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(after);
    const auto local = zone->to_local(date::sys_seconds{seconds.time_since_epoch()});
    // An hour that repeats lies before `local` on the clock: begin the day before, skip what is
    // past.
    date::local_days day = date::floor<date::days>(local) - date::days{1};
    const date::local_days last = day + date::days{366 * 9}; // 29 February of a leap year off by 8
    for (; day <= last; day += date::days{1}) {
        if (!day_matches(cron, date::year_month_day{day})) {
            continue;
        }
        for (int hour = 0; hour < 24; ++hour) {
            for (int minute = 0; cron.hours.test(static_cast<std::size_t>(hour)) && minute < 60;
                 ++minute) {
                if (!cron.minutes.test(static_cast<std::size_t>(minute))) {
                    continue;
                }
                const auto at = to_instant(zone, day + hours{hour} + minutes{minute});
                if (at > after) {
                    return at;
                }
            }
        }
    }
    return std::nullopt;
}

} // namespace rosterd::schedule
