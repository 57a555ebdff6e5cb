#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/table.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sdk
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Reading {
    TemporaryFolder folder;
    RememberingSink sink;
    TableOptions options;

    model::Result<TableSummary> read(std::string_view content)
    {
        options.settle = model::Duration{0};
        return read_table(folder.write("roster.csv", content), "hr", options, sink);
    }
    std::vector<std::string> texts() const
    {
        std::vector<std::string> out;
        for (const model::Record& record : sink.records) {
            out.push_back(RememberingSink::text_of(record));
        }
        return out;
    }
    std::string error_of(std::string_view content)
    {
        const auto result = read(content);
        return result ? "no error" : result.error().message;
    }
};

TEST(CsvTable, CommaSemicolonOrTab_IsTold)
{
    for (const auto& [separator, name] :
         {std::pair{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}}) {
        Reading reading;
        std::string text = "employee_id|name|mobile\nE1|Ann, Lee; B|1\n";
        std::replace(text.begin(), text.end(), '|', separator);
        text.replace(text.find("Ann, Lee; B"), 11, "\"Ann, Lee; B\"");

        const auto summary = reading.read(text);

        ASSERT_TRUE(summary) << summary.error().message;
        EXPECT_EQ(summary->separator, name);
        EXPECT_THAT(reading.texts(), ElementsAre("employee_id=E1, name=Ann, Lee; B, mobile=1"));
    }
}

TEST(CsvTable, QuotedLineBreaks_BelongToTheCellAndDoNotAdvanceTheRow)
{
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        Reading reading;

        const auto summary =
            reading.read("id,name" + end + "1,\"a" + end + "\"\"b\"" + end + end + "2,c" + end);

        ASSERT_TRUE(summary) << summary.error().message;
        EXPECT_THAT(reading.texts(), ElementsAre("id=1, name=a" + end + "\"b", "id=2, name=c"));
        EXPECT_THAT(reading.sink.rows, ElementsAre(2, 4));
        EXPECT_EQ(reading.sink.records[1].origin.where, "roster.csv:4");
    }
}

TEST(CsvTable, HeadingsBelowNotesAndACompanyName_AreFound)
{
    Reading reading;

    const auto summary =
        reading.read("\"填写须知：\n1. 带*的为必填\n2. 部门用-隔开\"\n某某有限公司,,,,,\n"
                     "员工UserID,*部门,职位,*姓名,工号,是否此部门主管(是/否),手机号\n"
                     "u1,市场部-杭州,经理,张三,E1,是,13800138000\n");

    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->heading_row, 3u);
    EXPECT_TRUE(summary->dingtalk_template);
    ASSERT_EQ(reading.sink.records.size(), 1u);
    EXPECT_EQ(reading.sink.records[0].cells[1].heading, "*部门");
    EXPECT_EQ(reading.sink.records[0].origin.row, 4u);
}

TEST(CsvTable, HeadingsOnlyTheMappingKnows_AreFoundByIt)
{
    Reading reading;
    reading.options.is_known_heading = [](const std::string& heading) {
        return heading == "PERS_NR" || heading == "NACHN";
    };

    const auto summary = reading.read("Export 7\nPERS_NR;NACHN\n1;Lee\n");

    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_THAT(reading.texts(), ElementsAre("PERS_NR=1, NACHN=Lee"));
}

TEST(CsvTable, NoHeadings_IsAnError)
{
    EXPECT_THAT(Reading{}.error_of("E1,Ann,1\nE2,Bob,2\n"), HasSubstr("no heading row"));
    EXPECT_THAT(Reading{}.error_of("\n"), HasSubstr("no heading row"));
}

TEST(CsvTable, WhatASpreadsheetDidToACell_IsLeftToIngest)
{
    Reading reading;

    ASSERT_TRUE(reading.read("id,name,mobile\n'007,a,'+852-51234567\n"));

    EXPECT_THAT(reading.texts(), ElementsAre("id='007, name=a, mobile='+852-51234567"));
    EXPECT_THAT(reading.sink.findings, IsEmpty());
}

TEST(CsvTable, FewerCells_AreAFindingAndMoreAreAnError)
{
    Reading reading;

    ASSERT_TRUE(reading.read("id,name,mobile\n1,a\n"));

    EXPECT_THAT(reading.texts(), ElementsAre("id=1, name=a")) << "nothing is said of the mobile";
    ASSERT_EQ(reading.sink.findings.size(), 1u);
    EXPECT_EQ(reading.sink.findings[0].rule, "row.short");
    EXPECT_EQ(reading.sink.findings[0].severity, model::Severity::warning);
    EXPECT_THAT(Reading{}.error_of("id,name\n1,a\n2,b,c\n"), HasSubstr("roster.csv:3: column 3"));
}

TEST(CsvTable, AFileThatEndsInTheMiddleOfARow_IsRefusedAsCutOff)
{
    EXPECT_THAT(
        Reading{}.error_of("id,name,mobile\n1,a,2\n2,b"),
        HasSubstr("roster.csv:3: column 2 (name): the file ends in the middle of this row"));
    Reading whole;
    EXPECT_TRUE(whole.read("id,name,mobile\n1,a,2\n2,b,")) << "only the line end is missing";
}

TEST(CsvTable, MisplacedQuotes_AreAnErrorAtTheirCell)
{
    EXPECT_THAT(Reading{}.error_of("id,name\n1,a\"b\"\n2,c\n"),
                HasSubstr("roster.csv:2: column 2 (name)"));
    EXPECT_THAT(Reading{}.error_of("id,name\n1,\"a\"b\n"), HasSubstr("roster.csv:2: column 2"));
    EXPECT_THAT(Reading{}.error_of("id,name\n1,\"a\n2,b\n"), HasSubstr("row 2: a quotation mark"));
}

TEST(CsvTable, BlankRowsAndHeadingsTwice_AreKeptApart)
{
    Reading reading;

    const auto summary = reading.read("id,mobile,mobile\n,,\n  ,\t,\n\"\",\"\",\"\"\n1,2,3\n");

    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->rows, 1u);
    EXPECT_THAT(reading.texts(), ElementsAre("id=1, mobile=2, mobile=3"));
    EXPECT_EQ(reading.sink.records[0].origin.row, 5u);
}

TEST(CsvTable, ATrailerThatDisagrees_MeansTheFileWasCutShort)
{
    EXPECT_THAT(Reading{}.error_of("id,name\n1,a\n#TRAILER,rows=2\n"), HasSubstr("says 2 rows"));
    Reading whole;
    const auto summary = whole.read("id,name\n1,a\n#TRAILER,rows=1,generated=now\n");
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->rows, 1u);
}

TEST(CsvTable, TheSameFileAgain_IsKnownAndNothingIsDelivered)
{
    Reading reading;
    const std::string text = "id,name\n1,\"a\nb\"\n2,c\n";
    ASSERT_TRUE(reading.read(text));
    const auto first = reading.sink.fingerprints;
    reading.sink.learn();

    const auto summary = reading.read(text);

    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->rows, 2u);
    EXPECT_EQ(reading.sink.fingerprints, first);
    EXPECT_THAT(reading.sink.records, IsEmpty());
}

TEST(CsvTable, OtherHeadingsOrSeparator_MakeOtherFingerprints)
{
    Reading one, two, three;

    ASSERT_TRUE(one.read("id,name\n1,a\n"));
    ASSERT_TRUE(two.read("id,mobile\n1,a\n"));
    three.options.separator = ';';
    ASSERT_TRUE(three.read("id;name\n1,a\n"));

    EXPECT_NE(one.sink.fingerprints, two.sink.fingerprints);
    EXPECT_NE(one.sink.fingerprints, three.sink.fingerprints);
}

TEST(CsvTable, StillBeingWritten_IsNotRead)
{
    Reading reading;
    const std::string path = reading.folder.file("live.csv");
    std::ofstream writer{path};
    writer << "id,name\n" << std::flush;
    reading.options.patience = model::Duration{3000};
    int pauses = 0;
    reading.options.pause = [&](model::Duration) { writer << ++pauses << ",a\n" << std::flush; };

    const auto result = read_table(path, "hr", reading.options, reading.sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::transient);
    EXPECT_EQ(pauses, 3);
    EXPECT_THAT(reading.sink.records, IsEmpty());
}

TEST(CsvTable, OnceTheWriterIsDone_ItIsRead)
{
    Reading reading;
    const std::string path = reading.folder.file("live.csv");
    std::ofstream writer{path};
    writer << "id,name\n1,a" << std::flush;
    int pauses = 0;
    reading.options.pause = [&](model::Duration) {
        if (++pauses == 1) {
            writer << "nn\n";
            writer.close();
        }
    };

    const auto result = read_table(path, "hr", reading.options, reading.sink);

    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(pauses, 2);
    EXPECT_THAT(reading.texts(), ElementsAre("id=1, name=ann"));
}

TEST(CsvTable, ChangedWhileItIsRead_IsReadLater)
{
    Reading reading;
    const std::string path = reading.folder.write("roster.csv", "id,name\n1,a\n");
    reading.options.is_known_heading = [&](const std::string&) {
        std::ofstream{path, std::ios::app} << "2,b\n";
        return true;
    };

    const auto result = read_table(path, "hr", reading.options, reading.sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::transient);
}

TEST(CsvTable, MissingOrTooLarge_IsSaid)
{
    Reading reading;
    const auto missing = read_table("/nowhere/x.csv", "hr", reading.options, reading.sink);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, model::ErrorKind::not_found);
    reading.options.max_bytes = 10;
    EXPECT_THAT(reading.error_of("id,name\n1,abcdef\n"), HasSubstr("larger than 10"));
    EXPECT_THAT(Reading{}.error_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1xx"), HasSubstr("old Excel"));
}

} // namespace
} // namespace rosterd::sdk
