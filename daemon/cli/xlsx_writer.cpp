#include "daemon/cli/xlsx_writer.hpp"

#include <algorithm>
#include <utility>

#include <zip.h>

namespace rosterd::cli
{

namespace
{

constexpr const char* kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr const char* kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr const char* kPackage = "http://schemas.openxmlformats.org/package/2006/";

using Part = std::pair<std::string, std::string>; // name in the archive, content

std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        out += c == '&'   ? "&amp;"
               : c == '<' ? "&lt;"
               : c == '>' ? "&gt;"
               : c == '"' ? "&quot;"
                          : std::string(1, c);
    }
    return out;
}

// Styles 0 to 2 are CellStyle's; all have the number format 49, "text".
std::string styles()
{
    return std::string{kXml} + "<styleSheet xmlns=\"" + kMain +
           "\"><fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
           "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
           "<font><b/><sz val=\"11\"/><color rgb=\"FFC00000\"/><name "
           "val=\"Calibri\"/></font></fonts>"
           "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
           "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
           "<borders count=\"1\"><border/></borders>"
           "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\">"
           "<xf numFmtId=\"49\" fontId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
           "<xf numFmtId=\"49\" fontId=\"1\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
           "<xf numFmtId=\"49\" fontId=\"2\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
           "</cellXfs></styleSheet>";
}

std::string sheet_xml(const Sheet& sheet)
{
    std::size_t columns = 1;
    std::string rows;
    for (const auto& row : sheet.rows) {
        columns = std::max(columns, row.size());
        rows += "<row>";
        for (const SheetCell& cell : row) {
            rows += "<c t=\"inlineStr\" s=\"" + std::to_string(static_cast<int>(cell.style)) +
                    "\"><is><t xml:space=\"preserve\">" + escaped(cell.text) + "</t></is></c>";
        }
        rows += "</row>";
    }
    return std::string{kXml} + "<worksheet xmlns=\"" + kMain + "\"><cols><col min=\"1\" max=\"" +
           std::to_string(columns) +
           "\" width=\"18\" style=\"0\" customWidth=\"1\"/></cols><sheetData>" + rows +
           "</sheetData></worksheet>";
}

std::vector<Part> parts_of(const std::vector<Sheet>& sheets)
{
    std::string types =
        std::string{kXml} + "<Types xmlns=\"" + kPackage +
        "content-types\"><Default Extension=\"rels\" ContentType=\"application/"
        "vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
        "ContentType=\"application/xml\"/>";
    const std::string prefix = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    const auto type = [&](const std::string& part, const char* kind) {
        types += "<Override PartName=\"" + part + "\" ContentType=\"" + prefix + kind + "+xml\"/>";
    };
    type("/xl/workbook.xml", "sheet.main");
    type("/xl/styles.xml", "styles");
    std::string workbook = std::string{kXml} + "<workbook xmlns=\"" + kMain + "\" xmlns:r=\"" +
                           kOffice + "\"><sheets>";
    std::string relations =
        std::string{kXml} + "<Relationships xmlns=\"" + kPackage + "relationships\">";
    const std::string relation_end = "<Relationship Id=\"styles\" Type=\"" + std::string{kOffice} +
                                     "/styles\" Target=\"styles.xml\"/></Relationships>";
    std::vector<Part> parts;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        type("/xl/worksheets/sheet" + number + ".xml", "worksheet");
        workbook.append("<sheet name=\"").append(escaped(sheets[i].name));
        workbook.append("\" sheetId=\"")
            .append(number)
            .append("\" r:id=\"s")
            .append(number)
            .append("\"/>");
        relations.append("<Relationship Id=\"s")
            .append(number)
            .append("\" Type=\"")
            .append(kOffice);
        relations.append("/worksheet\" Target=\"worksheets/sheet")
            .append(number)
            .append(".xml\"/>");
        parts.emplace_back("xl/worksheets/sheet" + number + ".xml", sheet_xml(sheets[i]));
    }
    parts.emplace_back("[Content_Types].xml", types + "</Types>");
    parts.emplace_back("_rels/.rels",
                       std::string{kXml} + "<Relationships xmlns=\"" + kPackage +
                           "relationships\"><Relationship Id=\"w\" Type=\"" + kOffice +
                           "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    parts.emplace_back("xl/workbook.xml", workbook + "</sheets></workbook>");
    parts.emplace_back("xl/_rels/workbook.xml.rels", relations + relation_end);
    parts.emplace_back("xl/styles.xml", styles());
    return parts;
}

model::Result<std::string> zipped(const std::vector<Part>& parts)
{
    const auto failed = [] {
        return model::fail(model::ErrorKind::permanent, "the workbook could not be packed",
                           "--format csv");
    };
    zip_error_t error{};
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive =
        target == nullptr ? nullptr : zip_open_from_source(target, ZIP_TRUNCATE, &error);
    if (archive == nullptr) {
        return failed();
    }
    zip_source_keep(target); // zip_close frees one hold; the bytes are read after it
    for (const auto& [name, content] : parts) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        if (zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
            zip_source_free(source);
            zip_discard(archive);
            return failed();
        }
    }
    if (zip_close(archive) != 0 || zip_source_open(target) != 0) {
        return failed();
    }
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

} // namespace

model::Result<std::string> write_xlsx(const std::vector<Sheet>& sheets)
{
    return zipped(parts_of(sheets));
}

} // namespace rosterd::cli
