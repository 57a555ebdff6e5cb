#include "core/ingest/utf8.hpp"

#include <algorithm>
#include <array>

namespace rosterd::ingest
{

namespace
{

constexpr char32_t kReplacement = 0xFFFD;

// Decodes one character; kReplacement with `valid` false where the bytes are not UTF-8.
char32_t decode(std::string_view text, std::size_t& at, bool& valid)
{
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const unsigned lead = byte(at);
    valid = true;
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    char32_t value = lead & (0xFFu >> (size + 1));
    valid = lead >= 0xC2 && lead <= 0xF4;
    for (std::size_t i = 1; valid && i < size; ++i) {
        valid = (byte(at + i) & 0xC0u) == 0x80;
        value = (value << 6) | (byte(at + i) & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    valid =
        valid && value >= least[size] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    at += valid ? size : 1;
    return valid ? value : kReplacement;
}

} // namespace

bool is_utf8(std::string_view text)
{
    bool valid = true;
    for (std::size_t at = 0; valid && at < text.size();) {
        decode(text, at, valid);
    }
    return valid;
}

std::string printable(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        append(out, next_character(text, at));
    }
    return out;
}

char32_t next_character(std::string_view utf8, std::size_t& at)
{
    bool valid = true;
    return decode(utf8, at, valid);
}

void append(std::string& utf8, char32_t character)
{
    const auto put = [&](char32_t byte) { utf8 += static_cast<char>(byte); };
    if (character < 0x80) {
        put(character);
    } else if (character < 0x800) {
        put(0xC0 | (character >> 6));
        put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
        put(0xE0 | (character >> 12));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    } else {
        put(0xF0 | (character >> 18));
        put(0x80 | ((character >> 12) & 0x3F));
        put(0x80 | ((character >> 6) & 0x3F));
        put(0x80 | (character & 0x3F));
    }
}

std::string to_lower_ascii(std::string_view text)
{
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\r\n");
    const auto end = text.find_last_not_of(" \t\r\n");
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, end - begin + 1);
}

std::vector<std::string> split_at(std::string_view utf8, std::u32string_view separators)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t here = at;
        if (separators.find(next_character(utf8, at)) != std::u32string_view::npos) {
            parts.emplace_back(trimmed(utf8.substr(begin, here - begin)));
            begin = at;
        }
    }
    parts.emplace_back(trimmed(utf8.substr(begin)));
    return parts;
}

std::u32string characters_of(std::string_view utf8)
{
    std::u32string out;
    for (std::size_t at = 0; at < utf8.size();) {
        out += next_character(utf8, at);
    }
    return out;
}

} // namespace rosterd::ingest
