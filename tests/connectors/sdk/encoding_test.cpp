#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/encoding.hpp"
#include "connectors/sdk/table.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sdk
{
namespace
{

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "员工编号,姓名\r\nE1,羅凱\r\nE2,張敏\r\n" in GB18030, and "員工編號,姓名" with the same names in
// Big5.
constexpr std::string_view kGb = "\xD4\xB1\xB9\xA4\xB1\xE0\xBA\xC5,\xD0\xD5\xC3\xFB\r\n"
                                 "E1,\xC1\x5F\x84\x50\r\nE2,\x8F\x88\xC3\xF4\r\n";
constexpr std::string_view kBig5 = "\xAD\xFB\xA4\x75\xBD\x73\xB8\xB9,\xA9\x6D\xA6\x57\r\n"
                                   "E1,\xC3\xB9\xB3\xCD\r\nE2,\xB1\x69\xB1\xD3\r\n";

struct Reading {
    TemporaryFolder folder;
    RememberingSink sink;
    TableOptions options;

    model::Result<TableSummary> read(std::string_view content)
    {
        return read_table(folder.write("r.csv", content), "hr", options, sink);
    }
    std::string name(std::size_t record) const { return sink.records.at(record).cells.at(1).text; }
};

std::string utf16(std::u16string_view text, bool big)
{
    std::string out;
    for (const char16_t c : text) {
        const char high = static_cast<char>(c >> 8);
        const char low = static_cast<char>(c & 0xFF);
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

TEST(Encoding, SimplifiedAndTraditionalLegacyText_AreToldApartByTheirHeadings)
{
    Reading mainland, hong_kong;

    const auto gb = mainland.read(kGb);
    const auto big5 = hong_kong.read(kBig5);

    ASSERT_TRUE(gb && big5);
    EXPECT_EQ(gb->encoding, "GB18030");
    EXPECT_EQ(big5->encoding, "Big5-HKSCS");
    EXPECT_EQ(mainland.name(0), "羅凱");
    EXPECT_EQ(hong_kong.name(1), "張敏");
    ASSERT_EQ(hong_kong.sink.findings.size(), 1u);
    EXPECT_EQ(hong_kong.sink.findings[0].rule, "file.encoding");
    EXPECT_EQ(hong_kong.sink.findings[0].severity, model::Severity::fixed);
}

TEST(Encoding, WeakEvidence_IsAWarningThatAsksForTheOption)
{
    Reading reading;

    ASSERT_TRUE(reading.read("employee_id,name\nE1,\xC3\xB9\xB3\xCD\n"));

    ASSERT_EQ(reading.sink.findings.size(), 1u);
    EXPECT_EQ(reading.sink.findings[0].severity, model::Severity::warning);
    EXPECT_THAT(reading.sink.findings[0].hint, HasSubstr("configure `encoding"));
}

TEST(Encoding, TheConfiguredOne_CountsWhereTheTextIsNotUtf8)
{
    Reading legacy, modern;
    legacy.options.encoding = modern.options.encoding = "Big5";

    ASSERT_TRUE(legacy.read("employee_id,name\nE1,\xC3\xB9\xB3\xCD\n"));
    const auto summary = modern.read("employee_id,name\nE1,羅凱\n");

    EXPECT_EQ(legacy.name(0), "羅凱");
    EXPECT_THAT(legacy.sink.findings, IsEmpty());
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->encoding, "UTF-8");
}

TEST(Encoding, ByteOrderMarks_AreTakenAndLeftOut)
{
    const std::u16string text = u"employee_id,name\r\nE1,羅凱\r\n";
    for (const auto& [content, name] :
         {std::pair{"\xFF\xFE" + utf16(text, false), "UTF-16LE"},
          {"\xFE\xFF" + utf16(text, true), "UTF-16BE"},
          {utf16(text, false), "UTF-16LE"},
          {utf16(text, true), "UTF-16BE"},
          {std::string{"\xEF\xBB\xBF"} + "employee_id,name\r\nE1,羅凱\r\n", "UTF-8"}}) {
        Reading reading;

        const auto summary = reading.read(content);

        ASSERT_TRUE(summary) << summary.error().message;
        EXPECT_EQ(summary->encoding, name);
        EXPECT_EQ(summary->headings[0], "employee_id");
        EXPECT_EQ(reading.name(0), "羅凱");
    }
}

TEST(Encoding, LegacyTextThatComesLate_IsReadFromTheStartAgain)
{
    Reading reading;
    std::string text = "employee_id,name\n";
    for (int i = 0; i < 150'000; ++i) {
        text += "E" + std::to_string(i) + ",Ann Lee\n";
    }
    ASSERT_GT(text.size(), 2u << 20);

    const auto summary = reading.read(text + std::string{kGb.substr(kGb.find("E1"))});

    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->encoding, "GB18030");
    EXPECT_EQ(reading.sink.restarts, 1u);
    EXPECT_EQ(reading.sink.records.size(), 150'002u);
    EXPECT_EQ(reading.name(150'000), "羅凱");
}

TEST(Encoding, OneBadByteInUtf8_IsNotTakenForAnotherEncoding)
{
    Reading reading;
    std::string text = "employee_id,name\n";
    while (text.size() < (1u << 20)) {
        text += "E1,羅凱\n";
    }
    const auto rows = std::count(text.begin(), text.end(), '\n');

    const auto result = reading.read(text + "E2,\xE7\xBE\n");

    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message,
                HasSubstr("r.csv:" + std::to_string(rows + 1) + ": column 2 (name)"));
    EXPECT_THAT(result.error().hint, HasSubstr("encoding"));
}

TEST(Encoding, BytesThatFitNothing_AreAnErrorWithTheirRow)
{
    Reading reading;
    reading.options.encoding = "GB18030";

    const auto result = reading.read("employee_id,name\nE1,a\nE2,\xFF\xFF\n");

    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("row 3"));
    Reading unknown;
    unknown.options.encoding = "no-such";
    EXPECT_THAT(unknown.read(kGb).error().message, HasSubstr("no encoding \"no-such\""));
}

TEST(Utf8, TheLongestValidPrefix_StopsBeforeTheFault)
{
    EXPECT_EQ(valid_utf8_prefix("12345678羅"), 11u);
    for (const std::string_view bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                       "\xE0\x80\x80", "\xF5\x80\x80\x80", "\x80", "\xE7\xBE"}) {
        EXPECT_EQ(valid_utf8_prefix("abc" + std::string{bad}), 3u);
    }
    EXPECT_TRUE(may_be_utf8("abc\xE7\xBE"));
    EXPECT_FALSE(may_be_utf8("abc\xE7\x41"));
}

} // namespace
} // namespace rosterd::sdk
