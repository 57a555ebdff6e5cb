#include "connectors/rest/anonymise_texts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "connectors/rest/times.hpp"

namespace rosterd::rest
{

namespace
{

constexpr std::array<std::string_view, 16> kCharacters{
    "林", "陳", "安", "明", "文", "家", "欣", "宇", "子", "美", "志", "偉", "雅", "思", "俊", "怡"};
constexpr std::array<std::string_view, 8> kLetters{"á", "é", "í", "ó", "ú", "ñ", "ö", "ü"};

// Bytes of the character that begins here.
std::size_t length_at(const std::string& text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return std::min(length, text.size() - at);
}

} // namespace

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_number(const std::string& text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_time(const std::string& text)
{
    return (!is_number(text) && text.size() >= 10 && time_in(text, "UTC")) ||
           text.starts_with("/Date(") || text == "0000-00-00";
}

bool is_point_in_time(std::int64_t number)
{
    const std::int64_t seconds = number > 100'000'000'000 ? number / 1000 : number;
    return seconds > 946'684'800 && seconds < 2'524'608'000; // 2000 to 2050
}

std::string scrambled(const std::string& shape, std::uint64_t chance)
{
    std::string out;
    for (std::size_t at = 0; at < shape.size();) {
        const std::size_t length = length_at(shape, at);
        const char c = shape[at];
        chance = chance * 6364136223846793005ULL + 1442695040888963407ULL;
        const std::uint64_t draw = chance >> 33U;
        if (length > 2) {
            out += kCharacters[draw % kCharacters.size()];
        } else if (length == 2) {
            out += kLetters[draw % kLetters.size()];
        } else if (is_digit(c)) {
            const bool leads = out.empty() || !is_digit(out.back());
            out += static_cast<char>('0' + (leads && c != '0' ? 1 + draw % 9 : draw % 10));
        } else if (is_letter(c)) {
            out += static_cast<char>((c >= 'a' ? 'a' : 'A') + static_cast<char>(draw % 26));
        } else {
            out += c;
        }
        at += length;
    }
    return out;
}

} // namespace rosterd::rest
