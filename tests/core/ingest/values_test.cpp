#include <gtest/gtest.h>

#include "core/ingest/dates.hpp"
#include "core/ingest/ids.hpp"
#include "core/ingest/mail.hpp"
#include "core/ingest/numbers.hpp"
#include "core/ingest/words.hpp"

namespace rosterd::ingest
{
namespace
{

std::string date_text(const std::string& text)
{
    const auto date = clean_date(text);
    std::string out = date.value ? model::to_string(*date.value) : "";
    for (const Remark& remark : date.remarks) {
        out += std::string{out.empty() ? "" : " "}.append(remark.rule);
    }
    return out;
}

TEST(CleanDate, EveryUsualForm_IsRead)
{
    for (const char* text :
         {"2024-03-01", "2024/3/1", "2024.3.1", "2024年3月1日", "2024年03月01号", "20240301",
          "2024-03-01T00:00:00Z", "2024-03-01T08:30:00.000+08:00", "2024/3/1 0:00",
          "2024-03-01 9:30:00 AM", "1 Mar 2024", "Mar 1, 2024", "01-March-2024"}) {
        EXPECT_EQ(date_text(text), "2024-03-01") << text;
    }
}

TEST(CleanDate, DayAndMonthInEitherOrder_OnlyWhereOneReadingIsPossible)
{
    EXPECT_EQ(date_text("31/12/2024"), "2024-12-31");
    EXPECT_EQ(date_text("12/31/2024"), "2024-12-31");
    EXPECT_EQ(date_text("5/5/2024"), "2024-05-05");
    EXPECT_EQ(date_text("03/04/2024"), "date.ambiguous");
    EXPECT_EQ(clean_date("03/04/2024").remarks[0].arguments[0].second, "2024-04-03");
    EXPECT_EQ(clean_date("03/04/2024").remarks[0].arguments[1].second, "2024-03-04");
}

TEST(CleanDate, SpreadsheetSerial_IsMendedAndSaid)
{
    EXPECT_EQ(date_text("45352"), "2024-03-01 date.serial");
    EXPECT_EQ(date_text("45352.75"), "2024-03-01 date.serial");
}

TEST(CleanDate, NoDate_IsAnError)
{
    for (const char* text : {"2024-02-30", "2023-02-29", "20241301", "24-3-1", "1/2/24", "soon",
                             "2024-3", "2024--03-01", "2024/3-1", "0000-00-00", "32/13/2024", "-",
                             "Foo 1, 2024", "2024年3月", "99", "1234567"}) {
        EXPECT_EQ(date_text(text), "date.invalid") << text;
    }
    EXPECT_EQ(date_text(""), "");
}

TEST(CleanMail, UsualAddresses_StayOrAreWrittenPlainly)
{
    EXPECT_EQ(clean_mail("tai.man+hr@example.com").value, "tai.man+hr@example.com");
    EXPECT_TRUE(clean_mail("tai.man@example.com").remarks.empty());
    EXPECT_EQ(clean_mail("Tai.Man@EXAMPLE.com").value, "Tai.Man@example.com");
    EXPECT_EQ(clean_mail("mailto:a@b.hk").value, "a@b.hk");
    EXPECT_EQ(clean_mail("<a@b.hk>").remarks[0].rule, "mail.written");
    EXPECT_TRUE(clean_mail("").remarks.empty());
}

TEST(CleanMail, WhatIsNotOneAddress_IsAnError)
{
    for (const char* text : {"a", "a@", "@b.com", "a@b", "a@@b.com", "a b@c.com", "a@b..com",
                             ".a@b.com", "a@b.com;c@d.com", "a@-b.com", "a@b.c", "陳 大文@b.com"}) {
        ASSERT_EQ(clean_mail(text).remarks.size(), 1u) << text;
        EXPECT_EQ(clean_mail(text).remarks[0].rule, "*.format") << text;
        EXPECT_EQ(clean_mail(text).value, "") << text;
    }
}

TEST(CleanNumber, SpreadsheetHarm_IsMendedWhereNothingIsLost)
{
    EXPECT_EQ(clean_number("13800138000.0").value, "13800138000");
    EXPECT_EQ(clean_number("1042.00").remarks[0].rule, "number.decimal");
    EXPECT_EQ(clean_number("1.38E+10").remarks[0].rule, "*.excel");
    EXPECT_EQ(clean_number("2E+10").remarks[0].rule, "*.excel");
    for (const char* text : {"", "E1042", "1E5", "10.5", "1.2.0", "E.0", "007", "1.E", "3A.0"}) {
        EXPECT_EQ(clean_number(text).value, text);
        EXPECT_TRUE(clean_number(text).remarks.empty()) << text;
    }
}

TEST(Words, ThreeLanguages_AreUnderstood)
{
    for (const char* yes : {"是", "Yes", "TRUE", "1", "有", "y"}) {
        EXPECT_EQ(yes_or_no(yes), std::optional{true}) << yes;
    }
    for (const char* no : {"否", "no", "FALSE", "0", "無", "无"}) {
        EXPECT_EQ(yes_or_no(no), std::optional{false}) << no;
    }
    EXPECT_EQ(clean_flag("maybe").remarks[0].rule, "*.yes_no");
    using enum model::EmploymentStatus;
    EXPECT_EQ(clean_status("在職").value, active);
    EXPECT_EQ(clean_status("试用").value, active);
    EXPECT_EQ(clean_status("離職").value, terminated);
    EXPECT_EQ(clean_status("停薪留職").value, leave);
    EXPECT_EQ(clean_status("待入职").value, prehire);
    EXPECT_EQ(clean_status("Terminated").value, terminated);
    EXPECT_EQ(clean_status("外星").remarks[0].rule, "status.unknown");
    EXPECT_EQ(clean_account("專屬帳號").value, model::AccountKind::dingtalk);
    EXPECT_EQ(clean_account("x").remarks[0].rule, "account.unknown");
    EXPECT_FALSE(clean_status("").value);
}

TEST(CleanTimeZone, UnknownName_IsDroppedWithAWarning)
{
    EXPECT_EQ(clean_time_zone("Asia/Hong_Kong").value, "Asia/Hong_Kong");
    EXPECT_EQ(clean_time_zone("Asia/HongKong").remarks[0].rule, "time_zone.unknown");
    EXPECT_EQ(clean_time_zone("HKT").value, "");
}

TEST(Ids, CharactersThatBreakLists_AreFound)
{
    EXPECT_FALSE(unfit_character_in("E1042-a_b.c@d"));
    EXPECT_FALSE(unfit_character_in("粵001"));
    EXPECT_EQ(unfit_character_in("E1,E2"), std::optional<std::string>{","});
    EXPECT_EQ(unfit_character_in("E 1"), std::optional<std::string>{" "});
}

} // namespace
} // namespace rosterd::ingest
