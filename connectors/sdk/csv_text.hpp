// Strict RFC 4180 parsing of CSV text into cells.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
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

// Called for each row with anything in it; the cells may be moved from.
using CsvRow = std::function<void(std::vector<std::string>& cells)>;

// Parses one text after the other; keeps its buffers, so that many short texts are cheap.
class CsvParser
{
public:
    explicit CsvParser(char separator);
    ~CsvParser();
    CsvParser(const CsvParser&) = delete;
    CsvParser& operator=(const CsvParser&) = delete;

    // Stops at the first fault: an unbalanced quotation mark, or text before or after a quoted
    // cell.
    std::optional<CsvFault> parse(std::string_view text, const CsvRow& row);

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::optional<CsvFault> parse_csv(std::string_view text, char separator, const CsvRow& row);

} // namespace rosterd::sdk
