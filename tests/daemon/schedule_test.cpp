#include <gtest/gtest.h>

#include "daemon/schedule/cron.hpp"
#include "daemon/schedule/schedule.hpp"

namespace rosterd::schedule
{
namespace
{

using namespace std::chrono_literals;
using config::ReadKind;
using model::Instant;
using model::parse_instant;

Instant at(const char* text)
{
    return parse_instant(text).value();
}

std::string next_text(const char* cron, const char* zone, const char* after)
{
    const auto found = next(parse_cron(cron).value(), zone, at(after));
    return found ? model::to_string(*found) : "never";
}

TEST(Cron, HalfPastTwoInHongKong_IsTheEveningBeforeInUtc)
{
    EXPECT_EQ(next_text("30 2 * * *", "Asia/Hong_Kong", "2026-11-22T00:00:00Z"),
              "2026-11-22T18:30:00.000Z");
    EXPECT_EQ(next_text("30 2 * * *", "Asia/Hong_Kong", "2026-11-22T18:30:00Z"),
              "2026-11-23T18:30:00.000Z");
}

TEST(Cron, StepsListsRangesAndNames_AreUnderstood)
{
    EXPECT_EQ(next_text("*/20 9-17 * * mon-fri", "UTC", "2026-11-21T12:00:00Z"), // a Saturday
              "2026-11-23T09:00:00.000Z");
    EXPECT_EQ(next_text("5,35 0 1 jan *", "UTC", "2026-11-21T12:00:00Z"),
              "2027-01-01T00:05:00.000Z");
    EXPECT_EQ(next_text("0 0 * * 7", "UTC", "2026-11-21T12:00:00Z"), "2026-11-22T00:00:00.000Z");
}

TEST(Cron, BothDaysRestricted_EitherIsEnough)
{
    EXPECT_EQ(next_text("0 0 13 * fri", "UTC", "2026-11-21T12:00:00Z"), "2026-11-27T00:00:00.000Z");
    EXPECT_EQ(next_text("0 0 13 * fri", "UTC", "2026-12-12T12:00:00Z"), "2026-12-13T00:00:00.000Z");
}

TEST(Cron, TimeSkippedByDaylightSaving_HappensAtTheEndOfTheGap)
{
    // Berlin jumps from 02:00 to 03:00 on 2026-03-29, which is 01:00 UTC.
    EXPECT_EQ(next_text("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z"),
              "2026-03-29T01:00:00.000Z");
    EXPECT_EQ(next_text("30 2 * * *", "Europe/Berlin", "2026-03-29T01:00:00Z"),
              "2026-03-30T00:30:00.000Z");
}

TEST(Cron, TimeThatOccursTwice_HappensOnce)
{
    // Berlin goes back from 03:00 to 02:00 on 2026-10-25: 02:30 is 00:30 and 01:30 UTC.
    EXPECT_EQ(next_text("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z"),
              "2026-10-25T00:30:00.000Z");
    EXPECT_EQ(next_text("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z"),
              "2026-10-26T01:30:00.000Z");
}

TEST(Cron, ADayThatNeverComes_IsNever)
{
    EXPECT_EQ(next_text("0 0 31 feb *", "UTC", "2026-01-01T00:00:00Z"), "never");
    EXPECT_EQ(next_text("0 0 29 feb *", "UTC", "2026-01-01T00:00:00Z"), "2028-02-29T00:00:00.000Z");
}

TEST(Cron, WhatIsNotOne_IsRefusedWithTheFaultyPart)
{
    for (const char* text : {"", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "*/0 * * * *",
                             "5-1 * * * *", "* * * * fun", "1,,2 * * * *"}) {
        EXPECT_FALSE(parse_cron(text)) << text;
    }
    EXPECT_NE(parse_cron("* 24 * * *").error().message.find("'24' is no hour"), std::string::npos);
}

config::ScheduleSettings every(model::Duration interval, ReadKind read = ReadKind::changes)
{
    return {interval, "", "UTC", read};
}

TEST(Schedule, FirstStart_RunsAtOnceAndThenEachInterval)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{every(15min)}, now, std::nullopt, std::nullopt};

    EXPECT_EQ(schedule.begin(now)->trigger, "schedule");
    schedule.ended();
    EXPECT_FALSE(schedule.begin(now + 1min));
    EXPECT_EQ(schedule.wake(), now + 15min);
    EXPECT_TRUE(schedule.begin(now + 15min));
}

TEST(Schedule, RunsMissedWhileStopped_AreCaughtUpOnce)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{every(15min)}, now, now - 24h, std::nullopt};

    EXPECT_TRUE(schedule.begin(now));
    schedule.ended();
    EXPECT_FALSE(schedule.begin(now));
    EXPECT_EQ(schedule.wake(), now + 15min);
}

TEST(Schedule, ARunMissedByCron_IsCaughtUpOnce)
{
    const Instant now = at("2026-11-22T12:00:00Z");
    Schedule schedule{{{std::nullopt, "30 2 * * *", "UTC", ReadKind::full}}, now, now, now - 72h};

    const auto start = schedule.begin(now);

    ASSERT_TRUE(start);
    EXPECT_EQ(start->read, ReadKind::full);
    schedule.ended();
    EXPECT_EQ(schedule.wake(), at("2026-11-23T02:30:00Z"));
}

TEST(Schedule, WhileARunGoesOn_NothingElseStartsAndNothingIsLost)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{every(1min)}, now, std::nullopt, std::nullopt};
    schedule.begin(now);

    schedule.ask("push", ReadKind::changes, now + 1s, 0s);
    EXPECT_FALSE(schedule.begin(now + 2min));
    schedule.ended();

    EXPECT_EQ(schedule.begin(now + 2min)->trigger, "push");
    schedule.ended();
    EXPECT_FALSE(schedule.begin(now + 2min)) << "the interval was due too and was part of that run";
}

TEST(Schedule, OtherEntriesWhileARunGoesOn_LoseNothingThatWasAskedFor)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{every(1min)}, now, std::nullopt, std::nullopt};
    schedule.begin(now);
    schedule.ask("push", ReadKind::full, now, 0s);
    schedule.look_again_at(now + 2min, now);

    schedule.reschedule({every(1h)}, now + 1s, now, std::nullopt);

    EXPECT_FALSE(schedule.begin(now + 1s)) << "the run still goes on";
    schedule.ended();
    const auto start = schedule.begin(now + 1s);
    ASSERT_TRUE(start);
    EXPECT_EQ(start->trigger, "push");
    EXPECT_EQ(start->read, ReadKind::full);
    schedule.ended();
    EXPECT_EQ(schedule.wake(), now + 2min);
}

TEST(Schedule, SeveralChangesInARow_MakeOneRun)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{}, now, std::nullopt, std::nullopt};

    schedule.ask("file", ReadKind::changes, now, 500ms);
    schedule.ask("command", ReadKind::full, now + 100ms, 500ms);

    EXPECT_FALSE(schedule.begin(now + 400ms));
    const auto start = schedule.begin(now + 500ms);
    ASSERT_TRUE(start);
    EXPECT_EQ(start->trigger, "file");
    EXPECT_EQ(start->read, ReadKind::full);
    schedule.ended();
    EXPECT_FALSE(schedule.begin(now + 1h));
}

TEST(Schedule, TheEndOfALastDay_StartsARunByItself_BeforeAnythingIsRead)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{}, now, std::nullopt, std::nullopt};

    schedule.look_again_at(now + 6h, now);

    ASSERT_EQ(schedule.wake(), now + 6h - 5min);
    EXPECT_EQ(schedule.begin(now + 6h - 5min)->trigger, "before_due"); // HR may have thought again
    schedule.ended();
    schedule.look_again_at(now + 6h, now + 6h - 5min);
    ASSERT_EQ(schedule.wake(), now + 6h);
    EXPECT_FALSE(schedule.begin(now + 6h - 1ms));
    const auto start = schedule.begin(now + 6h);
    ASSERT_TRUE(start);
    EXPECT_EQ(start->trigger, "due");
    EXPECT_TRUE(start->only_due);
}

TEST(Schedule, WhoeverLeavesNow_GoesAheadOfAllOtherWork)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    config::ScheduleSettings often;
    often.every = 6h;
    often.read = ReadKind::full;
    Schedule schedule{{often}, now, now, now};
    schedule.look_again_at(now + 6h, now + 6h - 1min);
    schedule.ask("push", ReadKind::changes, now + 6h - 1s, 0ms);

    EXPECT_EQ(schedule.begin(now + 6h)->trigger, "due");
    schedule.ended();
    const auto next = schedule.begin(now + 6h);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->trigger, "push");
    EXPECT_EQ(next->read, ReadKind::full);
    EXPECT_FALSE(next->only_due);
}

TEST(Schedule, ARunThatGoesOn_MakesWayForWhoeverLeavesNow)
{
    const Instant now = at("2026-11-22T00:00:00Z");
    Schedule schedule{{}, now, std::nullopt, std::nullopt};
    schedule.look_again_at(now + 1h, now);
    schedule.ask("file", ReadKind::full, now, 0ms);
    ASSERT_EQ(schedule.begin(now + 50min)->trigger, "file");

    EXPECT_FALSE(schedule.makes_way(now + 1h - 1ms));
    EXPECT_TRUE(schedule.makes_way(now + 1h));
    schedule.ended();
    ASSERT_EQ(schedule.begin(now + 1h)->trigger, "due");
    schedule.look_again_at(now + 1h + 1s, now + 1h);
    EXPECT_FALSE(schedule.makes_way(now + 2h)); // that run is for such people itself
}

} // namespace
} // namespace rosterd::schedule
