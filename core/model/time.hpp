// Points in time and calendar dates, and their text forms. No clock is read here: the time is
// passed in.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rosterd::model
{

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;
using Date = std::chrono::year_month_day;

// "2026-11-22"; the empty string for a date that does not exist.
std::string to_string(Date date);

// Strict ISO 8601 calendar date. Other notations are the business of core/ingest.
std::optional<Date> parse_date(std::string_view text);

// "2026-11-22T02:30:00.000Z", always UTC, always milliseconds.
std::string to_string(Instant instant);

// ISO 8601 with `Z` or a numeric offset, seconds or milliseconds.
std::optional<Instant> parse_instant(std::string_view text);

// "30s" "5m" "2h" "7d" "250ms"; nullopt for anything else, negative values included.
std::optional<Duration> parse_duration(std::string_view text);

// Milliseconds since 1970 at 00:00 UTC of that day: how DingTalk's `hired_date` is stated here.
std::int64_t to_unix_ms(Date date);

} // namespace rosterd::model
