// What came from a file or an HRIS goes to a terminal: without what a terminal obeys.
#pragma once

#include <string>
#include <string_view>

namespace rosterd::model
{

// Control characters, those of UTF-8's second hundred too (U+0080 to U+009F), become blanks.
inline std::string harmless(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
        if (byte == 0xC2 && next >= 0x80 && next < 0xA0) {
            out += ' ';
            ++at;
        } else {
            out += byte < 0x20 || byte == 0x7f ? ' ' : text[at];
        }
    }
    return out;
}

} // namespace rosterd::model
