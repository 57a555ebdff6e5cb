#include "connectors/sql/column.hpp"

#include <array>
#include <charconv>

#include <sqlext.h>

namespace rosterd::sql
{

namespace
{

bool says_none(std::string_view date)
{
    return date.starts_with("0000-00-00") || date == "infinity" || date == "-infinity";
}

void append_moment(std::string_view raw, std::string& to)
{
    constexpr std::size_t date_length = 10;
    if (raw.size() <= date_length) {
        to += raw;
        return;
    }
    std::string_view time = raw.substr(date_length + 1);
    if (const auto point = time.find('.'); point != std::string_view::npos) {
        const auto last = time.find_last_not_of('0');
        time = time.substr(0, last == point ? point : last + 1);
    }
    to += raw.substr(0, date_length);
    if (time != "00:00:00") {
        to += 'T';
        to += time;
    }
}

} // namespace

ColumnKind kind_of(std::int16_t sql_type, std::int16_t digits)
{
    switch (sql_type) {
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
        return ColumnKind::integer;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        return digits == 0 ? ColumnKind::integer : ColumnKind::decimal;
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
        return ColumnKind::real;
    case SQL_BIT:
        return ColumnKind::boolean;
    case SQL_TYPE_DATE:
        return ColumnKind::date;
    case SQL_TYPE_TIMESTAMP:
        return ColumnKind::moment;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        return ColumnKind::binary;
    default:
        return ColumnKind::text;
    }
}

std::string_view words_of(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::text:
        return "text";
    case ColumnKind::integer:
        return "a whole number";
    case ColumnKind::decimal:
    case ColumnKind::real:
        return "a number with a fraction";
    case ColumnKind::boolean:
        return "true or false";
    case ColumnKind::date:
        return "a date";
    case ColumnKind::moment:
        return "a timestamp";
    case ColumnKind::binary:
        return "binary data";
    }
    return "";
}

void append_text(ColumnKind kind, std::string_view raw, std::string& to)
{
    const bool is_date = kind == ColumnKind::date || kind == ColumnKind::moment;
    if (is_date && says_none(raw)) {
        return;
    }
    if (kind == ColumnKind::moment) {
        append_moment(raw, to);
    } else {
        to += raw;
    }
}

std::string plain_number(double number)
{
    std::array<char, 400> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    return error == std::errc{} ? std::string{text.data(), end} : std::string{};
}

} // namespace rosterd::sql
