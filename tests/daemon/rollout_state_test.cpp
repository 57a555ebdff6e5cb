// Which rings have started, and when the next one does.
#include <gtest/gtest.h>

#include "daemon/cycle/rollout.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

using namespace std::chrono_literals;

class RingStarts : public testing::Test
{
protected:
    RingStarts()
    {
        policy_.rollout = {
            {"one", {}, {"E1"}, 0, {}}, {"two", {}, {"E2"}, 0, {}}, {"three", {}, {}, 0, 48h}};
    }
    std::string started()
    {
        std::string names;
        for (const RingStart& one : ring_starts(*store_, policy_)) {
            names += one.ring + ":" + one.by + " ";
        }
        return names;
    }
    void run(const std::string& outcome, model::Instant at)
    {
        state::Run run = store_->runs().begin_run("schedule", at);
        run.ended = at;
        run.outcome = outcome;
        store_->runs().end_run(run);
    }

    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ = std::move(
        *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
    model::Policy policy_;
    model::Instant now_{std::chrono::hours{24 * 20'000}};
};

TEST_F(RingStarts, FirstRing_StartsWithTheFirstRunAndNoOther)
{
    EXPECT_EQ(started(), "");
    EXPECT_EQ(start_due_rings(*store_, policy_, now_).size(), 1U);
    EXPECT_TRUE(start_due_rings(*store_, policy_, now_ + 1000h).empty());
    EXPECT_EQ(started(), "one:rosterd ");
    EXPECT_EQ(next_ring_due(*store_, policy_), std::nullopt) << "by hand";
}

TEST_F(RingStarts, RingWithATime_StartsAtTheInstantAndNotBefore)
{
    start_due_rings(*store_, policy_, now_);
    start_next_ring(*store_, policy_, "hr", now_);
    EXPECT_EQ(next_ring_due(*store_, policy_), now_ + 48h);

    EXPECT_TRUE(start_due_rings(*store_, policy_, now_ + 48h - 1ms).empty());
    EXPECT_EQ(start_due_rings(*store_, policy_, now_ + 48h).size(), 1U);
    EXPECT_EQ(started(), "one:rosterd two:hr three:rosterd ");
    EXPECT_EQ(start_next_ring(*store_, policy_, "hr", now_), std::nullopt);
}

TEST_F(RingStarts, FailedRun_PutsTheNextRingOff)
{
    start_due_rings(*store_, policy_, now_);
    run("failed", now_ - 1h); // before the ring: no matter
    start_next_ring(*store_, policy_, "hr", now_);
    run("done", now_ + 1h);
    EXPECT_EQ(next_ring_due(*store_, policy_), now_ + 48h);

    run("failed", now_ + 30h);
    run("done", now_ + 31h);

    EXPECT_EQ(next_ring_due(*store_, policy_), now_ + 78h);
}

TEST_F(RingStarts, NewRingBeforeOthers_StartsNothingByItself)
{
    start_due_rings(*store_, policy_, now_);
    start_next_ring(*store_, policy_, "hr", now_);
    policy_.rollout.insert(policy_.rollout.begin() + 1, model::Ring{"new", {}, {"E9"}, 0, {}});

    EXPECT_EQ(started(), "one:rosterd ");
}

TEST_F(RingStarts, EachStart_StandsInTheAuditTrail)
{
    start_due_rings(*store_, policy_, now_);
    start_next_ring(*store_, policy_, "hr", now_);

    EXPECT_EQ(store_->audit().mark().entries, 2);
}

} // namespace
} // namespace rosterd::cycle
