// CSV files: the encoding, the dialect and the heading row are found in the file's beginning; then
// records stream by, and only those the sink does not know are parsed.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "connectors/sdk/csv_text.hpp"
#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/headings.hpp"
#include "connectors/sdk/record_scanner.hpp"
#include "connectors/sdk/row_writer.hpp"
#include "connectors/sdk/table_formats.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

constexpr std::size_t kSample = 1u << 20;
constexpr std::uint32_t kCancelEvery = 4096;

std::string_view name_of(char separator)
{
    return separator == ';' ? "semicolon" : (separator == '\t' ? "tab" : "comma");
}

// Known headings among the pieces of the text's beginning, whatever separates them.
std::size_t known_headings_in(std::string_view text, const IsKnownHeading& is_known)
{
    text = text.substr(0, 16u << 10);
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(",;\t\"\r\n"), text.size());
        pieces.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return count_known(pieces, is_known);
}

struct HeadRecord {
    std::string bytes;
    std::uint32_t row = 0;
    std::uint64_t offset = 0;
};

struct Dialect {
    char separator = ',';
    std::size_t heading = 0; // index among the head records
    std::vector<std::string> headings;
};

// One pass over the file under one encoding.
class Pass
{
public:
    Pass(const std::string& file, const std::string& source, const TableOptions& options,
         const Encoding& encoding, RecordSink& sink)
        : file_{file_name_of(file)}, source_{source}, options_{options}, encoding_{encoding},
          sink_{sink}
    {
    }

    model::Result<TableSummary> run(TextReader& text);
    // Where in the file the text stopped being UTF-8, if the pass failed for that reason.
    const std::optional<RawRecord>& not_utf8() const { return not_utf8_; }

private:
    model::Result<std::vector<HeadRecord>> read_head(RecordScanner& scanner);
    std::optional<Dialect> find_dialect(const std::vector<HeadRecord>& head) const;
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

model::Result<TableSummary> Pass::run(TextReader& text)
{
    RecordScanner scanner{text};
    const auto head = read_head(scanner);
    if (!head) {
        return tl::unexpected(head.error());
    }
    auto dialect = find_dialect(*head);
    if (!dialect) {
        return no_heading_row(file_);
    }
    separator_ = dialect->separator;
    parser_.emplace(separator_);
    summary_.encoding = encoding_.name;
    summary_.separator = name_of(separator_);
    summary_.heading_row = (*head)[dialect->heading].row;
    summary_.headings = dialect->headings;
    summary_.dingtalk_template = is_dingtalk_template(dialect->headings);
    rows_.emplace(file_, source_, std::move(dialect->headings), std::string{separator_}, sink_);
    report_encoding();
    for (std::size_t i = dialect->heading + 1; i < head->size(); ++i) {
        const HeadRecord& one = (*head)[i];
        if (auto taken = take({one.bytes, one.row, one.offset}); !taken) {
            return tl::unexpected(taken.error());
        }
    }
    RawRecord record;
    for (;;) {
        const auto more = scanner.next(record);
        if (!more) {
            return model::fail(more.error().kind, file_ + ": " + more.error().message,
                               more.error().hint);
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

model::Result<std::vector<HeadRecord>> Pass::read_head(RecordScanner& scanner)
{
    std::vector<HeadRecord> head;
    RawRecord record;
    while (head.size() < kHeadingArea) {
        const auto more = scanner.next(record);
        if (!more) {
            return model::fail(more.error().kind, file_ + ": " + more.error().message,
                               more.error().hint);
        }
        if (!*more) {
            break;
        }
        if (auto sound = check_bytes(record); !sound) {
            return tl::unexpected(sound.error());
        }
        head.push_back({std::string{record.bytes}, record.row, record.offset});
    }
    return head;
}

std::optional<Dialect> Pass::find_dialect(const std::vector<HeadRecord>& head) const
{
    std::optional<Dialect> best;
    std::size_t most = 0;
    for (const char separator : {',', ';', '\t'}) {
        const char used = options_.separator == 0 ? separator : options_.separator;
        std::vector<std::vector<std::string>> rows(head.size());
        for (std::size_t i = 0; i < head.size(); ++i) {
            const auto keep = [&](std::vector<std::string>& cells) { rows[i] = cells; };
            if (parse_csv(head[i].bytes, used, keep)) {
                rows[i].clear(); // if it is not a note, it is met again as a record
            }
        }
        const std::size_t at = find_heading_row(rows, options_.is_known_heading);
        const std::size_t known =
            at == rows.size() ? 0 : count_known(rows[at], options_.is_known_heading);
        if (known > most) {
            most = known;
            std::transform(rows[at].begin(), rows[at].end(), rows[at].begin(),
                           [](const std::string& cell) { return trimmed(cell); });
            best = Dialect{used, at, std::move(rows[at])};
        }
    }
    return best;
}

model::Result<void> Pass::take(const RawRecord& record)
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

model::Result<void> Pass::take_unknown(const RawRecord& record, std::uint64_t fingerprint)
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
    const auto written = rows_->write(record.row, fingerprint, cells);
    if (!written) {
        return tl::unexpected(written.error());
    }
    summary_.rows += *written ? 1 : 0;
    return {};
}

// "#TRAILER,rows=1000,...": the writer's own count, the proof that nothing was cut off.
model::Result<void> Pass::take_trailer(const RawRecord& record, std::vector<std::string>& cells)
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

model::Result<void> Pass::check_trailer() const
{
    if (promised_ && *promised_ != summary_.rows) {
        return fault(trailer_row_, 0,
                     "the trailer says " + std::to_string(*promised_) + " rows, the file has " +
                         std::to_string(summary_.rows),
                     "the file is incomplete, or was put together wrongly: export it again");
    }
    return {};
}

model::Result<void> Pass::check_bytes(const RawRecord& record)
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

void Pass::report_encoding()
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

bool Pass::is_blank_line(std::string_view bytes) const
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [this](char c) { return c == separator_ || c == ' ' || c == '\t'; });
}

tl::unexpected<model::Error> Pass::fault(std::uint32_t row, std::size_t column, std::string message,
                                         std::string hint) const
{
    if (rows_) {
        return rows_->fault(row, column, std::move(message), std::move(hint));
    }
    return RowWriter{file_, source_, {}, "", sink_}.fault(row, column, std::move(message),
                                                          std::move(hint));
}

// The encoding for a second try, when text stopped being UTF-8 at `offset`. Text that has had
// characters of UTF-8 before is UTF-8 with a fault in it.
std::optional<Encoding> second_encoding(const std::string& file, std::uint64_t offset,
                                        const TableOptions& options)
{
    if (options.encoding.empty()) {
        for (std::uint64_t at = 0; at < offset; at += kSample) {
            const auto bytes = read_bytes(file, at, std::min<std::uint64_t>(kSample, offset - at));
            if (!bytes || std::any_of(bytes->begin(), bytes->end(), [](char c) {
                    return static_cast<unsigned char>(c) >= 0x80;
                })) {
                return std::nullopt;
            }
        }
    }
    const auto sample = read_bytes(file, offset, kSample);
    if (!sample) {
        return std::nullopt;
    }
    auto encoding = choose_legacy_encoding(*sample, options.encoding, [&](std::string_view text) {
        return known_headings_in(text, options.is_known_heading);
    });
    return encoding ? std::optional{*encoding} : std::nullopt;
}

model::Result<TableSummary> pass_over(const std::string& file, Pass& pass, const Encoding& encoding)
{
    const auto text = open_text(file, encoding);
    if (!text) {
        return tl::unexpected(text.error());
    }
    return pass.run(**text);
}

} // namespace

model::Result<TableSummary> read_csv(const std::string& file, const std::string& source,
                                     const TableOptions& options, RecordSink& sink)
{
    const auto head = read_bytes(file, 0, kSample);
    if (!head) {
        return tl::unexpected(head.error());
    }
    const auto encoding = choose_encoding(*head, options.encoding, [&](std::string_view text) {
        return known_headings_in(text, options.is_known_heading);
    });
    if (!encoding) {
        return model::fail(encoding.error().kind,
                           file_name_of(file) + ": " + encoding.error().message,
                           encoding.error().hint);
    }
    Pass pass{file, source, options, *encoding, sink};
    auto summary = pass_over(file, pass, *encoding);
    if (summary || !pass.not_utf8() || encoding->bom > 0) {
        return summary;
    }
    const auto second = second_encoding(file, pass.not_utf8()->offset, options);
    if (!second) {
        return summary;
    }
    sink.restart();
    Pass again{file, source, options, *second, sink};
    return pass_over(file, again, *second);
}

} // namespace rosterd::sdk
