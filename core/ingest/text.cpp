#include "core/ingest/text.hpp"

#include <algorithm>
#include <array>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

namespace rosterd::ingest
{

namespace
{

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kMiddleDot = 0x00B7;
constexpr char32_t kFullStop = 0xFF0E; // full-width

bool is_space(char32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool is_line_break(char32_t c)
{
    return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

bool is_invisible(char32_t c)
{
    return (c < 0x20 && !is_space(c)) || (c >= 0x7F && c <= 0x9F && c != 0x85) || c == 0xAD ||
           c == 0x061C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
           (c >= 0xFFF9 && c <= 0xFFFB);
}

bool is_ideograph(char32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x20000 && c <= 0x3FFFD);
}

// Full-width and half-width punctuation, which Chinese prose uses by choice.
bool is_wide_punctuation(char32_t c)
{
    return (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
           (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) || c == 0x2026;
}

bool is_dot_look_alike(char32_t c)
{
    return c == 0x2027 || c == 0x2022 || c == 0x30FB || c == 0xFF65 || c == 0x22C5 || c == 0x2219;
}

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

// Most cells: nothing in them that any step below would touch.
bool is_plain(std::string_view text)
{
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        bool valid = true;
        const char32_t c = decode(text, at, valid);
        const bool ascii = c > 0x20 && c < 0x7F;
        const bool single_space = c == ' ' && before != ' ';
        if (!valid || (!ascii && !single_space && !(c >= 0x4E00 && c <= 0x9FFF))) {
            return false;
        }
        before = c;
    }
    return text.empty() || (before != ' ' && text.front() != '\'');
}

const icu::Normalizer2* normalizer()
{
    static const icu::Normalizer2* const instance = [] {
        UErrorCode error = U_ZERO_ERROR;
        return icu::Normalizer2::getNFKCInstance(error); // ICU owns it; null if its data is missing
    }();
    return instance;
}

// A line break counts once, however it is written.
std::string without_invisible(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (!is_invisible(c)) {
            append(out, c);
        }
    }
    return out;
}

std::string plain_width(std::string_view text, TextKind kind)
{
    if (kind == TextKind::code) {
        return nfkc(text);
    }
    std::string out;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_character(text, at);
        if (is_wide_punctuation(c) || is_space(c)) {
            out += nfkc(text.substr(begin, here - begin));
            out += text.substr(here, at - here);
            begin = at;
        }
    }
    return out + nfkc(text.substr(begin));
}

std::string with_middle_dots(std::string_view text)
{
    std::u32string characters = characters_of(text);
    const auto ideograph_at = [&](std::size_t i) {
        return i < characters.size() && is_ideograph(characters[i]);
    };
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const bool between = i > 0 && ideograph_at(i - 1) && ideograph_at(i + 1);
        if (is_dot_look_alike(characters[i]) || (characters[i] == kFullStop && between)) {
            characters[i] = kMiddleDot;
        }
    }
    std::string out;
    for (const char32_t c : characters) {
        append(out, c);
    }
    return out;
}

// Runs of white space become one space (or one line break, where the kind has lines); none at the
// ends.
std::string collapsed(std::string_view text, TextKind kind)
{
    std::string out;
    bool space = false;
    bool line_break = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        if (is_space(c)) {
            space = true;
            line_break = line_break || is_line_break(c);
            continue;
        }
        if (space && !out.empty()) {
            out += line_break && kind == TextKind::lines ? '\n' : ' ';
        }
        space = line_break = false;
        append(out, c);
    }
    return out;
}

std::string_view without_apostrophe(std::string_view text)
{
    const auto begin = text.find_first_not_of("' \n");
    const std::string_view head = text.substr(0, begin);
    return head.find('\'') == std::string_view::npos ? text
           : begin == std::string_view::npos         ? std::string_view{}
                                                     : text.substr(begin);
}

} // namespace

Cleaned<std::string> clean_text(std::string_view raw, TextKind kind)
{
    if (is_plain(raw)) {
        return {std::string{raw}, {}};
    }
    if (!is_utf8(raw)) {
        return {{}, {{"text.encoding", {}, {}}}};
    }
    std::vector<std::string_view> rules;
    std::string text{raw};
    const auto step = [&](std::string_view rule, std::string after) {
        if (after != text) {
            rules.push_back(rule);
            text = std::move(after);
        }
    };
    step("text.invisible", without_invisible(text));
    step("text.width", plain_width(text, kind));
    if (kind == TextKind::name) {
        step("text.dot", with_middle_dots(text));
    }
    step("text.spaces", collapsed(text, kind));
    step("text.apostrophe", collapsed(without_apostrophe(text), kind));
    Cleaned<std::string> out{std::move(text), {}};
    for (const std::string_view rule : rules) {
        out.remarks.push_back({rule, out.value, {}});
    }
    if (out.value.find("\xEF\xBF\xBD") != std::string::npos) {
        out.remarks.push_back({"text.damaged", {}, {}});
    }
    return out;
}

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

std::size_t length_of(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
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

std::string nfkc(std::string_view utf8)
{
    const bool ascii = std::ranges::all_of(utf8, [](char c) { return (c & 0x80) == 0; });
    if (ascii || normalizer() == nullptr) {
        return std::string{utf8};
    }
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode error = U_ZERO_ERROR;
    const icu::StringPiece piece{utf8.data(), static_cast<std::int32_t>(utf8.size())};
    normalizer()->normalizeUTF8(0, piece, sink, nullptr, error);
    return U_SUCCESS(error) ? out : std::string{utf8};
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
