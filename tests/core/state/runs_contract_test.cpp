#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

TEST_P(StoreContract, Runs_AreNumberedWithinTheirDay)
{
    const auto day = *model::parse_instant("2026-11-22T23:59:00Z");
    const auto next = *model::parse_instant("2026-11-23T00:01:00Z");
    EXPECT_EQ(runs_.begin_run("schedule", day).id, "r-2026-11-22-0001");
    EXPECT_EQ(runs_.begin_run("command", day).id, "r-2026-11-22-0002");
    EXPECT_EQ(runs_.begin_run("file", next).id, "r-2026-11-23-0001");

    const auto newest = runs_.history(2);
    ASSERT_EQ(newest.size(), 2U);
    EXPECT_EQ(newest[0].id, "r-2026-11-23-0001");
    EXPECT_EQ(newest[1].id, "r-2026-11-22-0002");
}

TEST_P(StoreContract, ARunWithoutAnEnd_IsInterruptedAtTheNextStart)
{
    state::Run ended = runs_.begin_run("schedule", at(0));
    const state::Run killed = runs_.begin_run("schedule", at(1));
    ended.ended = at(2);
    ended.outcome = "done";
    ended.summary = {{"user.create", 3}};
    runs_.end_run(ended);

    runs_.close_interrupted(at(9));

    EXPECT_EQ(runs_.run(ended.id)->outcome, "done");
    EXPECT_EQ(runs_.run(ended.id)->summary, ended.summary);
    EXPECT_EQ(runs_.run(ended.id)->ended, at(2));
    EXPECT_EQ(runs_.run(killed.id)->outcome, "interrupted");
    EXPECT_EQ(runs_.run(killed.id)->ended, at(9));
    EXPECT_EQ(runs_.run("r-none"), std::nullopt);
}

TEST_P(StoreContract, PushedBatches_WaitInTheirOrderUntilDropped)
{
    const auto first = runs_.push("hr", {{"n", 1}}, at(1));
    const auto second = runs_.push("hr", {{"n", 2}}, at(2));
    runs_.push("other", {{"n", 3}}, at(3));
    ASSERT_EQ(runs_.pushed("hr").size(), 2U);
    EXPECT_EQ(runs_.pushed("hr")[0].body["n"], 1);
    EXPECT_EQ(runs_.pushed("hr")[1].received, at(2));

    runs_.drop_pushed("hr", first);
    ASSERT_EQ(runs_.pushed("hr").size(), 1U);
    EXPECT_EQ(runs_.pushed("hr")[0].id, second);
    EXPECT_EQ(runs_.pushed("other").size(), 1U);
    runs_.drop_pushed("hr", second);
    EXPECT_GT(runs_.push("hr", {}, at(4)), second) << "an id that was dropped is not given again";
}

TEST_P(StoreContract, ASetting_IsWhatWasSetLast)
{
    EXPECT_EQ(runs_.setting("policy"), std::nullopt);
    runs_.set_setting("policy", "1");
    runs_.set_setting("policy", "");
    EXPECT_EQ(runs_.setting("policy"), "");
}

} // namespace
} // namespace rosterd::state::test
