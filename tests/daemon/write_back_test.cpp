// From a change by hand in DingTalk to the source that is told of it.
#include <gmock/gmock.h>

#include "daemon/cycle/write_back.hpp"
#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

using model::ErrorKind;
using model::FieldOwner;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct WriteBack : Stage {
    std::vector<std::string> heard; // "E1 title=x"
    std::set<std::string> deaf;     // whom the source can't take

    WriteBack()
    {
        policy.fields = {{"title", FieldOwner::dingtalk}, {"work_place", FieldOwner::newest}};
        write_back = {"title", "work_place"};
        told = [this](const sdk::Learned& person) -> model::Result<void> {
            for (const auto& [field, value] : person.values) {
                heard.push_back(person.employee_id + " " + field + "=" + value);
            }
            if (deaf.contains(person.employee_id)) {
                return model::fail(ErrorKind::transient, "locked");
            }
            return {};
        };
        for (int i = 1000; i < 1010; ++i) {
            rows.push_back(person(std::to_string(i), "零售"));
            rows.back()["title"] = "店員";
            rows.back()["work_place"] = "香港";
        }
        run();
        run();
    }

    void by_hand(const std::string& userid, const std::string& field, const std::string& value)
    {
        control("/sandbox/users/" + userid, {{field, value}});
    }
    // What this run told.
    std::vector<std::string> tell(bool full = true)
    {
        heard.clear();
        report = run(full);
        return heard;
    }
    std::int64_t waiting() { return static_cast<std::int64_t>(store->fields().backlogs().size()); }

    cycle::Report report;
};

TEST_F(WriteBack, AChangeByHand_IsToldInTheRunThatFindsItAndNeverAgain)
{
    by_hand("1003", "title", "店長");

    EXPECT_THAT(tell(), ElementsAre("1003 title=店長"));
    EXPECT_THAT(planned(report), IsEmpty());
    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    EXPECT_EQ(log.count("write_back.told"), 1U);
    EXPECT_THAT(tell(), IsEmpty()) << "HR ignores it";

    rows[3]["title"] = "店長"; // HR takes it
    EXPECT_THAT(tell(), IsEmpty());
    EXPECT_THAT(planned(report), IsEmpty());
    rows[3]["title"] = "經理";
    EXPECT_THAT(tell(), IsEmpty());
    EXPECT_THAT(planned(report), IsEmpty()) << "the field is DingTalk's";
}

TEST_F(WriteBack, ItStandsInTheAuditTrail)
{
    by_hand("1003", "title", "店長");
    tell();

    const auto entries = store->audit().find({.about = "1003"});
    ASSERT_FALSE(entries.empty());
    EXPECT_EQ(entries.back().action, "write_back");
    EXPECT_EQ(entries.back().target, "hr");
    EXPECT_EQ(entries.back().after, (model::Json{{"title", "店長"}}));
    EXPECT_EQ(entries.back().run_id, report.run_id);
}

TEST_F(WriteBack, ThatFails_IsPutOffLongerEachTimeAndFailsNoRun)
{
    deaf = {"1003"};
    by_hand("1003", "title", "店長");
    by_hand("1004", "title", "店長");

    EXPECT_EQ(tell().size(), 2U);
    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    EXPECT_EQ(report.written_back.at(0).people, 1);
    EXPECT_EQ(report.written_back.at(0).put_off, 1);
    ASSERT_TRUE(report.write_back_at);
    EXPECT_EQ(*report.write_back_at - loop.now(), std::chrono::minutes{1});
    EXPECT_EQ(log.count("write_back.put_off"), 1U);

    EXPECT_THAT(tell(), IsEmpty()) << "not before its time";
    loop.jump_wall_clock(std::chrono::minutes{1});
    EXPECT_THAT(tell(), ElementsAre("1003 title=店長"));
    EXPECT_EQ(*report.write_back_at - loop.now(), std::chrono::minutes{2});

    deaf.clear();
    loop.jump_wall_clock(std::chrono::minutes{2});
    EXPECT_THAT(tell(), ElementsAre("1003 title=店長"));
    EXPECT_FALSE(report.write_back_at);
    EXPECT_EQ(waiting(), 0);
}

TEST(WriteBackWaits, GrowFromAMinuteToSixHours)
{
    EXPECT_EQ(cycle::wait_after(1), std::chrono::minutes{1});
    EXPECT_EQ(cycle::wait_after(2), std::chrono::minutes{2});
    EXPECT_EQ(cycle::wait_after(6), std::chrono::minutes{32});
    EXPECT_EQ(cycle::wait_after(10), std::chrono::hours{6});
    EXPECT_EQ(cycle::wait_after(1'000'000), std::chrono::hours{6});
}

TEST_F(WriteBack, TheLastValueIsTold_AndNothingWhereHrSaysItByThen)
{
    deaf = {"1003", "1004"};
    by_hand("1003", "title", "一");
    by_hand("1004", "title", "一");
    tell();
    deaf.clear();
    by_hand("1003", "title", "二");
    rows[4]["title"] = "一";

    EXPECT_THAT(tell(), ElementsAre("1003 title=二"));
    loop.jump_wall_clock(std::chrono::hours{1});
    EXPECT_THAT(tell(), IsEmpty());
}

TEST_F(WriteBack, WhileTheSourceIsAwayOrItsFeedIsHeld_NothingIsTold)
{
    by_hand("1003", "title", "店長");
    hr_is_away = true;
    EXPECT_THAT(tell(), IsEmpty());
    hr_is_away = false;

    policy.source_shrinks_percent = 10;
    const auto all = rows;
    rows.resize(6); // a file cut short
    EXPECT_THAT(tell(), IsEmpty());
    EXPECT_EQ(report.outcome, cycle::Outcome::held);
    EXPECT_FALSE(report.write_back_at);
    EXPECT_EQ(waiting(), 1) << "it waits";

    rows = all;
    EXPECT_THAT(tell(), ElementsAre("1003 title=店長"));
}

TEST_F(WriteBack, AReadThatWasRefused_LetsNothingBeTold)
{
    policy.lost_columns = {3, 50};
    for (Row& row : rows) {
        row["last_day"] = "2030-01-01";
    }
    tell();
    by_hand("1003", "title", "店長");
    for (Row& row : rows) {
        row["last_day"] = "";
    }
    EXPECT_THAT(tell(), IsEmpty());
    EXPECT_EQ(waiting(), 1);
}

TEST_F(WriteBack, KilledBeforeItIsWrittenDown_TheSameIsToldOnceMoreAndThenNoMore)
{
    by_hand("1003", "title", "店長");
    const auto listen = told;
    told = [&](const sdk::Learned& person) -> model::Result<void> {
        static_cast<void>(listen(person));
        throw state::StoreError{"killed"};
    };
    EXPECT_THROW(tell(), state::StoreError);
    EXPECT_THAT(heard, ElementsAre("1003 title=店長"));

    told = listen;
    start_process();
    EXPECT_THAT(tell(false), ElementsAre("1003 title=店長"));
    EXPECT_THAT(tell(), IsEmpty());
}

TEST_F(WriteBack, APlan_TellsNobody)
{
    by_hand("1003", "title", "店長");
    run(true, false);
    EXPECT_THAT(heard, IsEmpty());
    EXPECT_THAT(tell(false), ElementsAre("1003 title=店長"));
}

TEST_F(WriteBack, WhoJoins_IsToldOfInTheSameRun)
{
    write_back = {"userid"};
    tell();
    rows.push_back(person("1042", "零售"));

    EXPECT_THAT(tell(), ElementsAre("1042 userid=1042"));
    EXPECT_THAT(tell(), IsEmpty());
}

TEST_F(WriteBack, AFieldThatIsConfiguredLater_IsToldOfEverybody)
{
    write_back = {"userid", "active"};
    EXPECT_EQ(tell(false).size(), 20U);
    EXPECT_THAT(heard, ::testing::Contains("1009 active=false"));
    EXPECT_THAT(tell(), IsEmpty());
}

TEST_F(WriteBack, AFieldThatIsNoLongerConfigured_WaitsNoMore)
{
    deaf = {"1003"};
    by_hand("1003", "title", "店長");
    tell();
    write_back = {"work_place"};
    tell();

    EXPECT_EQ(waiting(), 0);
}

TEST_F(WriteBack, WhoeverIsGone_IsNotToldOf)
{
    deaf = {"1003"};
    by_hand("1003", "title", "店長");
    tell();
    rows.erase(rows.begin() + 3);
    tell();

    EXPECT_EQ(waiting(), 0);
}

TEST_F(WriteBack, TheNewest_StaysAndIsToldUntilHrChangesItAgain)
{
    by_hand("1003", "work_place", "澳門");
    EXPECT_THAT(tell(), ElementsAre("1003 work_place=澳門"));
    EXPECT_THAT(planned(report), IsEmpty());
    EXPECT_THAT(tell(), IsEmpty());

    loop.jump_wall_clock(std::chrono::minutes{1});
    rows[3]["work_place"] = "深圳";
    EXPECT_THAT(tell(), IsEmpty());
    EXPECT_THAT(planned(report), ElementsAre("user.update 1003"));
    EXPECT_THAT(tell(), IsEmpty());
    EXPECT_THAT(planned(report), IsEmpty());
}

TEST_F(WriteBack, AConnectorThatThrows_CostsItsOwnSourceARetry)
{
    by_hand("1003", "title", "店長");
    told = [](const sdk::Learned&) -> model::Result<void> { throw std::runtime_error{"bug"}; };

    EXPECT_NO_THROW(tell());
    EXPECT_EQ(report.outcome, cycle::Outcome::done);
    EXPECT_EQ(report.written_back.at(0).put_off, 1);
}

TEST_F(WriteBack, DriftOfAFieldThatIsNotHrs_IsShownWithItsOwnerAndLeftAlone)
{
    by_hand("1003", "title", "店長");
    by_hand("1003", "remark", "by hand");
    tell();

    std::map<std::string, cycle::Drift> drift;
    for (const cycle::Drift& one : report.drift) {
        drift[one.field] = one;
    }
    EXPECT_EQ(drift.at("title").owner, FieldOwner::dingtalk);
    EXPECT_EQ(drift.at("title").operation, "");
    EXPECT_EQ(drift.at("title").says, "店員");
    EXPECT_EQ(drift.at("remark").owner, FieldOwner::hr);
    EXPECT_TRUE(drift.at("remark").says.is_null());
}

} // namespace
} // namespace rosterd::test
