// How far a read has come, by a column that grows with every change: a timestamp or a whole number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/sql/column.hpp"
#include "core/model/time.hpp"

namespace rosterd::sql
{

// How far before the last watermark a read of changes begins: what was written earlier may have
// been committed later.
struct Overlap {
    model::Duration time{300'000};
    std::int64_t number = 1000; // where the watermark is a whole number
};

bool may_be_watermark(ColumnKind kind);

// A value as a watermark: "4711", or "2026-11-28 08:30:00.123456", whatever the database's
// precision. nullopt: no value (NULL, a zero date).
std::optional<std::string> watermark_of(ColumnKind kind, std::string_view raw);

// Both of one kind, as watermark_of gives them.
bool is_later(const std::string& a, const std::string& b);

// A watermark that much earlier.
std::string earlier(const std::string& watermark, const Overlap& overlap);

// A day or more after `now`: someone mistyped it, and whoever went by it would see no more changes
// until then. A day, since a column may be in any time zone.
bool is_in_the_future(const std::string& watermark, model::Instant now);

} // namespace rosterd::sql
