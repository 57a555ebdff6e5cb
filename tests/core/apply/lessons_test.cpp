// What DingTalk leaves open or its console decides: met once, remembered, heeded.
#include "core/apply/lessons.hpp"

#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

using namespace std::chrono_literals;

const Fault kDoneUnanswered{Fault::done_unanswered, ""};

class SignOut : public Stage
{
protected:
    void SetUp() override
    {
        put_account("E1", "Chan", "");
        put_link("E1");
        org.users.at("E1").exclusive_account = "sso";
    }
    ApplyReport disable() { return life.run(plan_of({switching("E1", true)})); }
    bool known_as_disabled() const
    {
        return life.store->mirror().link_of("hr", "E1")->disabled_since.has_value();
    }
};

TEST_F(SignOut, ADisabledAccount_IsSignedOutAtOnce)
{
    disable();
    EXPECT_EQ(life.directory.calls,
              (std::vector<std::string>{"disable_user E1", "sign_out_user E1"}));
    EXPECT_EQ(of("u-disable-E1").outcome, Outcome::done);
    EXPECT_EQ(org.signed_out["E1"], 1);
    EXPECT_TRUE(known_as_disabled());
}

TEST_F(SignOut, AfterADisablingWithoutAnAnswer_IsDoneAsWell)
{
    answer("disable_user E1", kDoneUnanswered);
    disable();
    EXPECT_EQ(of("u-disable-E1").outcome, Outcome::done);
    EXPECT_EQ(org.signed_out["E1"], 1);
}

TEST_F(SignOut, ThatIsRefused_FailsTheOperationSoThatItIsTriedAgain)
{
    answer("sign_out_user E1", {Fault::refused, "system.busy"});
    disable();
    EXPECT_EQ(of("u-disable-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-disable-E1").code, "system.busy");
    EXPECT_NE(of("u-disable-E1").message.find("sessions go on"), std::string::npos);
    EXPECT_FALSE(known_as_disabled());
}

TEST_F(SignOut, WithoutAnAnswer_IsRepeatedByTheNextStart)
{
    answer("sign_out_user E1", {Fault::lost_unanswered, ""});
    disable();
    EXPECT_EQ(journalled("u-disable-E1").state, JournalState::sending);
    life.directory.fault = [](const std::string&) { return Fault{}; };

    EXPECT_TRUE(life.resolve());

    EXPECT_EQ(org.signed_out["E1"], 1);
    EXPECT_EQ(journalled("u-disable-E1").state, JournalState::done);
    EXPECT_TRUE(known_as_disabled());
}

TEST_F(SignOut, KilledAtAnyStep_TheNextStartsEndWithTheSessionsEnded)
{
    for (int steps = 0; steps < 6; ++steps) {
        Organisation company;
        company.users["E1"].userid = "E1";
        company.users["E1"].exclusive_account = "sso";
        const Folder place;
        {
            Process first{place.file(), company};
            first.store->mirror().put(company.users.at("E1"));
            first.store->mirror().put(state::PersonLink{"hr", "E1", "E1", true, {}, {}});
            first.directory.steps_until_kill = steps;
            EXPECT_THROW(first.run(plan_of({switching("E1", true)})), Killed);
        }
        Process second{place.file(), company};
        EXPECT_TRUE(second.resolve());
        if (!second.mirrored("E1")->disabled) { // was not carried out: the next plan has it again
            second.run(plan_of({switching("E1", true)}));
        }
        EXPECT_TRUE(company.users.at("E1").disabled) << steps;
        EXPECT_GE(company.signed_out["E1"], 1) << steps;
        EXPECT_TRUE(second.mirrored("E1")->disabled) << steps;
    }
}

class Emptying : public Stage
{
protected:
    void SetUp() override
    {
        put_account("E1", "Chan", "+852-1");
        put_link("E1");
        org.users.at("E1").title = "Clerk";
        life.store->mirror().put(org.users.at("E1"));
    }
    Lessons learned() const { return lessons(life.store->runs(), life.loop.now()); }
};

TEST_F(Emptying, ThatDingTalkIgnores_IsSeenByReadingTwiceAndRemembered)
{
    org.never_emptied = {"title"};
    life.run(plan_of({update("E1", Json::object(), {{"title", ""}, {"email", "c@d.hk"}})}));

    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done) << "the rest went over";
    EXPECT_NE(of("u-update-E1").message.find("title stays"), std::string::npos);
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1")) << "so that nobody takes it for drift";
    EXPECT_EQ(life.directory.count("get_user E1"), 2U) << "a change may be visible late";
    EXPECT_EQ(learned().kept_fields(), (std::set<std::string>{"title"}));
    EXPECT_EQ(life.store->audit().find({.run_id = "r-1"}).at(0).after, (Json{{"email", "c@d.hk"}}));
}

TEST_F(Emptying, AsTheOnlyChange_HasNoEffectWhereItIsIgnored)
{
    org.never_emptied = {"title"};
    life.run(plan_of({update("E1", Json::object(), {{"title", ""}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::no_effect);
    EXPECT_EQ(journalled("u-update-E1").state, JournalState::skipped);
    EXPECT_EQ(life.mirrored("E1")->title, "Clerk");
    EXPECT_TRUE(life.store->audit().find({.run_id = "r-1"}).empty());
}

TEST_F(Emptying, ThatWorks_IsLookedAtOnlyTheFirstTime)
{
    life.run(plan_of({update("E1", Json::object(), {{"title", ""}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(life.directory.count("get_user E1"), 1U);
    EXPECT_EQ(life.mirrored("E1")->title, "");

    life.run(plan_of({update("E1", Json::object(), {{"title", ""}})}));
    EXPECT_EQ(life.directory.count("get_user E1"), 1U);
    EXPECT_EQ(learned().emptied, (std::set<std::string>{"title"}));
}

TEST_F(Emptying, ThatCouldNotBeLookedAt_TeachesNothing)
{
    answer("get_user E1", {Fault::refused, "60011"});
    life.run(plan_of({update("E1", Json::object(), {{"title", ""}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(learned(), Lessons{});
}

TEST_F(Emptying, ManagersAreClearedByForceAndNotLookedAt)
{
    life.run(plan_of({update("E1", Json::object(), {{"manager_userid", ""}})}));
    EXPECT_EQ(life.directory.count("get_user E1"), 0U);
}

TEST_F(Emptying, LessonsThatKeepRosterdFromAsking_AreForgottenAfterAMonth)
{
    org.never_emptied = {"title"};
    org.position_management = true;
    life.run(plan_of({update("E1", Json::object(), {{"title", ""}, {"email", "c@d.hk"}})}));
    const auto now = life.loop.now();
    EXPECT_TRUE(lessons(life.store->runs(), now + 29 * 24h).locked);
    EXPECT_EQ(lessons(life.store->runs(), now + 31 * 24h), Lessons{});
}

class Locked : public Stage
{
protected:
    void SetUp() override
    {
        put_account("E1", "Chan", "+852-1");
        put_link("E1");
        org.departments[7] = {7, 1, "Shop", 0, "", {}};
        org.position_management = true;
    }
    static model::Operation change(const Json& after)
    {
        return update("E1", Json::object(), after);
    }
};

TEST_F(Locked, TitleAndDepartments_GoOverByATransferAfterTheRest)
{
    life.run(plan_of({change({{"title", "Manager"}, {"email", "c@d.hk"}, {"dept_id_list", {7}}})}));

    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(life.directory.calls,
              (std::vector<std::string>{"update_user E1", "update_user E1", "transfer_user E1"}));
    EXPECT_EQ(org.users.at("E1").title, "Manager");
    EXPECT_EQ(org.users.at("E1").dept_ids, (std::vector<DeptId>{7}));
    EXPECT_EQ(org.users.at("E1").email, "c@d.hk");
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1"));
}

TEST_F(Locked, OnceKnown_NothingIsRefusedFirst)
{
    life.run(plan_of({change({{"dept_id_list", {7}}})}));
    life.directory.calls.clear();
    life.run(plan_of({change({{"title", "Manager"}, {"email", "c@d.hk"}})}));
    EXPECT_EQ(life.directory.calls,
              (std::vector<std::string>{"update_user E1", "get_user E1", "transfer_user E1"}))
        << "a transfer states all departments, and the plan only the title";
    EXPECT_EQ(org.users.at("E1").dept_ids, (std::vector<DeptId>{7}));
}

TEST_F(Locked, ATransferWithoutAnAnswer_IsLookedForAndNeverSentTwice)
{
    answer("transfer_user E1", kDoneUnanswered);
    life.run(plan_of({change({{"title", "Manager"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(life.directory.count("transfer_user E1"), 1U);

    answer("transfer_user E1", {Fault::lost_unanswered, ""});
    life.run(plan_of({change({{"title", "Clerk"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed) << "the next plan has it again";
    EXPECT_EQ(life.directory.count("transfer_user E1"), 2U);
}

TEST_F(Locked, ATransferThatIsRefused_FailsAndTheMirrorKnowsWhatWentOver)
{
    answer("transfer_user E1", {Fault::refused, "12150"});
    life.run(plan_of({change({{"title", "Manager"}, {"email", "c@d.hk"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-update-E1").code, "12150");
    EXPECT_EQ(life.mirrored("E1")->email, "c@d.hk");
    EXPECT_EQ(life.mirrored("E1")->title, "");
}

TEST_F(Locked, AnEmptyTitle_StaysSinceATransferCannotEmptyIt)
{
    org.users.at("E1").title = "Clerk";
    life.run(plan_of({change({{"title", ""}, {"dept_id_list", {7}}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1"));
    EXPECT_EQ(lessons(life.store->runs(), life.loop.now()).kept_fields(),
              (std::set<std::string>{"title"}));
}

class Gone : public Stage, public testing::WithParamInterface<const char*>
{
};

TEST_P(Gone, WhoIsNotThere_IsTakenOutOfTheMirrorWhateverTheCode)
{
    put_account("E1", "Chan", "+852-1");
    put_account("E2", "Li", "+852-2");
    put_link("E1");
    put_link("E2");
    answer("update_user E1", {Fault::refused, GetParam()});
    life.run(plan_of({update("E1", Json::object(), {{"title", "Clerk"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_FALSE(life.mirrored("E1"));

    answer("disable_user E2", {Fault::refused, GetParam()});
    life.run(plan_of({switching("E2", true)}));
    EXPECT_FALSE(life.mirrored("E2"));
}
INSTANTIATE_TEST_SUITE_P(Codes, Gone,
                         testing::Values("33012", "60121", "60111", "40003", "user.not.exist"));

} // namespace

} // namespace rosterd::apply::test
