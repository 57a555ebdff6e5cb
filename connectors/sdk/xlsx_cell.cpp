#include "connectors/sdk/xlsx_cell.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

#include "core/model/time.hpp"

namespace rosterd::sdk
{

namespace
{

bool between(int value, int low, int high)
{
    return value >= low && value <= high;
}

std::optional<NumberLook> builtin_look(int id)
{
    // 32 to 35, 55 and 56 are times in one East Asian locale and dates in another.
    if (id == 22 || between(id, 32, 35) || id == 55 || id == 56) {
        return NumberLook::moment;
    }
    if (between(id, 18, 21) || between(id, 45, 47)) {
        return NumberLook::time;
    }
    const bool is_date = between(id, 14, 17) || between(id, 27, 31) || id == 36 ||
                         between(id, 50, 54) || id == 57 || id == 58;
    return is_date ? std::optional{NumberLook::date} : std::nullopt;
}

// The code without what it shows literally: "quoted", \escaped, [colours and conditions]; [h]
// counts hours. Only the first section counts: it is for positive numbers.
std::string placeholders_of(std::string_view code)
{
    std::string out;
    for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
        const char c = code[i];
        if (c == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else if (c == '[') {
            const std::size_t end = std::min(code.find(']', i), code.size());
            const char first = i + 1 < code.size() ? code[i + 1] : ' ';
            if (end == i + 2 || (end == i + 3 && code[i + 2] == first)) {
                out += first;
            }
            i = end;
        } else {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

std::string date_text(std::int64_t days, bool has_1904_dates)
{
    using namespace std::chrono;
    // Excel's 1900 calendar has a 29 February that never was: before it, days count from one later.
    const sys_days base = has_1904_dates ? sys_days{1904y / January / 1}
                          : days < 60    ? sys_days{1899y / December / 31}
                                         : sys_days{1899y / December / 30};
    return model::to_string(model::Date{base + std::chrono::days{days}});
}

std::string time_text(double fraction)
{
    const auto seconds = static_cast<int>(std::lround(fraction * 86'400));
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", seconds / 3600 % 24,
                  seconds / 60 % 60, seconds % 60);
    return text.data();
}

std::string plain_text(double value)
{
    std::array<char, 400> text{};
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return error == std::errc{} ? std::string{text.data(), end} : std::string{};
}

std::string zero_padded(std::string text, std::size_t digits)
{
    const bool all_digits = text.find_first_not_of("0123456789") == std::string::npos;
    if (all_digits && text.size() < digits) {
        text.insert(0, digits - text.size(), '0');
    }
    return text;
}

} // namespace

CellLook look_of(int format_id, std::string_view code)
{
    if (code.empty()) {
        return {builtin_look(format_id).value_or(NumberLook::number), 0};
    }
    const std::string shown = placeholders_of(code);
    if (shown == "general") {
        return {};
    }
    if (shown.size() > 1 && shown.find_first_not_of('0') == std::string::npos) {
        return {NumberLook::zeros, shown.size()};
    }
    const bool day = shown.find_first_of("yd") != std::string::npos;
    const bool time = shown.find_first_of("hs") != std::string::npos;
    const bool month = shown.find('m') != std::string::npos;
    if (day || month || time) {
        return {day ? (time ? NumberLook::moment : NumberLook::date)
                    : (time ? NumberLook::time : NumberLook::date),
                0};
    }
    return {};
}

std::string number_text(std::string_view number, CellLook look, bool has_1904_dates)
{
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || end != number.data() + number.size() || !std::isfinite(value)) {
        return std::string{number};
    }
    const bool whole = number.find_first_not_of("0123456789") == std::string_view::npos;
    // What can't be a date (the year 9999 is the last) is shown as the number it is.
    const bool datable = value >= 0 && value < 2'958'466;
    const auto days = static_cast<std::int64_t>(std::floor(datable ? value : 0));
    const double fraction = datable ? value - static_cast<double>(days) : 0;
    switch (look.look) {
    case NumberLook::date:
        if (datable) {
            return date_text(days, has_1904_dates);
        }
        break;
    case NumberLook::moment:
        if (datable && days == 0) {
            return time_text(fraction);
        }
        if (datable) {
            return date_text(days, has_1904_dates) +
                   (fraction > 0 ? "T" + time_text(fraction) : "");
        }
        break;
    case NumberLook::time:
        if (datable) {
            return time_text(fraction);
        }
        break;
    case NumberLook::zeros:
        return zero_padded(whole ? std::string{number} : plain_text(value), look.digits);
    case NumberLook::number:
        break;
    }
    return whole ? std::string{number} : plain_text(value);
}

std::string unescape_xlsx(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        if (text.substr(i, 2) == "_x" && text.size() >= i + 7 && text[i + 6] == '_') {
            const char* begin = text.data() + i + 2;
            const auto [end, error] = std::from_chars(begin, begin + 4, code, 16);
            if (error == std::errc{} && end == begin + 4 && code < 0x80) {
                out += static_cast<char>(code);
                i += 6;
                continue;
            }
        }
        out += text[i];
    }
    return out;
}

std::size_t column_of(std::string_view reference)
{
    std::size_t column = 0;
    std::size_t letters = 0;
    for (; letters < reference.size() &&
           std::isalpha(static_cast<unsigned char>(reference[letters])) != 0;
         ++letters) {
        const int upper = std::toupper(static_cast<unsigned char>(reference[letters]));
        column = column * 26 + static_cast<std::size_t>(upper - 'A' + 1);
    }
    return letters == 0 || letters > 3 ? std::string_view::npos : column - 1;
}

} // namespace rosterd::sdk
