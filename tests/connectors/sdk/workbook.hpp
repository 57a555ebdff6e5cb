// Writes XLSX files for tests: a ZIP archive of stored parts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rosterd::sdk
{

class Workbook
{
public:
    // `rows`: the XML inside sheetData.
    explicit Workbook(std::string rows)
    {
        sheet =
            R"(<worksheet xmlns="x"><sheetData>)" + std::move(rows) + "</sheetData></worksheet>";
    }

    std::string sheet;
    std::string sheets = R"(<sheet name="Roster" sheetId="1" r:id="r1"/>)";
    std::string workbook_properties;
    std::string sheet_target = "worksheets/sheet1.xml";
    std::string styles = "<styleSheet/>";
    std::string strings = "<sst/>";
    std::vector<std::pair<std::string, std::string>> more; // parts

    std::string bytes() const
    {
        std::vector<std::pair<std::string, std::string>> parts{
            {"_rels/.rels", relations({{"r1", "officeDocument", "xl/workbook.xml"}})},
            {"xl/workbook.xml",
             "<workbook>" + workbook_properties + "<sheets>" + sheets + "</sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels",
             relations({{"r1", "worksheet", sheet_target},
                        {"r2", "worksheet", "worksheets/sheet2.xml"},
                        {"r3", "styles", "styles.xml"},
                        {"r4", "sharedStrings", "/xl/sharedStrings.xml"}})},
            {"xl/worksheets/sheet1.xml", sheet},
            {"xl/styles.xml", styles},
            {"xl/sharedStrings.xml", strings}};
        parts.insert(parts.end(), more.begin(), more.end());
        return zipped(parts);
    }

private:
    struct Relation {
        const char* id;
        const char* type;
        std::string target;
    };

    static std::string relations(const std::vector<Relation>& all)
    {
        std::string xml = "<Relationships>";
        for (const Relation& one : all) {
            xml += std::string{"<Relationship Id=\""} + one.id + "\" Type=\"http://x/" + one.type +
                   "\" Target=\"" + one.target + "\"/>";
        }
        return xml + "</Relationships>";
    }

    static std::string number(std::uint64_t value, int bytes)
    {
        std::string out;
        for (int i = 0; i < bytes; ++i) {
            out += static_cast<char>((value >> (8 * i)) & 0xFF);
        }
        return out;
    }

    static std::uint32_t crc_of(std::string_view text)
    {
        std::uint32_t crc = 0xFFFFFFFF;
        for (const char c : text) {
            crc ^= static_cast<unsigned char>(c);
            for (int bit = 0; bit < 8; ++bit) {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
            }
        }
        return ~crc;
    }

    static std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts)
    {
        std::string out;
        std::string directory;
        for (const auto& [name, text] : parts) {
            const std::string facts = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) +
                                      number(33, 2) + number(crc_of(text), 4) +
                                      number(text.size(), 4) + number(text.size(), 4) +
                                      number(name.size(), 2) + number(0, 2);
            directory += "PK\x01\x02" + number(20, 2) + facts + number(0, 2) + number(0, 2) +
                         number(0, 2) + number(0, 4) + number(out.size(), 4) + name;
            out += "PK\x03\x04" + facts + name + text;
        }
        return out + directory + "PK\x05\x06" + number(0, 4) + number(parts.size(), 2) +
               number(parts.size(), 2) + number(directory.size(), 4) + number(out.size(), 4) +
               number(0, 2);
    }
};

} // namespace rosterd::sdk
