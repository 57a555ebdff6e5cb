// A name or number is taken, and whoever has it does not show yet.
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

using namespace std::chrono_literals;

class ShownLate : public Stage
{
protected:
    void hide(const std::string& id, net::Duration time)
    {
        org.visible_from[id] = life.loop.now() + time;
    }
};

TEST_F(ShownLate, UseridOfOurOwnFromBefore_IsAskedForUntilItShowsAndIsOurs)
{
    put_account("E1", "Chan", "+852-51234567");
    hide("E1", 7s);
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done) << of("u-create-E1").message;
    EXPECT_EQ(life.directory.count("get_user E1"), 5U) << "after 0, 2, 4, 6 and 8 seconds";
    EXPECT_EQ(life.directory.count("create_user E1"), 1U);
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(ShownLate, UseridThatNeverShows_IsRefusedAfterTenSeconds)
{
    put_account("E1", "Chan", "+852-51234567");
    hide("E1", 1h);
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-create-E1").code, "60102");
    EXPECT_EQ(life.directory.count("get_user E1"), 6U);
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(ShownLate, NumberOfSomebodyElse_IsAskedForUntilTheyCanBeNamed)
{
    put_account("wong", "Wong", "+852-51234567");
    hide("wong", 3s);
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_NE(of("u-create-E1").message.find("Wong"), std::string::npos)
        << of("u-create-E1").message;
}

TEST_F(ShownLate, DepartmentOfOurOwnFromBefore_IsAskedForUntilItShowsAndIsOurs)
{
    org.departments[5] = {5, 1, "Shop", 0, "rosterd:/Shop", {}};
    hide("5", 7s);
    life.run(plan_of({department("/Shop", "Shop")}));
    EXPECT_EQ(of("d-create-/Shop").outcome, Outcome::done) << of("d-create-/Shop").message;
    EXPECT_EQ(life.department_link("/Shop")->dept_id, 5);
    EXPECT_TRUE(life.department_link("/Shop")->created);
    EXPECT_EQ(life.directory.count("create_department Shop"), 1U);
}

TEST_F(ShownLate, DepartmentThatNeverShows_IsRefusedAfterTenSeconds)
{
    org.departments[5] = {5, 1, "Shop", 0, "", {}};
    hide("5", 1h);
    life.run(plan_of({department("/Shop", "Shop")}));
    EXPECT_EQ(of("d-create-/Shop").code, "60008");
    EXPECT_EQ(life.directory.count("sub_departments 1"), 6U);
}

class NamedLate : public ShownLate, public testing::WithParamInterface<const char*>
{
protected:
    void refuse(const std::string& call, std::size_t times)
    {
        life.directory.fault = [this, call, times](const std::string& made) {
            return made == call && life.directory.count(call) <= times
                       ? Fault{Fault::refused, GetParam()}
                       : Fault{};
        };
    }
    static model::Operation change_of_the_new_one()
    {
        model::Operation change = update("E1", Json::object(), {{"title", "Clerk"}});
        change.needs = {"u-create-E1"};
        return change;
    }
};

TEST_P(NamedLate, WhatWasMadeInThisRun_IsNamedAgainUntilDingTalkKnowsIt)
{
    refuse("update_user E1", 4);
    life.run(plan_of({creation("E1"), change_of_the_new_one()}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done) << of("u-update-E1").message;
    EXPECT_EQ(life.directory.count("update_user E1"), 5U);
    EXPECT_EQ(life.mirrored("E1")->title, "Clerk");
    EXPECT_EQ(journalled("u-update-E1").state, JournalState::done);
}

TEST_P(NamedLate, AfterTenSeconds_TheRefusalStands)
{
    refuse("update_user E1", 100);
    life.run(plan_of({creation("E1"), change_of_the_new_one()}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-update-E1").code, GetParam());
    EXPECT_EQ(life.directory.count("update_user E1"), 6U);
}

TEST_P(NamedLate, WhereNothingWasMade_TheRefusalStandsAtOnce)
{
    put_account("E1", "Chan", "+852-1");
    put_link("E1");
    refuse("update_user E1", 100);
    life.run(plan_of({update("E1", Json::object(), {{"title", "Clerk"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(life.directory.count("update_user E1"), 1U);
}

TEST_P(NamedLate, StoppedMeanwhile_NothingIsSentAgain)
{
    refuse("update_user E1", 100);
    life.start(plan_of({creation("E1"), change_of_the_new_one()}));
    life.loop.after(3s, [&] { life.executor->stop(); });
    life.loop.run();
    EXPECT_EQ(life.reports, 1);
    EXPECT_LE(life.directory.count("update_user E1"), 3U);
}

INSTANTIATE_TEST_SUITE_P(Codes, NamedLate, testing::Values("60003", "40031", "60121", "33012"));

} // namespace

} // namespace rosterd::apply::test
