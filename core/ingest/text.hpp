// UTF-8 text as people and spreadsheets write it, made plain: white space, invisible characters,
// full-width forms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ingest/remark.hpp"

namespace rosterd::ingest
{

enum class TextKind {
    code,  // numbers, mails, ids, dates: everything in its plainest form (NFKC)
    line,  // prose on one line; full-width punctuation is a matter of style and stays
    lines, // prose that may have line breaks
    name,  // a person's name: as line, and look-alikes of the middle dot become U+00B7
};

// Total and idempotent. Remarks: text.apostrophe, text.invisible, text.width, text.dot, text.spaces
// (fixed), text.encoding (error; the value is then empty), text.damaged (warning).
Cleaned<std::string> clean_text(std::string_view raw, TextKind kind);

bool is_utf8(std::string_view text);
std::string printable(std::string_view text); // invalid bytes become U+FFFD
std::size_t length_of(std::string_view utf8); // in Unicode characters

// One character from valid UTF-8 at `at`, which is moved past it.
char32_t next_character(std::string_view utf8, std::size_t& at);
void append(std::string& utf8, char32_t character);

std::string to_lower_ascii(std::string_view text);
std::string nfkc(std::string_view utf8);         // Unicode compatibility composition
std::string_view trimmed(std::string_view text); // without ASCII white space at the ends

// The parts between any of the separator characters, trimmed; "a;" has two parts.
std::vector<std::string> split_at(std::string_view utf8, std::u32string_view separators);
std::u32string characters_of(std::string_view utf8);

} // namespace rosterd::ingest
