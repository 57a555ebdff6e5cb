#include "connectors/sdk/xlsx_sheet.hpp"

#include <algorithm>
#include <charconv>

#include "connectors/sdk/xlsx_xml.hpp"

namespace rosterd::sdk
{

namespace
{

constexpr std::size_t kMaxColumns = 16'384; // Excel's

} // namespace

XlsxSheet::XlsxSheet(const std::string& file, const XlsxPackage& package, XlsxElements rows)
    : file_{file}, package_{package}, rows_{std::move(rows)}
{
    for (const XlsxPackage::Format& format : package.formats) {
        looks_.push_back(look_of(format.id, format.code));
    }
}

model::Result<bool> XlsxSheet::next(XlsxRow& row)
{
    const auto element = rows_.next();
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
        return model::fail(model::ErrorKind::invalid,
                           file_ + ":" + std::to_string(number_ + 1) + ": the row can't be read",
                           "open the workbook and save it again as .xlsx");
    }
    const pugi::xml_node node = parsed.document_element();
    number_ = node.attribute("r").as_uint(number_ + 1);
    row.number = number_;
    row.cells.clear();
    read_cells(node, row);
    return true;
}

void XlsxSheet::read_cells(const pugi::xml_node& node, XlsxRow& row) const
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

std::string XlsxSheet::text_of(const pugi::xml_node& cell) const
{
    const std::string_view type = cell.attribute("t").as_string();
    const std::string_view value = child_of(cell, "v").child_value();
    if (child_of(cell, "f") && !child_of(cell, "v") && type != "inlineStr") {
        return "#VALUE!"; // a formula that nobody has calculated: empty would be taken for a word
    }
    if (type == "s") {
        std::size_t index = 0;
        std::from_chars(value.data(), value.data() + value.size(), index);
        if (value.empty()) {
            return {};
        }
        return index < package_.strings.size() ? package_.strings[index] : "#REF!";
    }
    if (type == "inlineStr") {
        return text_in(child_of(cell, "is"));
    }
    if (type == "b") {
        return value == "1" ? "TRUE" : (value.empty() ? "" : "FALSE");
    }
    if (type == "str" || type == "e" || type == "d") {
        return unescape_xlsx(value);
    }
    const std::size_t style = cell.attribute("s").as_uint();
    return number_text(value, style < looks_.size() ? looks_[style] : CellLook{},
                       package_.has_1904_dates);
}

} // namespace rosterd::sdk
