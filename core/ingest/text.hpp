// UTF-8 text as people and spreadsheets write it, made plain: white space, invisible characters,
// full-width forms.
#pragma once

#include <string>
#include <string_view>

#include "core/ingest/remark.hpp"
#include "core/ingest/utf8.hpp"

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

// "'007" and "'+852-..." without the apostrophe that makes a spreadsheet take them for text.
std::string_view without_text_mark(std::string_view text);

// What a spreadsheet shows where a formula failed: "#REF!", "#N/A".
bool is_formula_error(std::string_view text);

// Characters that an export could not write, and made question marks of: two in a row, or one
// beside nothing but digits and blanks. Of names; a title may ask.
bool is_lost(std::string_view text);

std::string nfkc(std::string_view utf8); // Unicode compatibility composition

} // namespace rosterd::ingest
