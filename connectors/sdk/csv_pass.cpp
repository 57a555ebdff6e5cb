#include "connectors/sdk/csv_pass.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/sdk/csv_dialect.hpp"
#include "connectors/sdk/headings.hpp"
#include "connectors/sdk/table_formats.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

constexpr std::uint32_t kCancelEvery = 4096;

std::string_view name_of(char separator)
{
    return separator == ';' ? "semicolon" : (separator == '\t' ? "tab" : "comma");
}

} // namespace

CsvPass::CsvPass(const std::string& file, const std::string& source, const TableOptions& options,
                 const Encoding& encoding, RecordSink& sink)
    : file_{file_name_of(file)}, source_{source}, options_{options}, encoding_{encoding},
      sink_{sink}
{
}

model::Result<TableSummary> CsvPass::run(TextReader& text)
{
    RecordScanner scanner{text};
    const auto head = read_head(scanner);
    if (!head) {
        return tl::unexpected(head.error());
    }
    const auto heading = begin_with(*head);
    if (!heading) {
        return no_heading_row(file_);
    }
    for (std::size_t i = *heading + 1; i < head->size(); ++i) {
        const HeadRecord& one = (*head)[i];
        if (auto taken = take({one.bytes, one.row, one.offset, one.ended}); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    RawRecord record;
    for (;;) {
        const auto more = next(scanner, record);
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            break;
        }
        if (auto taken = take(record); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    if (auto complete = check_trailer(); !complete) {
        return tl::unexpected(complete.error());
    }
    return summary_;
}

model::Result<bool> CsvPass::next(RecordScanner& scanner, RawRecord& record) const
{
    auto more = scanner.next(record);
    if (!more) {
        return model::fail(more.error().kind, file_ + ": " + more.error().message,
                           more.error().hint);
    }
    return more;
}

model::Result<std::vector<CsvPass::HeadRecord>> CsvPass::read_head(RecordScanner& scanner)
{
    std::vector<HeadRecord> head;
    RawRecord record;
    while (head.size() < kHeadingArea) {
        const auto more = next(scanner, record);
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            break;
        }
        if (auto sound = check_bytes(record); !sound) {
            return tl::unexpected(sound.error());
        }
        head.push_back({std::string{record.bytes}, record.row, record.offset, record.ended});
    }
    return head;
}

std::optional<std::size_t> CsvPass::begin_with(const std::vector<HeadRecord>& head)
{
    std::vector<std::string_view> records;
    records.reserve(head.size());
    for (const HeadRecord& one : head) {
        records.push_back(one.bytes);
    }
    auto dialect = find_dialect(records, options_.separator, options_.is_known_heading);
    if (!dialect) {
        return std::nullopt;
    }
    separator_ = dialect->separator;
    parser_.emplace(separator_);
    summary_.encoding = encoding_.name;
    summary_.separator = name_of(separator_);
    summary_.heading_row = head[dialect->heading].row;
    summary_.headings = dialect->headings;
    summary_.dingtalk_template = is_dingtalk_template(dialect->headings);
    rows_.emplace(file_, source_, std::move(dialect->headings), std::string{separator_}, sink_);
    report_encoding();
    return dialect->heading;
}

model::Result<void> CsvPass::take(const RawRecord& record)
{
    if (is_blank_line(record.bytes)) {
        return {};
    }
    if (options_.cancelled && record.row % kCancelEvery == 0 && options_.cancelled()) {
        return model::fail(ErrorKind::cancelled, file_ + ": reading was stopped");
    }
    const std::uint64_t fingerprint = rows_->fingerprint(record.bytes);
    if (rows_->known(fingerprint, record.row)) {
        ++summary_.rows;
        return {};
    }
    return take_unknown(record, fingerprint);
}

model::Result<void> CsvPass::take_unknown(const RawRecord& record, std::uint64_t fingerprint)
{
    if (auto sound = check_bytes(record); !sound) {
        return sound;
    }
    std::vector<std::string>& cells = cells_;
    cells.clear();
    const auto keep = [&cells](std::vector<std::string>& row) { cells.swap(row); };
    if (const auto wrong = parser_->parse(record.bytes, keep)) {
        return rows_->fault(record.row, wrong->column - 1, wrong->message,
                            "mend the quotation marks of this cell");
    }
    if (!cells.empty() && cells[0].starts_with("#TRAILER")) {
        return take_trailer(record, cells);
    }
    if (!record.ended && cells.size() < summary_.headings.size()) {
        return rows_->fault(
            record.row, cells.size() - 1,
            "the file ends in the middle of this row: " + std::to_string(cells.size()) +
                " cells of " + std::to_string(summary_.headings.size()) + ", and no line end",
            "the file seems to be cut off: export or copy it again");
    }
    const auto written = rows_->write(record.row, fingerprint, cells);
    if (!written) {
        return tl::unexpected(written.error());
    }
    summary_.rows += *written ? 1 : 0;
    return {};
}

// "#TRAILER,rows=1000,...": the writer's own count, the proof that nothing was cut off.
model::Result<void> CsvPass::take_trailer(const RawRecord& record, std::vector<std::string>& cells)
{
    for (const std::string& cell : cells) {
        std::uint32_t rows = 0;
        if (cell.starts_with("rows=") &&
            std::from_chars(cell.data() + 5, cell.data() + cell.size(), rows).ec == std::errc{}) {
            promised_ = rows;
            trailer_row_ = record.row;
        }
    }
    return {};
}

model::Result<void> CsvPass::check_trailer() const
{
    if (promised_ && *promised_ != summary_.rows) {
        return fault(trailer_row_, 0,
                     "the trailer says " + std::to_string(*promised_) + " rows, the file has " +
                         std::to_string(summary_.rows),
                     "the file is incomplete, or was put together wrongly: export it again");
    }
    return {};
}

model::Result<void> CsvPass::check_bytes(const RawRecord& record)
{
    std::size_t bad = record.bytes.find('\0');
    if (encoding_.name == "UTF-8") {
        const std::size_t valid = valid_utf8_prefix(record.bytes);
        if (valid < record.bytes.size()) {
            not_utf8_ = RawRecord{{}, record.row, record.offset + encoding_.bom};
        }
        bad = std::min(bad, valid < record.bytes.size() ? valid : bad);
    }
    if (bad == std::string_view::npos) {
        return {};
    }
    const std::string_view before = record.bytes.substr(0, bad);
    const auto column = std::count(before.begin(), before.end(), separator_);
    return fault(record.row, static_cast<std::size_t>(column),
                 "bytes that are not " + encoding_.name + " text",
                 "save the file as UTF-8, or configure its `encoding`");
}

void CsvPass::report_encoding()
{
    if (!encoding_.detected) {
        return;
    }
    auto finding = rows_->finding_at(
        0, 0, "file.encoding", encoding_.weak ? model::Severity::warning : model::Severity::fixed);
    finding.value = encoding_.name;
    finding.after = encoding_.weak ? "" : "UTF-8";
    finding.message = "the file is not UTF-8; it was read as " + encoding_.name +
                      (encoding_.weak ? ", on little evidence" : "");
    finding.hint = "configure `encoding: " + encoding_.name + "` if that is right";
    sink_.finding(std::move(finding));
}

bool CsvPass::is_blank_line(std::string_view bytes) const
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [this](char c) { return c == separator_ || c == ' ' || c == '\t'; });
}

tl::unexpected<model::Error> CsvPass::fault(std::uint32_t row, std::size_t column,
                                            std::string message, std::string hint) const
{
    if (rows_) {
        return rows_->fault(row, column, std::move(message), std::move(hint));
    }
    return RowWriter{file_, source_, {}, "", sink_}.fault(row, column, std::move(message),
                                                          std::move(hint));
}

} // namespace rosterd::sdk
