// Strict RFC 4180 parsing of CSV text into cells.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rosterd::sdk
{

struct CsvFault {
    std::size_t row = 0;    // 1-based, blank lines not counted
    std::size_t column = 0; // 1-based
    std::string message;
};

// Calls `row` for each row with anything in it; the cells may be moved from. Stops at the first
// fault: an unbalanced quotation mark, or text before or after a quoted cell.
std::optional<CsvFault> parse_csv(std::string_view text, char separator,
                                  const std::function<void(std::vector<std::string>& cells)>& row);

} // namespace rosterd::sdk
