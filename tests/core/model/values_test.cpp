#include <gtest/gtest.h>

#include "core/model/paths.hpp"
#include "core/model/policy.hpp"
#include "core/model/record.hpp"
#include "core/model/time.hpp"

namespace rosterd::model
{
namespace
{

using namespace std::chrono_literals;

TEST(Instants, AnOffset_IsTakenIntoAccount)
{
    const auto instant = parse_instant("2026-11-22T02:30:00+08:00");

    ASSERT_TRUE(instant);
    EXPECT_EQ(to_string(*instant), "2026-11-21T18:30:00.000Z");
    EXPECT_EQ(parse_instant(to_string(*instant)), instant);
}

TEST(Instants, WhatIsNotOne_IsRefused)
{
    for (const char* text :
         {"", "2026-11-22", "2026-11-22T25:00:00Z", "2026-02-30T00:00:00Z", "2026-11-22T02:30:00",
          "2026-11-22T02:30:00Zx", "2026-11-22T02:30:0-Z"}) {
        EXPECT_EQ(parse_instant(text), std::nullopt) << text;
    }
}

TEST(Dates, OnlyDaysThatExist_AreRead)
{
    EXPECT_EQ(parse_date("2024-02-29"), (Date{2024y, std::chrono::February, 29d}));
    EXPECT_EQ(parse_date("2023-02-29"), std::nullopt);
    EXPECT_EQ(parse_date("2024-2-9"), std::nullopt);
    EXPECT_EQ(to_string(Date{2024y, std::chrono::February, 29d}), "2024-02-29");
    EXPECT_EQ(to_unix_ms(Date{1970y, std::chrono::January, 2d}), 86'400'000);
}

TEST(Durations, HaveAUnit)
{
    EXPECT_EQ(parse_duration("30s"), Duration{30'000});
    EXPECT_EQ(parse_duration("7d"), Duration{7 * 86'400'000});
    EXPECT_EQ(parse_duration("250ms"), Duration{250});
    EXPECT_EQ(parse_duration("30"), std::nullopt);
    EXPECT_EQ(parse_duration("-5m"), std::nullopt);
    EXPECT_EQ(parse_duration("5 m"), std::nullopt);
    EXPECT_EQ(parse_duration("99999999999999d"), std::nullopt);
}

TEST(Paths, AreTakenApartAndPutTogether)
{
    EXPECT_EQ(parent_of("/零售/旺角店"), "/零售");
    EXPECT_EQ(parent_of("/零售"), "/");
    EXPECT_EQ(parent_of("/"), "");
    EXPECT_EQ(leaf_of("/零售/旺角店"), "旺角店");
    EXPECT_EQ(join("/", "零售"), "/零售");
    EXPECT_EQ(join("/零售", "旺角店"), "/零售/旺角店");
    EXPECT_EQ(ancestors_of("/A/B/C"), (std::vector<std::string>{"/A", "/A/B", "/A/B/C"}));
    EXPECT_TRUE(ancestors_of("/").empty());
}

TEST(ScopePatterns, AStar_StaysWithinItsLevel)
{
    EXPECT_TRUE(matches("零售/*", "/零售/旺角店"));
    EXPECT_FALSE(matches("零售/*", "/零售/旺角店/收銀"));
    EXPECT_TRUE(matches("零售/旺角*", "/零售/旺角店"));
    EXPECT_FALSE(matches("零售", "/零售/旺角店"));
}

TEST(ScopePatterns, TwoStars_TakeTheSubtreeAndItsTop)
{
    EXPECT_TRUE(matches("零售/**", "/零售"));
    EXPECT_TRUE(matches("零售/**", "/零售/旺角店/收銀"));
    EXPECT_TRUE(matches("**/收銀", "/零售/旺角店/收銀"));
    EXPECT_FALSE(matches("零售/**", "/零售部"));
    EXPECT_TRUE(matches("**", "/"));
}

TEST(RecordFingerprints, MovingACharacterBetweenCells_Shows)
{
    Record one;
    one.cells = {{"name", "ab"}, {"mobile", "c"}};
    Record other;
    other.cells = {{"name", "a"}, {"mobile", "bc"}};

    EXPECT_NE(fingerprint_of(one), fingerprint_of(other));
    other.cells = one.cells;
    other.origin.row = 9;
    EXPECT_EQ(fingerprint_of(one), fingerprint_of(other));
}

TEST(PolicyFingerprints, APaceMakesNoDifference_ALimitDoes)
{
    Policy policy;
    const auto same = fingerprint_of(policy);

    policy.qps = 60;
    EXPECT_EQ(fingerprint_of(policy), same);
    policy.leavers.count = 6;
    EXPECT_NE(fingerprint_of(policy), same);
}

} // namespace
} // namespace rosterd::model
