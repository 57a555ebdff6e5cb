// What a spreadsheet cell says, as text.
#pragma once

#include <string>
#include <string_view>

namespace rosterd::sdk
{

enum class NumberLook {
    number, // plain decimal text
    date,   // yyyy-MM-dd, the time of day left out
    moment, // yyyy-MM-ddTHH:mm:ss where there is a time of day
    time,   // HH:mm:ss
    zeros,  // digits with leading zeros, as many as the format has
};

struct CellLook {
    NumberLook look = NumberLook::number;
    std::size_t digits = 0; // of NumberLook::zeros
};

// How a number format shows a number: by its builtin id (ECMA-376 18.8.30), or its own code.
CellLook look_of(int format_id, std::string_view code);

// A cell's number as it stands in the file. "1.38E10" becomes "13800000000"; what is no number
// comes back as it is.
std::string number_text(std::string_view number, CellLook look, bool has_1904_dates);

// "_x000D_" and the like stand for characters XML can't hold.
std::string unescape_xlsx(std::string_view text);

// 0 for "A7", 27 for "AB7"; npos for anything else.
std::size_t column_of(std::string_view reference);

} // namespace rosterd::sdk
