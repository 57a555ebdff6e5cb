#include "connectors/sql/utf16.hpp"

#include <cstdint>

namespace rosterd::sql
{

namespace
{

void append_utf8(std::uint32_t point, std::string& to)
{
    const auto tail = [&](unsigned shift) {
        to += static_cast<char>(0x80u | ((point >> shift) & 0x3Fu));
    };
    if (point < 0x80) {
        to += static_cast<char>(point);
    } else if (point < 0x800) {
        to += static_cast<char>(0xC0u | (point >> 6));
        tail(0);
    } else if (point < 0x10000) {
        to += static_cast<char>(0xE0u | (point >> 12));
        tail(6);
        tail(0);
    } else {
        to += static_cast<char>(0xF0u | (point >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace

std::u16string to_utf16(std::string_view text)
{
    std::u16string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at++]);
        const int more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        std::uint32_t point = more == 0 ? first : first & (0x3Fu >> more);
        for (int i = 0; i < more && at < text.size(); ++i) {
            point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
        }
        if (point >= 0x10000) {
            out += static_cast<char16_t>(0xD800u + ((point - 0x10000) >> 10));
            out += static_cast<char16_t>(0xDC00u + ((point - 0x10000) & 0x3FFu));
        } else {
            out += static_cast<char16_t>(point);
        }
    }
    return out;
}

std::string to_utf8(std::u16string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char16_t unit = text[at];
        const bool is_high = unit >= 0xD800 && unit < 0xDC00;
        const bool is_pair =
            is_high && at + 1 < text.size() && text[at + 1] >= 0xDC00 && text[at + 1] < 0xE000;
        if (is_pair) {
            append_utf8(0x10000u + ((unit - 0xD800u) << 10) + (text[++at] - 0xDC00u), out);
        } else {
            append_utf8(unit >= 0xD800 && unit < 0xE000 ? 0xFFFDu : unit, out);
        }
    }
    return out;
}

} // namespace rosterd::sql
