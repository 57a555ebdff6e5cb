// One pass over a CSV file under one encoding: the dialect is found in its first records; then
// records stream by, and only those the sink does not know are parsed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sdk/csv_text.hpp"
#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/record_scanner.hpp"
#include "connectors/sdk/row_writer.hpp"
#include "connectors/sdk/table.hpp"

namespace rosterd::sdk
{

class CsvPass
{
public:
    CsvPass(const std::string& file, const std::string& source, const TableOptions& options,
            const Encoding& encoding, RecordSink& sink); // all of them must outlive it

    model::Result<TableSummary> run(TextReader& text);
    // Where the text stopped being UTF-8, if the pass failed for that reason; its bytes are left
    // out.
    const std::optional<RawRecord>& not_utf8() const { return not_utf8_; }

private:
    struct HeadRecord {
        std::string bytes;
        std::uint32_t row = 0;
        std::uint64_t offset = 0;
        bool ended = true;
    };
    model::Result<bool> next(RecordScanner& scanner, RawRecord& record) const;
    model::Result<std::vector<HeadRecord>> read_head(RecordScanner& scanner);
    // Settles the dialect; which of the records has the headings, nullopt: none.
    std::optional<std::size_t> begin_with(const std::vector<HeadRecord>& head);
    model::Result<void> take(const RawRecord& record);
    model::Result<void> take_unknown(const RawRecord& record, std::uint64_t fingerprint);
    model::Result<void> take_trailer(const RawRecord& record, std::vector<std::string>& cells);
    model::Result<void> check_bytes(const RawRecord& record);
    model::Result<void> check_trailer() const;
    void report_encoding();
    bool is_blank_line(std::string_view bytes) const;
    tl::unexpected<model::Error> fault(std::uint32_t row, std::size_t column, std::string message,
                                       std::string hint) const;

    std::string file_;
    const std::string& source_;
    const TableOptions& options_;
    const Encoding& encoding_;
    RecordSink& sink_;
    char separator_ = ',';
    std::optional<CsvParser> parser_;
    std::vector<std::string> cells_; // of the record at hand; kept for its memory
    std::optional<RowWriter> rows_;
    TableSummary summary_;
    std::optional<RawRecord> not_utf8_;
    std::optional<std::uint32_t> promised_; // by a trailer
    std::uint32_t trailer_row_ = 0;
};

} // namespace rosterd::sdk
