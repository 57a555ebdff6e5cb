// The archive that a workbook is: its parts by name, unpacked. No libzip header here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "connectors/sdk/xlsx_elements.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

class XlsxArchive
{
public:
    // `max_bytes`: of all parts together, unpacked. Errors: invalid.
    static model::Result<std::unique_ptr<XlsxArchive>> open(const std::string& file,
                                                            std::uint64_t max_bytes);
    virtual ~XlsxArchive() = default;

    // A small part (an index, styles) as a whole. Errors: invalid (missing, or too large for one).
    virtual model::Result<std::string> whole(const std::string& part) = 0;
    // The elements `name` of a part of any size; the archive must outlive them.
    virtual model::Result<XlsxElements> elements(const std::string& part,
                                                 const std::string& name) = 0;
};

} // namespace rosterd::sdk
