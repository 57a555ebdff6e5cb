// What was made a moment ago, and what DingTalk does not know of it yet when it is named.
#include "core/model/entitlements.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

using namespace std::chrono_literals;

class LateToWrites : public Stage
{
protected:
    void SetUp() override
    {
        life.directory.late_to_writes = true;
        life.directory.lag = 7s;
    }

    // A ring of managers is closed by updates right after the creations.
    static model::Plan two_who_manage_each_other()
    {
        model::Operation one = creation("E1");
        model::Operation other = creation("E2");
        other.after["manager_userid"] = "E1";
        other.needs = {"u-create-E1"};
        model::Operation ring = update("E1", {{"manager_userid", ""}}, {{"manager_userid", "E2"}});
        ring.needs = {"u-create-E1", "u-create-E2"};
        return plan_of({one, other, ring});
    }

    static model::Operation into(const std::string& userid, DeptId department)
    {
        model::Operation operation = creation(userid);
        operation.after["dept_id_list"] = {department};
        return operation;
    }

    static model::Operation grant(const std::string& userid)
    {
        model::Operation operation = user_operation(Kind::role_grant, "right", userid);
        operation.after = model::right_json({model::RightKind::role, "G/a"});
        operation.needs = {"u-create-" + userid};
        return operation;
    }

    void put_role()
    {
        org.role_groups[1] = {1, "G", {{11, "a"}}};
        org.role_members[11];
        state::ObservedRights read;
        read.role_groups = {{"G", "1"}};
        read.known = {{{model::RightKind::role, "G/a"}, "11"}};
        read.holders[{model::RightKind::role, "G/a"}];
        life.store->rights().replace(read);
    }
};

TEST_F(LateToWrites, UpdateRightAfterTheCreation_IsSentAgainUntilDingTalkKnowsTheAccount)
{
    life.run(two_who_manage_each_other());
    EXPECT_EQ(life.report.counts().at(Outcome::done), 3);
    EXPECT_EQ(org.users.at("E1").manager_userid, "E2");
    EXPECT_EQ(life.mirrored("E1")->manager_userid, "E2");
    EXPECT_EQ(life.directory.count("update_user E1"), 5U) << "after 0, 2, 4, 6 and 8 seconds";
}

TEST_F(LateToWrites, AccountThatIsNotKnownAfterTenSeconds_IsTakenForRemovedByHand)
{
    life.directory.lag = 1h;
    life.run(two_who_manage_each_other());
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-update-E1").code, "33012");
    EXPECT_EQ(life.directory.count("update_user E1"), 6U);
    EXPECT_FALSE(life.mirrored("E1"));
}

TEST_F(LateToWrites, AccountThatIsNotKnownWhenTheRunIsStopped_IsNotTakenForRemovedByHand)
{
    life.directory.lag = 1h;
    life.start(two_who_manage_each_other());
    life.loop.after(3s, [&] { life.executor->stop(); });
    life.loop.run();
    EXPECT_LE(life.directory.count("update_user E1"), 3U);
    EXPECT_TRUE(life.mirrored("E1"));
}

TEST_F(LateToWrites, AccountThatWasThereBefore_IsTakenForRemovedByHandAtOnce)
{
    put_account("E1", "Chan", "+852-50000001");
    put_link("E1");
    org.users.erase("E1");
    life.run(plan_of({update("E1", {{"name", "Chan"}}, {{"name", "Lee"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(life.directory.count("update_user E1"), 1U);
    EXPECT_FALSE(life.mirrored("E1"));
}

TEST_F(LateToWrites, CreationInANewDepartment_IsSentAgainUntilDingTalkKnowsTheDepartment)
{
    model::Operation person = creation("E1");
    person.after["dept_id_list"] = {"d:/Shop"};
    person.needs = {"d-create-/Shop"};
    life.run(plan_of({department("/Shop", "Shop"), person}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done) << of("u-create-E1").message;
    EXPECT_EQ(life.directory.count("create_user E1"), 5U);
}

TEST_F(LateToWrites, DepartmentBelowANewOne_IsSentAgainUntilDingTalkKnowsItsParent)
{
    model::Operation below = department("/Shop/Till", "Till", "d:/Shop");
    below.needs = {"d-create-/Shop"};
    life.run(plan_of({department("/Shop", "Shop"), below}));
    EXPECT_EQ(of("d-create-/Shop/Till").outcome, Outcome::done);
}

TEST_F(LateToWrites, DepartmentThatWasThereBefore_IsRefusedAtOnce)
{
    org.departments[5] = {5, 1, "Shop", 0, "", {}};
    org.visible_from["5"] = life.loop.now() + 1h;
    life.run(plan_of({into("E1", 5)}));
    EXPECT_EQ(of("u-create-E1").code, "60003");
    EXPECT_EQ(life.directory.count("create_user E1"), 1U);
}

TEST_F(LateToWrites, RolesOfNewPeople_AreGrantedTogetherOnceTheyAreKnown)
{
    put_role();
    life.run(plan_of({creation("E1"), creation("E2"), grant("E1"), grant("E2")}));
    EXPECT_EQ(life.report.counts().at(Outcome::done), 4);
    EXPECT_EQ(org.role_members[11].size(), 2U);
    EXPECT_EQ(life.directory.count("grant E1"), 0U) << "not one by one";
}

TEST_F(LateToWrites, RoleOfSomebodyWhoIsNotKnownAfterTenSeconds_IsRefused)
{
    put_role();
    life.directory.lag = 1h;
    life.run(plan_of({creation("E1"), grant("E1")}));
    EXPECT_EQ(of("u-right-E1").code, "33012");
    EXPECT_EQ(life.directory.count("grant E1"), 6U);
    EXPECT_FALSE(life.mirrored("E1"));
}

TEST_F(LateToWrites, WhatAFormerProcessMadeAMomentAgo_IsWaitedForToo)
{
    life.run(plan_of({creation("E1")}));
    life.run(plan_of({update("E1", {{"name", "Chan"}}, {{"name", "Lee"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_GT(life.directory.count("update_user E1"), 1U);
}

} // namespace

} // namespace rosterd::apply::test
