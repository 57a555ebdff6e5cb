#include <gtest/gtest.h>

#include "daemon/log/log.hpp"
#include "daemon/log/mask.hpp"

namespace rosterd::log
{
namespace
{

using model::Json;

TEST(Mask, AMobileNumber_KeepsItsCountryAndLastFour)
{
    EXPECT_EQ(mask_mobile("+852-51234567"), "+852-****4567");
    EXPECT_EQ(mask_mobile("13800138000"), "****8000");
}

TEST(Mask, AMailAddress_KeepsItsFirstCharacterAndHost)
{
    EXPECT_EQ(mask_mail("tai.man@example.hk"), "t***@example.hk");
    EXPECT_EQ(mask_mail("陳大文@example.hk"), "陳***@example.hk");
}

TEST(Mask, PersonalDataWithinAText_IsFoundWhereverItStands)
{
    EXPECT_EQ(mask_text("mobile +852-51234567 is E7's, mail a.b@c.hk"),
              "mobile +852-****4567 is E7's, mail a***@c.hk");
    EXPECT_EQ(mask_text("手機13800138000已存在"), "手機****8000已存在");
    EXPECT_EQ(mask_text("5123 4567"), "****4567");
}

TEST(Mask, DatesCountsAndIds_StayReadable)
{
    for (const char* text : {"2026-11-22T02:30:00Z", "1000 rows in 3 s", "E1042", "roster.csv:17",
                             "roster.csv: UTF-8, comma, 1000000 rows", "r-2026-11-22-0001",
                             "request_id 731CD970-04EA-745E-8E04-4150000F12AB",
                             "request_id 12345678-1234-1234-1234-123456789012"}) {
        EXPECT_EQ(mask_text(text), text);
    }
}

TEST(Mask, JsonIsMaskedThroughout_ItsIdsAreNot)
{
    const Json fields{{"employee_id", "10042318"},
                      {"message", "60104: mobile 13800138000 exists"},
                      {"after", {{"mobile", "+852-51234567"}, {"list", {"x@y.hk"}}}}};

    const Json safe = masked(fields);

    EXPECT_EQ(safe["employee_id"], "10042318");
    EXPECT_EQ(safe["message"], "60104: mobile ****8000 exists");
    EXPECT_EQ(safe["after"]["mobile"], "+852-****4567");
    EXPECT_EQ(safe["after"]["list"][0], "x***@y.hk");
}

// One seal in a hundred begins with seven digits; a mark with stars in it proves nothing.
TEST(Mask, TheMarkOfTheAuditTrail_StaysWhole)
{
    const model::Json fields{{"audit", "12:95321515241fcf02d7ae71dd2be433e4"},
                             {"note", "12:95321515 241"}};
    EXPECT_EQ(masked(fields)["audit"], fields["audit"]);
    EXPECT_NE(masked(fields)["note"], fields["note"]);
}

TEST(LogLine, AsJson_HasTheContractsKeysFirst)
{
    const std::string line =
        line_as_json(Level::warning, "operation.failed", {{"run_id", "r-1"}, {"errcode", "60104"}},
                     model::Instant{});

    EXPECT_EQ(line,
              R"({"ts":"1970-01-01T00:00:00.000Z","level":"warning","event":"operation.failed",)"
              R"("run_id":"r-1","errcode":"60104"})");
}

TEST(LogLine, ForPeople_IsOneLineWhateverTheFieldsHold)
{
    const std::string line =
        line_for_people(Level::error, "source.failed",
                        {{"message", "first\nsecond"}, {"source", "hr"}}, model::Instant{}, false);

    EXPECT_EQ(line, "error source.failed: first second source=hr");
}

TEST(LogLine, BrokenUtf8_IsReplacedNotThrown)
{
    EXPECT_NO_THROW(line_as_json(Level::info, "x", {{"message", "\xff\xfe"}}, model::Instant{}));
}

} // namespace
} // namespace rosterd::log
