// Cron expressions in a time zone, daylight saving included: pure functions of the time.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>

#include "core/model/result.hpp"
#include "core/model/time.hpp"

namespace rosterd::schedule
{

// Five fields: minute hour day-of-month month day-of-week. Lists, ranges, steps, names (mon, jan).
// As in cron: where both days are restricted, either is enough; 0 and 7 are Sunday.
struct Cron {
    std::bitset<60> minutes;
    std::bitset<24> hours;
    std::bitset<32> days;
    std::bitset<13> months;
    std::bitset<7> weekdays;
    bool any_day = false;     // day-of-month is *
    bool any_weekday = false; // day-of-week is *
};

model::Result<Cron> parse_cron(std::string_view text);

// The first matching minute after `after`, as seen on a clock in `time_zone`. A local time that
// daylight saving skips happens at the end of the gap; one that occurs twice happens once, the
// first time. nullopt if the expression never matches (31 February).
std::optional<model::Instant> next(const Cron& cron, const std::string& time_zone,
                                   model::Instant after);

} // namespace rosterd::schedule
