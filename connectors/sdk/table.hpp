// Files with rows: CSV in any usual dialect and encoding, and XLSX, read as a stream of records.
// For every connector whose HRIS ends in a file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/model/result.hpp"
#include "core/model/time.hpp"

namespace rosterd::sdk
{

struct TableOptions {
    std::string encoding; // empty: detect and report; "UTF-8" "GB18030" "Big5-HKSCS" "UTF-16" ...
    char separator = 0;   // 0: detect among comma, semicolon, tab
    std::string sheet;    // XLSX: name; empty = the first visible one
    std::uint64_t max_bytes = 4ull << 30;
    model::Duration settle{
        1000}; // a file changed less than this ago, or open for writing, is waited for
    model::Duration patience{10000}; // ... this long, then the read is an error of kind transient
    // Which headings mean something: the row with most of them is the heading row. Empty: a short
    // list of usual headings in three languages.
    std::function<bool(const std::string&)> is_known_heading;
    std::function<void(model::Duration)> pause; // how to wait; empty: the thread sleeps
    std::function<bool()> cancelled;            // asked now and then; empty: never
};

struct TableSummary {
    std::string encoding;              // as read
    std::string separator;             // "comma" "semicolon" "tab" "xlsx"
    std::uint32_t heading_row = 0;     // 1-based
    std::vector<std::string> headings; // as written, trimmed
    std::uint32_t rows = 0;            // records, blank rows left out
    bool dingtalk_template = false;
};

// Streams the records of `file` into `sink`, cells as they stand: what a spreadsheet did to them
// (apostrophes, serial dates, failed formulas) is for ingest to mend, which knows what they mean.
// Findings are about the file (file.encoding) or a whole row (row.short) and carry its number.
// Decides by content whether it is XLSX. Errors: not_found; transient (still being written);
// cancelled; invalid (no heading row recognised, undecodable bytes, unbalanced quotes, more cells
// than headings, too large) with file, row and column in the message. A fingerprint depends on the
// headings, the separator and the record's text; so a file saved in another encoding, or with its
// rows in another order, is known. `sink.restart()` is called when the encoding turns out to be
// another one late in the file.
model::Result<TableSummary> read_table(const std::string& file, const std::string& source,
                                       const TableOptions& options, RecordSink& sink);

} // namespace rosterd::sdk
