#include "connectors/sdk/csv_text.hpp"

#include <csv.h>

namespace rosterd::sdk
{

namespace
{

struct Rows {
    const std::function<void(std::vector<std::string>&)>& row;
    std::vector<std::string> cells;
    std::size_t count = 0;
};

void take_cell(void* text, std::size_t length, void* rows)
{
    static_cast<Rows*>(rows)->cells.emplace_back(static_cast<const char*>(text), length);
}

void take_row(int /*line_end*/, void* rows)
{
    auto& all = *static_cast<Rows*>(rows);
    ++all.count;
    all.row(all.cells);
    all.cells.clear();
}

int is_space(unsigned char)
{
    return 0;
} // blanks round a cell belong to it (RFC 4180, 2.4)

struct Parser {
    csv_parser state{};
    explicit Parser(char separator)
    {
        csv_init(&state, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(&state, static_cast<unsigned char>(separator));
        csv_set_space_func(&state, is_space);
    }
    ~Parser() { csv_free(&state); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
};

} // namespace

std::optional<CsvFault> parse_csv(std::string_view text, char separator,
                                  const std::function<void(std::vector<std::string>&)>& row)
{
    Parser parser{separator};
    Rows rows{row, {}, 0};
    const std::size_t read =
        csv_parse(&parser.state, text.data(), text.size(), take_cell, take_row, &rows);
    if (read != text.size()) {
        return CsvFault{rows.count + 1, rows.cells.size() + 1,
                        "a quotation mark stands where it may not: a cell with quotation marks "
                        "begins and ends with one, and those inside are doubled"};
    }
    if (csv_fini(&parser.state, take_cell, take_row, &rows) != 0) {
        return CsvFault{rows.count + 1, rows.cells.size() + 1,
                        "a quotation mark opens here and is never closed"};
    }
    return std::nullopt;
}

} // namespace rosterd::sdk
