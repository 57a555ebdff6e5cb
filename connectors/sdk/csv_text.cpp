#include "connectors/sdk/csv_text.hpp"

#include <csv.h>

namespace rosterd::sdk
{

namespace
{

struct Rows {
    const CsvRow& row;
    std::vector<std::string>& cells;
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

void start(csv_parser& parser, char separator)
{
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser, static_cast<unsigned char>(separator));
    csv_set_space_func(&parser, is_space);
    csv_set_blk_size(&parser, 4096);
}

} // namespace

struct CsvParser::State {
    csv_parser parser{};
    char separator = ',';
    std::vector<std::string> cells;
};

CsvParser::CsvParser(char separator) : state_{std::make_unique<State>()}
{
    state_->separator = separator;
    start(state_->parser, separator);
}

CsvParser::~CsvParser()
{
    csv_free(&state_->parser);
}

std::optional<CsvFault> CsvParser::parse(std::string_view text, const CsvRow& row)
{
    csv_parser& parser = state_->parser;
    state_->cells.clear();
    Rows rows{row, state_->cells};
    const char* message = nullptr;
    if (csv_parse(&parser, text.data(), text.size(), take_cell, take_row, &rows) != text.size()) {
        message =
            "a quotation mark stands where it may not: a cell with quotation marks begins and "
            "ends with one, and those inside are doubled";
    } else if (csv_fini(&parser, take_cell, take_row, &rows) != 0) {
        message = "a quotation mark opens here and is never closed";
    }
    if (message == nullptr) {
        return std::nullopt;
    }
    // A fault leaves the parser in the middle of the text.
    csv_free(&parser);
    start(parser, state_->separator);
    return CsvFault{rows.count + 1, rows.cells.size() + 1, message};
}

std::optional<CsvFault> parse_csv(std::string_view text, char separator, const CsvRow& row)
{
    return CsvParser{separator}.parse(text, row);
}

} // namespace rosterd::sdk
