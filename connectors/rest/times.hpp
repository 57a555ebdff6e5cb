// Times as HR systems write them: made and read by a format, in a zone.
#pragma once

#include <optional>
#include <string>

#include "core/model/time.hpp"

namespace rosterd::rest
{

struct TimeStyle {
    std::string format = "iso"; // iso iso_ms date seconds ms, or with %Y %m %d %H %M %S %L %z
    std::string zone = "UTC";
};

bool is_zone(const std::string& name);
// Whether to_text() can carry it out.
bool is_time_format(const std::string& format);

// In the style's zone; iso and iso_ms are always UTC.
std::string to_text(model::Instant time, const TimeStyle& style);

// ISO 8601 of any kind (date, blank or T between, fraction, offset), seconds or milliseconds since
// 1970. What names no offset is in the style's zone. nullopt: none of these.
std::optional<model::Instant> time_in(const std::string& text, const std::string& zone);

// Midnight of that day in the zone.
model::Instant begin_of_day(model::Date date, const std::string& zone);

} // namespace rosterd::rest
