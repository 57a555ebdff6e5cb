// A stop in the middle of a run: what was not sent is left for the next run, and nothing that was
// sent is forgotten.
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

class Stopped : public Stage
{
protected:
    // The process is stopped when this call is to be made: it and every later one end unsent.
    void stop_at(const std::string& call)
    {
        life.directory.fault = [this, call](const std::string& made) {
            if (made == call) {
                life.executor->stop();
                stopped_ = true;
            }
            return stopped_ ? Fault{Fault::stopped, ""} : fault_before_;
        };
    }
    void next_life_goes_well()
    {
        life.directory.fault = [](const std::string&) { return Fault{}; };
    }

    Fault fault_before_;

private:
    bool stopped_ = false;
};

TEST_F(Stopped, CallThatWaitedToBeSent_IsLeftForTheNextRun)
{
    stop_at("create_user E1");

    life.run(plan_of({creation("E1"), creation("E2")}), in_run_1(1));

    EXPECT_EQ(of("u-create-E1").outcome, Outcome::not_started);
    EXPECT_EQ(of("u-create-E1").message, "not sent, being stopped");
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::not_started);
    EXPECT_FALSE(life.report.unreachable) << "DingTalk is not to blame";
    EXPECT_TRUE(life.store->journal().unresolved().empty()) << "it is certain that it was not done";
    EXPECT_TRUE(org.users.empty());

    next_life_goes_well();
    life.run(plan_of({creation("E1"), creation("E2")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
}

TEST_F(Stopped, CreationWithoutAnAnswerThatCanNoLongerBeLookedFor_IsFoundOutByTheNextStart)
{
    fault_before_ = {Fault::done_unanswered, ""};
    stop_at("get_user E1");

    life.run(plan_of({creation("E1")}));

    EXPECT_EQ(of("u-create-E1").outcome, Outcome::not_started);
    EXPECT_FALSE(life.report.unreachable);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::sending);

    next_life_goes_well();
    EXPECT_EQ(life.resolve(), 1U);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::done);
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(Stopped, RefusalThatCanNoLongerBeLookedInto_IsNotCalledAFailure)
{
    put_account("E1", "Chan", "+852-51234567");
    stop_at("get_user E1");

    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));

    EXPECT_EQ(of("u-create-E1").outcome, Outcome::not_started);
    next_life_goes_well();
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
}

TEST_F(Stopped, WhatAFormerProcessLeftOnTheWire_StaysUnresolved)
{
    life.store->journal().begin("r-1", std::vector{creation("E1")}, life.loop.now());
    stop_at("get_user E1");

    life.run(plan_of({creation("E2")}));

    EXPECT_EQ(of("u-create-E2").outcome, Outcome::not_started);
    EXPECT_FALSE(life.report.unreachable);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::sending);
}

} // namespace

} // namespace rosterd::apply::test
