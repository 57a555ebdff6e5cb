// What rosterd made a moment ago and DingTalk does not show yet is not gone.
#include <gmock/gmock.h>

#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kGetUser = "/topapi/v2/user/get";
constexpr const char* kGetDepartment = "/topapi/v2/department/get";

sandbox::Rules without_limits()
{
    sandbox::Rules rules;
    rules.qps = 0;
    return rules;
}

class NotShownYet : public Stage
{
protected:
    NotShownYet() : Stage{without_limits()} {}
    void hire(int people, const std::string& department)
    {
        for (int i = 0; i < people; ++i) {
            rows.push_back(
                person(std::to_string(1000 + static_cast<int>(rows.size())), department));
        }
    }
    net::Duration took(const std::function<void()>& work)
    {
        const auto began = loop.steady();
        work();
        return loop.steady() - began;
    }
};

TEST_F(NotShownYet, WhatWasMadeJustNow_IsAskedForUntilItShowsAndIsNoDrift)
{
    set_rule("visibility_delay_ms", 5000);
    hire(2, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);

    const auto report = run(true, false);

    EXPECT_THAT(report.drift, IsEmpty());
    EXPECT_THAT(planned(report), IsEmpty());
    EXPECT_LE(count(kGetUser), 2 * 4) << "every two seconds";
    EXPECT_EQ(log.count("dingtalk.read_again"), 0U);
    EXPECT_EQ(run().outcome, cycle::Outcome::done);
    EXPECT_EQ(service.organisation().users().size(), 3U);
}

TEST_F(NotShownYet, SomebodyNewAmongPeopleThatShow_KeepsTheirManager)
{
    hire(1, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    loop.jump_wall_clock(1h);
    set_rule("visibility_delay_ms", 3000);
    rows.push_back(person("1001", "B"));
    rows[0]["manager_id"] = "1001";
    ASSERT_EQ(run().outcome, cycle::Outcome::done);

    EXPECT_THAT(planned(run(true, false)), IsEmpty());
    EXPECT_EQ(service.organisation().user("1000")->manager_userid, "1001");
}

TEST_F(NotShownYet, WhatDoesNotShowAfterTenSeconds_IsGone)
{
    set_rule("visibility_delay_ms", 60'000);
    hire(1, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);

    cycle::Report report;
    const auto time = took([&] { report = run(true, false); });

    EXPECT_THAT(planned(report), UnorderedElementsAre("department.create /A", "user.create 1000"));
    EXPECT_GE(time, 8s);
    EXPECT_LE(time, 12s);
}

TEST_F(NotShownYet, WhatIsOlder_IsAskedForOnce)
{
    hire(1, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    loop.jump_wall_clock(11s);
    service.organisation().remove_user("1000", "delete", loop.now());

    EXPECT_LE(took([&] { run(true, false); }), 1s);
    EXPECT_EQ(count(kGetUser), 1);
    EXPECT_EQ(count(kGetDepartment), 1) << "the root's";
}

TEST_F(NotShownYet, WhereVeryManyDoNotShow_EverythingIsReadAgainAfterTenSeconds)
{
    dingtalk::ClientOptions quick;
    quick.app_key = "key";
    quick.app_secret = "secret";
    quick.qps = 400;
    client = dingtalk::make_client(loop, line, quick, 1);
    directory = dingtalk::make_directory(*client, {"CN", ""});
    set_rule("visibility_delay_ms", 5000);
    hire(250, "A");
    ASSERT_EQ(run().outcome, cycle::Outcome::done);

    const auto report = run(true, false);

    EXPECT_EQ(log.count("dingtalk.read_again"), 1U);
    EXPECT_THAT(report.drift, IsEmpty());
    EXPECT_THAT(planned(report), IsEmpty());
}

TEST_F(NotShownYet, AnEmptyTextThatStays_FailsNoRunAndIsAFindingFromThenOn)
{
    set_rule("empty_text_clears", false);
    hire(1, "A");
    rows[0]["title"] = "Clerk";
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    rows[0]["title"] = "";

    const auto first = run();
    EXPECT_EQ(first.outcome, cycle::Outcome::done);
    EXPECT_EQ(first.applied.counts().at(apply::OperationOutcome::no_effect), 1);

    const auto second = run();
    EXPECT_EQ(second.outcome, cycle::Outcome::done);
    EXPECT_THAT(planned(second), IsEmpty()) << "it is not sent again";
    ASSERT_EQ(second.plan.findings.size(), 1U);
    EXPECT_EQ(second.plan.findings[0].rule, "title.stays");
}

TEST_F(NotShownYet, WhoNeedsTheValueThatStays_FailsTheRun)
{
    set_rule("empty_text_clears", false);
    hire(2, "A");
    rows[0]["telephone"] = "2001";
    ASSERT_EQ(run().outcome, cycle::Outcome::done);
    rows[0]["telephone"] = "";
    rows[1]["telephone"] = "2001";

    const auto report = run();

    EXPECT_EQ(report.applied.counts().at(apply::OperationOutcome::blocked), 1);
    EXPECT_EQ(report.outcome, cycle::Outcome::failed);
}

} // namespace
} // namespace rosterd::test
