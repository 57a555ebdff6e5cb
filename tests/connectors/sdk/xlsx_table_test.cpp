#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/table.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "connectors/sdk/xlsx_cell.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"
#include "tests/connectors/sdk/workbook.hpp"

namespace rosterd::sdk
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kHeadings =
    R"(<row r="1"><c r="A1" t="inlineStr"><is><t>employee_id</t></is></c>)"
    R"(<c r="B1" t="inlineStr"><is><t> name </t></is></c>)"
    R"(<c r="C1" t="inlineStr"><is><t>mobile</t></is></c></row>)";

std::string with_headings(const std::string& rows)
{
    return kHeadings + rows;
}

struct Reading {
    TemporaryFolder folder;
    RememberingSink sink;
    TableOptions options;

    model::Result<TableSummary> read(const Workbook& workbook)
    {
        return read_bytes(workbook.bytes());
    }
    model::Result<TableSummary> read_bytes(const std::string& bytes)
    {
        return read_table(folder.write("r.xlsx", bytes), "hr", options, sink);
    }
    std::vector<std::string> texts() const
    {
        std::vector<std::string> out;
        for (const model::Record& record : sink.records) {
            out.push_back(RememberingSink::text_of(record));
        }
        return out;
    }
};

TEST(XlsxTable, CellsOfAllTypes_AreText)
{
    Reading reading;
    Workbook workbook{with_headings(
        R"(<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" t="s"><v>0</v></c>)"
        R"(<c r="C3"><v>1.38E10</v></c></row>)"
        R"(<row><c t="str"><f>1+1</f><v>E2</v></c><c t="inlineStr"><is><r><t>B</t></r>)"
        R"(<r><t xml:space="preserve"> &amp; o</t></r></is></c><c t="b"><v>1</v></c></row>)")};
    workbook.strings = "<sst><si><r><t>陳</t></r><r><t>大文</t></r><rPh><t>x</t></rPh></"
                       "si><si><t>E1_x000D_</t></si>"
                       "</sst>";

    const auto summary = reading.read(workbook);

    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->separator, "xlsx");
    EXPECT_THAT(summary->headings, ElementsAre("employee_id", "name", "mobile"));
    EXPECT_THAT(reading.texts(), ElementsAre("employee_id=E1\r, name=陳大文, mobile=13800000000",
                                             "employee_id=E2, name=B & o, mobile=TRUE"));
    EXPECT_THAT(reading.sink.rows, ElementsAre(3, 4));
}

TEST(XlsxTable, AFormulaNobodyCalculatedOrATextThatIsNotThere_IsNoEmptyCell)
{
    Reading reading;
    Workbook workbook{
        with_headings(R"(<row r="2"><c r="A2"><f>A1</f></c><c r="B2" t="s"><v>99</v></c>)"
                      R"(<c r="C2" t="str"><f>T(A9)</f><v></v></c></row>)")};
    workbook.strings = "<sst><si><t>x</t></si></sst>";

    ASSERT_TRUE(reading.read(workbook));

    EXPECT_THAT(reading.texts(), ElementsAre("employee_id=#VALUE!, name=#REF!, mobile="));
}

TEST(XlsxTable, DatesByTheirFormat_AreWrittenAsDates)
{
    Reading reading;
    Workbook workbook{with_headings(
        R"(<row r="2"><c r="A2" s="1"><v>45352</v></c><c r="B2" s="2"><v>45352</v></c>)"
        R"(<c r="C2" s="3"><v>45352.5</v></c></row>)")};
    workbook.styles =
        R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>)"
        R"(</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)"
        R"(<xf numFmtId="22"/></cellXfs></styleSheet>)";

    ASSERT_TRUE(reading.read(workbook));

    EXPECT_THAT(reading.texts(), ElementsAre("employee_id=2024-03-01, name=2024-03-01, "
                                             "mobile=2024-03-01T12:00:00"));
}

TEST(XlsxTable, The1904Calendar_IsHeeded)
{
    Reading reading;
    Workbook workbook{with_headings(R"(<row r="2"><c r="A2" s="0"><v>43890</v></c></row>)")};
    workbook.workbook_properties = R"(<workbookPr date1904="1"/>)";
    workbook.styles = R"(<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>)";

    ASSERT_TRUE(reading.read(workbook));

    EXPECT_EQ(reading.sink.records.at(0).cells.at(0).text, "2024-03-01");
}

TEST(XlsxTable, HiddenSheets_AreSkippedUnlessNamed)
{
    const std::string row = with_headings(R"(<row><c t="str"><v>E1</v></c></row>)");
    Workbook workbook{"<row/>"};
    workbook.sheets =
        R"(<sheet name="Lists" state="hidden" r:id="r1"/><sheet name="人員" r:id="r2"/>)";
    workbook.more = {{"xl/worksheets/sheet2.xml",
                      "<x:worksheet><x:sheetData><x:row r='1'><x:c t='str'><x:v>employee_id</x:v>"
                      "</x:c><x:c t='str'><x:v>name</x:v></x:c></x:row><x:row r='2'><x:c t='str'>"
                      "<x:v>E9</x:v></x:c></x:row></x:sheetData></x:worksheet>"}};
    Reading visible, hidden, missing;
    hidden.options.sheet = "Lists";
    missing.options.sheet = "None";

    ASSERT_TRUE(visible.read(workbook));

    EXPECT_THAT(visible.texts(), ElementsAre("employee_id=E9, name="));
    EXPECT_THAT(hidden.read(workbook).error().message, HasSubstr("no heading row"));
    EXPECT_THAT(missing.read(workbook).error().hint, HasSubstr("\"人員\""));
}

TEST(XlsxTable, AnAbsoluteTarget_IsFound)
{
    Reading reading;
    Workbook workbook{with_headings(R"(<row><c t="str"><v>E1</v></c></row>)")};
    workbook.sheet_target = "/xl/worksheets/sheet1.xml";

    ASSERT_TRUE(reading.read(workbook));

    EXPECT_EQ(reading.sink.records.size(), 1u);
    EXPECT_THAT(reading.sink.findings, IsEmpty());
}

TEST(XlsxTable, TheSameWorkbookAgain_IsKnown)
{
    Reading reading;
    const Workbook workbook{with_headings(R"(<row><c t="str"><v>E1</v></c></row><row r="9"/>)")};
    ASSERT_TRUE(reading.read(workbook));
    reading.sink.learn();

    const auto summary = reading.read(workbook);

    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->rows, 1u);
    EXPECT_THAT(reading.sink.records, IsEmpty());
}

TEST(XlsxTable, ACellWithAnError_IsHandedOverAndMoreCellsThanHeadingsAreAnError)
{
    Reading reading, wide;

    ASSERT_TRUE(reading.read(Workbook{with_headings(
        R"(<row r="2"><c r="A2" t="str"><v>E1</v></c><c r="C2" t="e"><v>#REF!</v></c></row>)")}));

    EXPECT_THAT(reading.texts(), ElementsAre("employee_id=E1, name=, mobile=#REF!"));
    EXPECT_THAT(wide.read(Workbook{with_headings(R"(<row r="2"><c r="E2"><v>1</v></c></row>)")})
                    .error()
                    .message,
                HasSubstr("r.xlsx:2: column 5"));
}

TEST(XlsxTable, ABombOrABrokenArchive_IsRefused)
{
    Reading bomb, cut, torn;
    bomb.options.max_bytes = 1u << 30;
    Workbook large{with_headings("")};
    large.more = {{"xl/media/image.bin", "small"}};
    std::string bytes = large.bytes();
    // 22 bytes before the name the archive's directory states the unpacked size: 4 GB.
    bytes.replace(bytes.rfind("xl/media/image.bin") - 22, 4, "\xF0\xFF\xFF\xFF");
    const std::string whole = Workbook{with_headings("<row><c><v>1</v></c></row>")}.bytes();

    EXPECT_THAT(bomb.read_bytes(bytes).error().message, HasSubstr("unpacks to far more"));
    EXPECT_THAT(cut.read_bytes(whole.substr(0, whole.size() / 2)).error().message,
                HasSubstr("not a sound workbook"));
    Workbook unfinished{""};
    unfinished.sheet = std::string{"<worksheet><sheetData>"} + kHeadings + "<row r=\"2\"><c><v>1";
    EXPECT_THAT(torn.read(unfinished).error().message, HasSubstr("ends in the middle"));
}

TEST(XlsxCell, NumbersAreShownPlainly)
{
    EXPECT_EQ(number_text("13800138000", {}, false), "13800138000");
    EXPECT_EQ(number_text("1.3800138E10", {}, false), "13800138000");
    EXPECT_EQ(number_text("0.1", {}, false), "0.1");
    EXPECT_EQ(number_text("-5", {}, false), "-5");
    EXPECT_EQ(number_text("abc", {}, false), "abc");
    EXPECT_EQ(number_text("123", look_of(164, "00000"), false), "00123");
    EXPECT_EQ(number_text("-5", look_of(14, ""), false), "-5");
    EXPECT_EQ(number_text("0.75", look_of(20, ""), false), "18:00:00");
    EXPECT_EQ(number_text("59", look_of(14, ""), false), "1900-02-28");
    EXPECT_EQ(number_text("61", look_of(14, ""), false), "1900-03-01");
}

TEST(XlsxCell, FormatsAreToldByTheirPlaceholders)
{
    for (const char* date :
         {"yyyy-mm-dd", "[$-804]yyyy\"年\"m\"月\"d\"日\"", "d/m/yy;@", "mmm\\-yy"}) {
        EXPECT_EQ(look_of(164, date).look, NumberLook::date) << date;
    }
    for (const char* number :
         {"General", "0.00E+00", "[Red]0.00", "\"days\" 0", "#,##0_);(#,##0)"}) {
        EXPECT_EQ(look_of(164, number).look, NumberLook::number) << number;
    }
    EXPECT_EQ(look_of(164, "[h]:mm").look, NumberLook::time);
    EXPECT_EQ(look_of(164, "yyyy-mm-dd hh:mm").look, NumberLook::moment);
    for (const int id : {14, 15, 27, 31, 36, 50, 57, 58}) {
        EXPECT_EQ(look_of(id, "").look, NumberLook::date) << id;
    }
}

} // namespace
} // namespace rosterd::sdk
