// The smallest workbook that every spreadsheet program opens: texts in a few styles, text columns
// (so that numbers keep their leading zeros and their plus).
#pragma once

#include <string>
#include <vector>

#include "core/model/result.hpp"

namespace rosterd::cli
{

enum class CellStyle {
    text,
    heading,  // bold
    required, // bold and red
};

struct SheetCell {
    std::string text; // UTF-8
    CellStyle style = CellStyle::text;
};

struct Sheet {
    std::string name; // 31 characters at most, none of : \ / ? * [ ]
    std::vector<std::vector<SheetCell>> rows;
};

// The workbook's bytes.
model::Result<std::string> write_xlsx(const std::vector<Sheet>& sheets);

} // namespace rosterd::cli
