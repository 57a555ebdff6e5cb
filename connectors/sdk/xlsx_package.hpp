// What a workbook holds besides its rows: sheets, shared strings, number formats. No pugixml here.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/xlsx_archive.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

struct XlsxPackage {
    struct Sheet {
        std::string name, part;
        bool hidden = false;
    };
    // Number format code of a cell style, "" for the builtin ones without one here, and its id.
    struct Format {
        int id = 0;
        std::string code;
    };
    std::vector<Sheet> sheets;
    std::vector<std::string> strings; // shared ones, by their index
    std::vector<Format> formats;      // by a cell's style
    bool has_1904_dates = false;
};

// `file` is for the messages. Errors: invalid.
model::Result<XlsxPackage> load_package(const std::string& file, XlsxArchive& archive);

} // namespace rosterd::sdk
