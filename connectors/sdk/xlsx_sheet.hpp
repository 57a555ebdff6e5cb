// The rows of one sheet, with every cell as the text that a person sees in it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "connectors/sdk/xlsx_cell.hpp"
#include "connectors/sdk/xlsx_elements.hpp"
#include "connectors/sdk/xlsx_package.hpp"
#include "core/model/result.hpp"

namespace pugi
{
class xml_node;
}

namespace rosterd::sdk
{

struct XlsxRow {
    std::uint32_t number = 0;
    std::vector<std::string> cells;
};

class XlsxSheet
{
public:
    // `file` and `package` must outlive it.
    XlsxSheet(const std::string& file, const XlsxPackage& package, XlsxElements rows);

    // False at the end. Errors: invalid, and those of the elements.
    model::Result<bool> next(XlsxRow& row);

private:
    void read_cells(const pugi::xml_node& node, XlsxRow& row) const;
    std::string text_of(const pugi::xml_node& cell) const;

    const std::string& file_;
    const XlsxPackage& package_;
    XlsxElements rows_;
    std::vector<CellLook> looks_; // by a cell's style
    std::uint32_t number_ = 0;
};

} // namespace rosterd::sdk
