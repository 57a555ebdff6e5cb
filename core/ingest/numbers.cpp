#include "core/ingest/numbers.hpp"

#include <string_view>

namespace rosterd::ingest
{

namespace
{

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at)
{
    while (at < text.size() && is_digit(text[at])) {
        ++at;
    }
    return at;
}

// d.ddE+dd as spreadsheets print large numbers: one digit, a point with digits, the exponent. Ids
// such as "1E5" have no point and no sign and are left alone.
bool is_scientific(std::string_view text)
{
    if (text.size() < 4 || !is_digit(text[0])) {
        return false;
    }
    std::size_t at = 1;
    const bool point = text[at] == '.';
    at = point ? skip_digits(text, at + 1) : at;
    if (at >= text.size() || (text[at] != 'E' && text[at] != 'e')) {
        return false;
    }
    ++at;
    const bool sign = at < text.size() && (text[at] == '+' || text[at] == '-');
    const std::size_t digits = at + (sign ? 1 : 0);
    return (point || sign) && digits < text.size() && skip_digits(text, digits) == text.size();
}

} // namespace

Cleaned<std::string> clean_number(const std::string& text)
{
    if (is_scientific(text)) {
        return {{}, {{"*.excel", {}, {}}}};
    }
    const std::size_t point = skip_digits(text, 0);
    const bool whole = point > 0 && point + 1 < text.size() && text[point] == '.' &&
                       text.find_first_not_of('0', point + 1) == std::string::npos;
    if (!whole) {
        return {text, {}};
    }
    return {text.substr(0, point), {{"number.decimal", text.substr(0, point), {}}}};
}

} // namespace rosterd::ingest
