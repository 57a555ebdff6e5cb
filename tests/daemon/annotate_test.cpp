#include <gtest/gtest.h>

#include "daemon/cli/annotate.hpp"
#include "daemon/cli/findings_text.hpp"

namespace rosterd::cli
{
namespace
{

model::Record record(const std::string& where, std::vector<model::Cell> cells)
{
    model::Record out;
    out.origin.where = where;
    out.cells = std::move(cells);
    return out;
}

model::Finding finding(const std::string& where)
{
    model::Finding out;
    out.origin.where = where;
    out.column = "手機";
    out.rule = "mobile.format";
    out.message = "no mobile number";
    out.hint = "write +852-51234567";
    return out;
}

TEST(AnnotatedCopy, EachRecord_HasItsFindingsInTheLastColumn)
{
    const std::string csv = annotated_csv({record("a.csv:2", {{"姓名", "陳"}, {"手機", "12"}}),
                                           record("a.csv:3", {{"姓名", "李"}, {"手機", "13"}})},
                                          {finding("a.csv:2")});

    EXPECT_EQ(csv, "\xEF\xBB\xBF\"姓名\",\"手機\",\"findings\"\r\n"
                   "\"陳\",\"12\",\"error: 手機: no mobile number (write +852-51234567)\"\r\n"
                   "\"李\",\"13\",\"\"\r\n");
}

TEST(AnnotatedCopy, WhatASpreadsheetWouldRun_BecomesText)
{
    for (const char* text :
         {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "＝1+1", "+852=1"}) {
        const std::string csv = annotated_csv({record("a:2", {{"x", text}})}, {});
        EXPECT_NE(csv.find("\"'" + std::string{text}), std::string::npos) << text;
    }
}

TEST(AnnotatedCopy, NumbersNamesAndQuotes_StayAsTheyAre)
{
    const std::string csv = annotated_csv(
        {record("a:2", {{"x", "+852-5123 4567"}, {"y", "O\"Neil, A"}, {"z", "-5"}})}, {});

    EXPECT_NE(csv.find("\"+852-5123 4567\",\"O\"\"Neil, A\",\"-5\""), std::string::npos) << csv;
}

TEST(FindingsText, ReadsLikeACompilersMessages)
{
    EXPECT_EQ(
        findings_text({finding("roster.csv:17")}, false),
        "roster.csv:17:手機: error: no mobile number [mobile.format]\n    write +852-51234567\n");
}

std::size_t lines_with(const std::string& text, const std::string& word)
{
    std::size_t count = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        ++count;
    }
    return count;
}

TEST(FindingsText, OneCorrectionAllDownAColumn_IsShownTwentyTimesAndCounted)
{
    model::Finding mended = finding("roster.csv:17");
    mended.severity = model::Severity::fixed;

    const std::string text = findings_text(std::vector<model::Finding>(500, mended), false);

    EXPECT_EQ(lines_with(text, "roster.csv:17"), 20U);
    EXPECT_NE(text.find("手機: fixed: 480 more like these [mobile.format]"), std::string::npos);
}

TEST(FindingsText, FaultsAreNeverFolded)
{
    const std::vector<model::Finding> faults(500, finding("roster.csv:17"));

    EXPECT_EQ(lines_with(findings_text(faults, false), "roster.csv:17"), 500U);
}

TEST(FindingsText, EscapeSequencesInAFile_DoNotReachTheTerminal)
{
    model::Finding bad = finding("roster.csv:17");
    bad.message = "\033[2Jgone";

    EXPECT_EQ(findings_text({bad}, false).find('\033'), std::string::npos);
}

} // namespace
} // namespace rosterd::cli
