// XLSX: the rows of one sheet as records.
#include "connectors/sdk/headings.hpp"
#include "connectors/sdk/row_writer.hpp"
#include "connectors/sdk/table_formats.hpp"
#include "connectors/sdk/xlsx_archive.hpp"
#include "connectors/sdk/xlsx_package.hpp"
#include "connectors/sdk/xlsx_sheet.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

constexpr std::size_t kMaxHeadings = 1000;

model::Result<XlsxPackage::Sheet> choose_sheet(const std::string& file, const XlsxPackage& package,
                                               const std::string& wanted)
{
    std::string names;
    for (const XlsxPackage::Sheet& sheet : package.sheets) {
        if (wanted.empty() ? !sheet.hidden : sheet.name == wanted) {
            return sheet;
        }
        names += (names.empty() ? "\"" : ", \"") + sheet.name + "\"";
    }
    return model::fail(ErrorKind::invalid,
                       wanted.empty() ? file + " has no visible sheet"
                                      : file + " has no sheet \"" + wanted + "\"",
                       "its sheets are: " + names);
}

// Cells, kept apart so that moving text from one to the next changes it.
std::string joined(const std::vector<std::string>& cells)
{
    std::string text;
    std::size_t used = cells.size();
    while (used > 0 && cells[used - 1].empty()) {
        --used;
    }
    for (std::size_t i = 0; i < used; ++i) {
        text += std::to_string(cells[i].size());
        text += ':';
        text += cells[i];
    }
    return text;
}

model::Result<bool> take(XlsxRow& row, std::size_t headings, RowWriter& rows)
{
    if (is_blank(row.cells)) {
        return false;
    }
    // A sheet does not store its empty cells: a row is short for no other reason.
    row.cells.resize(std::max(row.cells.size(), headings));
    const std::uint64_t fingerprint = rows.fingerprint(joined(row.cells));
    if (rows.known(fingerprint, row.number)) {
        return true;
    }
    return rows.write(row.number, fingerprint, row.cells);
}

model::Result<std::vector<XlsxRow>> read_head(XlsxSheet& sheet)
{
    std::vector<XlsxRow> head;
    while (head.size() < kHeadingArea) {
        XlsxRow row;
        const auto more = sheet.next(row);
        if (!more) {
            return tl::unexpected(more.error());
        }
        if (!*more) {
            break;
        }
        head.push_back(std::move(row));
    }
    return head;
}

std::vector<std::string> headings_of(const XlsxRow& row)
{
    std::vector<std::string> headings;
    headings.reserve(row.cells.size());
    for (const std::string& cell : row.cells) {
        headings.push_back(trimmed(cell));
    }
    while (!headings.empty() && headings.back().empty()) {
        headings.pop_back();
    }
    return headings;
}

model::Result<TableSummary> read_sheet(const std::string& file, const std::string& source,
                                       const TableOptions& options, XlsxSheet& sheet,
                                       RecordSink& sink)
{
    auto head = read_head(sheet);
    if (!head) {
        return tl::unexpected(head.error());
    }
    std::vector<std::vector<std::string>> cells;
    for (const XlsxRow& row : *head) {
        cells.push_back(row.cells);
    }
    const std::size_t at = find_heading_row(cells, options.is_known_heading);
    if (at == head->size() || (*head)[at].cells.size() > kMaxHeadings) {
        return no_heading_row(file);
    }
    TableSummary summary{"UTF-8", "xlsx", (*head)[at].number, headings_of((*head)[at]), 0, false};
    summary.dingtalk_template = is_dingtalk_template(summary.headings);
    RowWriter rows{file, source, summary.headings, "xlsx", sink};
    XlsxRow row;
    for (std::size_t i = at + 1;; ++i) {
        if (i < head->size()) {
            row = std::move((*head)[i]);
        } else if (const auto more = sheet.next(row); !more) {
            return tl::unexpected(more.error());
        } else if (!*more) {
            return summary;
        }
        if (options.cancelled && i % 1024 == 0 && options.cancelled()) {
            return model::fail(ErrorKind::cancelled, file + ": reading was stopped");
        }
        const auto taken = take(row, summary.headings.size(), rows);
        if (!taken) {
            return tl::unexpected(taken.error());
        }
        summary.rows += *taken ? 1 : 0;
    }
}

} // namespace

model::Result<TableSummary> read_xlsx(const std::string& file, const std::string& source,
                                      const TableOptions& options, RecordSink& sink)
{
    const std::string name = file_name_of(file);
    const auto archive = XlsxArchive::open(file, options.max_bytes);
    if (!archive) {
        return tl::unexpected(archive.error());
    }
    const auto package = load_package(file, **archive);
    if (!package) {
        return tl::unexpected(package.error());
    }
    const auto chosen = choose_sheet(name, *package, options.sheet);
    if (!chosen) {
        return tl::unexpected(chosen.error());
    }
    auto elements = (*archive)->elements(chosen->part, "row");
    if (!elements) {
        return tl::unexpected(elements.error());
    }
    XlsxSheet sheet{name, *package, std::move(*elements)};
    return read_sheet(name, source, options, sheet, sink);
}

} // namespace rosterd::sdk
