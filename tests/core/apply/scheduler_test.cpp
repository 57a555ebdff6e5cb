#include "core/apply/scheduler.hpp"

#include <algorithm>

#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

model::Operation needing(model::Operation operation, std::vector<std::string> needs)
{
    operation.needs = std::move(needs);
    return operation;
}

using Places = std::vector<std::size_t>;

TEST(Scheduler, OperationsWithoutNeeds_BeginInThePlansOrderAsFarAsSlotsAreFree)
{
    Scheduler scheduler{plan_of({creation("A"), creation("B"), creation("C")})};
    EXPECT_EQ(scheduler.begin(2), (Places{0, 1}));
    EXPECT_EQ(scheduler.begin(2), (Places{2}));
    EXPECT_EQ(scheduler.begin(2), (Places{}));
}

TEST(Scheduler, Prerequisite_MustHaveSucceededBeforeWhatNeedsItBegins)
{
    Scheduler scheduler{plan_of({creation("A"), needing(creation("B"), {"u-create-A"})})};
    EXPECT_EQ(scheduler.begin(9), (Places{0}));
    EXPECT_EQ(scheduler.begin(9), (Places{}));
    scheduler.ended(0, Outcome::done);
    EXPECT_EQ(scheduler.begin(9), (Places{1}));
    scheduler.ended(1, Outcome::done);
    EXPECT_TRUE(scheduler.finished());
}

TEST(Scheduler, Leavers_GoAheadOfEverythingElseThatIsReady)
{
    Scheduler scheduler{plan_of({creation("A"), creation("B"), switching("C", true),
                                 switching("D", false), deletion("E")})};
    EXPECT_EQ(scheduler.begin(3), (Places{2, 4, 0}));
}

TEST(Scheduler, FailedOperation_BlocksTransitivelyWhatNeedsItAndNothingElse)
{
    Scheduler scheduler{plan_of({creation("A"), needing(creation("B"), {"u-create-A"}),
                                 needing(creation("C"), {"u-create-B"}), creation("D")})};
    EXPECT_EQ(scheduler.begin(9), (Places{0, 3}));
    scheduler.ended(0, Outcome::failed);
    const auto passed = scheduler.take_passed();
    ASSERT_EQ(passed.size(), 2U);
    EXPECT_EQ(passed[0].index, 1U);
    EXPECT_EQ(passed[0].outcome, Outcome::blocked);
    EXPECT_EQ(passed[0].because, "u-create-A");
    EXPECT_EQ(passed[1].index, 2U);
    EXPECT_EQ(passed[1].because, "u-create-B");
    scheduler.ended(3, Outcome::done);
    EXPECT_TRUE(scheduler.finished());
}

TEST(Scheduler, SkippedPrerequisite_BlocksToo)
{
    Scheduler scheduler{plan_of({creation("A"), needing(creation("B"), {"u-create-A"})})};
    scheduler.begin(1);
    scheduler.ended(0, Outcome::skipped);
    ASSERT_EQ(scheduler.take_passed().size(), 1U);
    EXPECT_TRUE(scheduler.finished());
}

TEST(Scheduler, HeldOperation_IsNeverBegunAndBlocksWhatNeedsIt)
{
    model::Plan plan = plan_of({deletion("A"), needing(creation("B"), {"u-delete-A"})});
    plan.held.push_back({"h-7", "leavers", 5, 41, {"u-delete-A"}, ""});
    Scheduler scheduler{plan};
    EXPECT_EQ(scheduler.begin(9), (Places{}));
    const auto passed = scheduler.take_passed();
    ASSERT_EQ(passed.size(), 2U);
    EXPECT_EQ(passed[0].outcome, Outcome::held);
    EXPECT_EQ(passed[0].because, "h-7");
    EXPECT_EQ(passed[1].outcome, Outcome::blocked);
    EXPECT_TRUE(scheduler.finished());
}

TEST(Scheduler, Stop_LeavesTheRestNotStartedAndWaitsForWhatWasBegun)
{
    Scheduler scheduler{plan_of({creation("A"), creation("B")})};
    scheduler.begin(1);
    scheduler.stop();
    EXPECT_EQ(scheduler.begin(9), (Places{}));
    const auto passed = scheduler.take_passed();
    ASSERT_EQ(passed.size(), 1U);
    EXPECT_EQ(passed[0].outcome, Outcome::not_started);
    EXPECT_FALSE(scheduler.finished());
    scheduler.ended(0, Outcome::done);
    EXPECT_TRUE(scheduler.finished());
}

} // namespace

} // namespace rosterd::apply::test
