// Text in columns that line up on a terminal, where a Chinese character takes two cells.
#pragma once

#include <string>
#include <vector>

namespace rosterd::cli
{

// How many cells a text takes on a terminal.
std::size_t cells_of(const std::string& text);

// The text in exactly so many cells: filled up with blanks, or cut with "…" at its end. Control
// characters become blanks: what came from a source goes to a terminal.
std::string in_cells(const std::string& text, std::size_t cells);

// Rows below their headings. A column is as wide as its longest text, `most` at most; the last one
// is as long as it is. Lines end without blanks.
std::string in_columns(const std::vector<std::string>& headings,
                       const std::vector<std::vector<std::string>>& rows, std::size_t most);

} // namespace rosterd::cli
