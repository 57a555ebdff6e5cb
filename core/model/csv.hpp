// Writing CSV that a spreadsheet program shows and never runs.
#pragma once

#include <string>
#include <string_view>

namespace rosterd::model
{

// Quoted, quotes doubled. A text that a spreadsheet would take for a formula gets an apostrophe in
// front. A plus or minus before nothing but digits, spaces, dashes and brackets is a number, not a
// formula.
std::string csv_cell(std::string_view text);

} // namespace rosterd::model
