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

// Most cells: nothing in them that any step below would touch.
bool is_plain(std::string_view text)
{
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_character(text, at);
        const bool ascii = c > 0x20 && c < 0x7F;
        const bool single_space = c == ' ' && before != ' ';
        if (!ascii && !single_space && !(c >= 0x4E00 && c <= 0x9FFF)) {
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

// Needed for what would be a number, a date or a formula; else it may belong to a name: 's.
std::string_view without_text_mark(std::string_view text)
{
    constexpr std::string_view follows = "0123456789+-=@";
    const bool marked =
        text.size() > 1 && text[0] == '\'' && follows.find(text[1]) != std::string_view::npos;
    return marked ? text.substr(1) : text;
}

bool is_formula_error(std::string_view text)
{
    constexpr std::array<std::string_view, 14> codes{
        "#REF!",   "#N/A",   "#VALUE!", "#NAME?",    "#DIV/0!",   "#NULL!", "#NUM!",
        "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!"};
    return text.starts_with('#') && std::ranges::find(codes, text) != codes.end();
}

bool is_lost(std::string_view text)
{
    return text.find("??") != std::string_view::npos ||
           (text.find('?') != std::string_view::npos &&
            text.find_first_not_of("?0123456789 ") == std::string_view::npos);
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

} // namespace rosterd::ingest
