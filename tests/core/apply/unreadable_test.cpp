// Accounts that are read while a plan is carried out, by an application that may not see
// everything.
#include "core/apply/unreadable.hpp"

#include "core/apply/lessons.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

class UnreadableFields : public Stage
{
protected:
    void SetUp() override
    {
        put_account("E1", "Chan", "");
        org.users["E1"].email = "a@b.hk";
        life.store->mirror().put(org.users["E1"]);
        put_link("E1");
        org.unreadable = {"email"};
        set_unreadable_fields(life.store->runs(), {"email"});
    }
};

TEST_F(UnreadableFields, AccountReadOnTheWay_KeepsWhatIsKnownOfThem)
{
    org.users["E1"].title = "Clerk";
    life.run(plan_of({update("E1", {{"title", "Clerk"}}, {{"title", ""}})}));
    EXPECT_EQ(life.directory.count("get_user E1"), 1U) << "whether it was emptied";
    EXPECT_EQ(life.mirrored("E1")->email, "a@b.hk");
}

TEST_F(UnreadableFields, CreationWhoseAnswerWasLost_IsKnownWithWhatWasSent)
{
    model::Operation operation = creation("E2");
    operation.after["email"] = "c@d.hk";
    answer("create_user E2", {Fault::done_unanswered, ""});
    life.run(plan_of({operation}));
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::done);
    EXPECT_EQ(life.mirrored("E2")->email, "c@d.hk");
}

TEST_F(UnreadableFields, SavedPlan_IsNotSkippedSinceTheyLookEmpty)
{
    ApplyOptions options = in_run_1();
    options.verify_preconditions = true;
    life.run(plan_of({update("E1", {{"email", "a@b.hk"}}, {{"email", "c@d.hk"}})}), options);
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done) << of("u-update-E1").message;
    EXPECT_EQ(org.users.at("E1").email, "c@d.hk");
}

TEST_F(UnreadableFields, EmptyingThem_TeachesNothing)
{
    org.never_emptied = {"email"};
    life.run(plan_of({update("E1", {{"email", "a@b.hk"}}, {{"email", ""}})}));
    EXPECT_EQ(lessons(life.store->runs(), life.loop.now()), Lessons{});
}

TEST(KeepKnown, WhatIsShownAndWhatIsReadable_IsAsItWasRead)
{
    ObservedUser known;
    known.email = "a@b.hk";
    known.remark = "known";
    known.extension = {{"size", "L"}};
    ObservedUser read;
    read.email = "c@d.hk";
    keep_known(read, known, {"email", "extension"});
    EXPECT_EQ(read.email, "c@d.hk") << "shown for this one";
    EXPECT_EQ(read.remark, "") << "readable, and empty";
    EXPECT_EQ(read.extension, known.extension);
}

} // namespace

} // namespace rosterd::apply::test
