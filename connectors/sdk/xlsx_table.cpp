// XLSX: the rows of one sheet as records.
#include <charconv>
#include <optional>

#include "connectors/sdk/headings.hpp"
#include "connectors/sdk/row_writer.hpp"
#include "connectors/sdk/table_formats.hpp"
#include "connectors/sdk/xlsx_cell.hpp"
#include "connectors/sdk/xlsx_package.hpp"
#include "connectors/sdk/xlsx_xml.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

constexpr std::size_t kMaxColumns = 16'384; // Excel's
constexpr std::size_t kMaxHeadings = 1000;

struct Row {
    std::uint32_t number = 0;
    std::vector<std::string> cells;
};

class Sheet
{
public:
    Sheet(const std::string& file, XlsxPackage& package,
          std::unique_ptr<XlsxPackage::Elements> rows)
        : file_{file}, package_{package}, rows_{std::move(rows)}
    {
        for (const XlsxPackage::Format& format : package.formats()) {
            looks_.push_back(look_of(format.id, format.code));
        }
    }

    model::Result<bool> next(Row& row)
    {
        const auto element = rows_->next();
        if (!element) {
            return tl::unexpected(element.error());
        }
        if (!*element) {
            return false;
        }
        pugi::xml_document parsed;
        constexpr unsigned keep_blanks = pugi::parse_default | pugi::parse_ws_pcdata_single;
        if (!parsed.load_buffer((*element)->data(), (*element)->size(), keep_blanks,
                                pugi::encoding_utf8)) {
            return model::fail(ErrorKind::invalid,
                               file_ + ":" + std::to_string(number_ + 1) +
                                   ": the row can't be read",
                               "open the workbook and save it again as .xlsx");
        }
        const pugi::xml_node node = parsed.document_element();
        number_ = node.attribute("r").as_uint(number_ + 1);
        row.number = number_;
        row.cells.clear();
        read_cells(node, row);
        return true;
    }

private:
    void read_cells(const pugi::xml_node& node, Row& row) const
    {
        std::size_t column = 0;
        for (const pugi::xml_node cell : node.children()) {
            if (local_name(cell.name()) != "c") {
                continue;
            }
            const std::size_t stated = column_of(cell.attribute("r").as_string());
            column = stated == std::string_view::npos ? column : stated;
            std::string text = text_of(cell);
            if (column >= kMaxColumns) {
                return;
            }
            if (!text.empty()) {
                row.cells.resize(std::max(row.cells.size(), column + 1));
                row.cells[column] = std::move(text);
            }
            ++column;
        }
    }

    std::string text_of(const pugi::xml_node& cell) const
    {
        const std::string_view type = cell.attribute("t").as_string();
        const std::string_view value = child_of(cell, "v").child_value();
        if (type == "s") {
            std::size_t index = 0;
            std::from_chars(value.data(), value.data() + value.size(), index);
            return !value.empty() && index < package_.strings().size() ? package_.strings()[index]
                                                                       : std::string{};
        }
        if (type == "inlineStr") {
            return inline_text(child_of(cell, "is"));
        }
        if (type == "b") {
            return value == "1" ? "TRUE" : (value.empty() ? "" : "FALSE");
        }
        if (type == "str" || type == "e" || type == "d") {
            return unescape_xlsx(value);
        }
        const std::size_t style = cell.attribute("s").as_uint();
        return number_text(value, style < looks_.size() ? looks_[style] : CellLook{},
                           package_.has_1904_dates());
    }

    static std::string inline_text(const pugi::xml_node& item)
    {
        std::string text;
        for (const pugi::xml_node child : item.children()) {
            const std::string_view name = local_name(child.name());
            text += name == "t"   ? child.child_value()
                    : name == "r" ? child_of(child, "t").child_value()
                                  : "";
        }
        return unescape_xlsx(text);
    }

    const std::string& file_;
    XlsxPackage& package_;
    std::unique_ptr<XlsxPackage::Elements> rows_;
    std::vector<CellLook> looks_;
    std::uint32_t number_ = 0;
};

model::Result<XlsxPackage::Sheet> choose_sheet(const std::string& file, const XlsxPackage& package,
                                               const std::string& wanted)
{
    std::string names;
    for (const XlsxPackage::Sheet& sheet : package.sheets()) {
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

model::Result<bool> take(Row& row, std::size_t headings, RowWriter& rows)
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

model::Result<std::vector<Row>> read_head(Sheet& sheet)
{
    std::vector<Row> head;
    while (head.size() < kHeadingArea) {
        Row row;
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

std::vector<std::string> headings_of(const Row& row)
{
    std::vector<std::string> headings;
    for (const std::string& cell : row.cells) {
        headings.push_back(trimmed(cell));
    }
    while (!headings.empty() && headings.back().empty()) {
        headings.pop_back();
    }
    return headings;
}

model::Result<TableSummary> read_sheet(const std::string& file, const std::string& source,
                                       const TableOptions& options, Sheet& sheet, RecordSink& sink)
{
    auto head = read_head(sheet);
    if (!head) {
        return tl::unexpected(head.error());
    }
    std::vector<std::vector<std::string>> cells;
    for (const Row& row : *head) {
        cells.push_back(row.cells);
    }
    const std::size_t at = find_heading_row(cells, options.is_known_heading);
    if (at == head->size() || (*head)[at].cells.size() > kMaxHeadings) {
        return no_heading_row(file);
    }
    TableSummary summary{"UTF-8", "xlsx", (*head)[at].number, headings_of((*head)[at]), 0, false};
    summary.dingtalk_template = is_dingtalk_template(summary.headings);
    RowWriter rows{file, source, summary.headings, "xlsx", sink};
    Row row;
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
    const auto package = XlsxPackage::open(file, options.max_bytes);
    if (!package) {
        return tl::unexpected(package.error());
    }
    const auto chosen = choose_sheet(name, **package, options.sheet);
    if (!chosen) {
        return tl::unexpected(chosen.error());
    }
    auto elements = (*package)->elements(chosen->part, "row");
    if (!elements) {
        return tl::unexpected(elements.error());
    }
    Sheet sheet{name, **package, std::move(*elements)};
    return read_sheet(name, source, options, sheet, sink);
}

} // namespace rosterd::sdk
