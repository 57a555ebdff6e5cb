// A column of a result, and how what stands in it becomes text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rosterd::sql
{

enum class ColumnKind {
    text,    // also what has no better kind: intervals, uuid, json, arrays
    integer, // and decimals without a fraction
    decimal, // exact, with a fraction
    real,    // approximate
    boolean,
    date,
    moment, // a date with a time of day
    binary, // can't be read as text
};

struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::text;
    std::int16_t sql_type = 0; // as ODBC numbers it
    std::uint64_t size = 0;
    std::int16_t digits = 0;
};

// `digits`: behind the decimal point.
ColumnKind kind_of(std::int16_t sql_type, std::int16_t digits);

// "text", "a decimal number", ...: for messages.
std::string_view words_of(ColumnKind kind);

// Appends what the driver said of a value as people write it: "2024-03-01" for a date and for a
// moment without a time of day, "2024-03-01T08:30:00" for another, a real number without an
// exponent, "true" or "false". Dates that say "none" in their database's way ("0000-00-00",
// "infinity") are empty.
void append_text(ColumnKind kind, std::string_view raw, std::string& to);

// A real number in plain decimals, as short as it is exact.
std::string plain_number(double number);

} // namespace rosterd::sql
