// The parts of an XLSX workbook that a reader of rows needs. No libzip or pugixml header here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/result.hpp"

namespace rosterd::sdk
{

// Reads the parts of one workbook.
class XlsxPackage
{
public:
    // `max_bytes`: of all parts together, unpacked. Errors: invalid.
    static model::Result<std::unique_ptr<XlsxPackage>> open(const std::string& file,
                                                            std::uint64_t max_bytes);
    virtual ~XlsxPackage() = default;

    struct Sheet {
        std::string name, part;
        bool hidden = false;
    };
    virtual const std::vector<Sheet>& sheets() const = 0;
    virtual bool has_1904_dates() const = 0;
    // Shared strings, and the styles' number formats, are loaded on opening.
    virtual const std::vector<std::string>& strings() const = 0;
    // Number format code of a cell style, "" for the builtin ones without one here, and its id.
    struct Format {
        int id = 0;
        std::string code;
    };
    virtual const std::vector<Format>& formats() const = 0;

    // The elements `name` of a part one after the other, as XML text, without holding the part.
    class Elements
    {
    public:
        virtual ~Elements() = default;
        // nullopt at the end; valid until the next call.
        virtual model::Result<std::optional<std::string_view>> next() = 0;
    };
    virtual model::Result<std::unique_ptr<Elements>> elements(const std::string& part,
                                                              const std::string& name) = 0;
};

} // namespace rosterd::sdk
