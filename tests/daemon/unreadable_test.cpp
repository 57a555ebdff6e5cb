// What the application may not see looks as if everybody had been changed by hand.
#include "daemon/cycle/unreadable.hpp"

#include <gmock/gmock.h>

#include "core/apply/unreadable.hpp"
#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Fields = std::set<std::string>;

constexpr const char* kScopes = "/auth/scopes";

class Unreadable : public Stage
{
protected:
    void hire(int people)
    {
        for (int i = 0; i < people; ++i) {
            Row row = person(std::to_string(1000 + i), "A");
            row["email"] = row["employee_id"] + "@example.com";
            row["remark"] = "by HR";
            rows.push_back(row);
        }
        ASSERT_EQ(run().outcome, cycle::Outcome::done);
        loop.jump_wall_clock(1min); // what is told from now on is of others' changes
    }
    void by_hand(const std::string& userid, const std::string& remark)
    {
        sandbox::User user = *service.organisation().user(userid);
        user.remark = remark;
        ASSERT_TRUE(service.organisation().replace_user(user, {}));
    }
    void tell_of(const std::string& userid)
    {
        store->events().keep({"e-" + std::to_string(++told_),
                              "user_modify_org",
                              loop.now(),
                              loop.now(),
                              {{"userId", {userid}}}});
    }
    void no_scopes()
    {
        control("/sandbox/faults",
                {{"path", kScopes}, {"mode", "errcode"}, {"errcode", 60011}, {"count", -1}});
    }
    static std::size_t found(const cycle::Report& report)
    {
        return static_cast<std::size_t>(
            std::ranges::count(report.plan.findings, "permission.fields", &model::Finding::rule));
    }
    std::string mirrored_remark(const std::string& userid)
    {
        return store->mirror().users({&userid, 1}).at(0).remark;
    }

private:
    int told_ = 0;
};

TEST_F(Unreadable, FieldsThatAreHiddenFromOneReadToTheNext_AreNoDriftAndAreNotWritten)
{
    hire(12);
    set_rule("sees_personal", false);
    for (int i = 0; i < 2; ++i) {
        const auto report = run(true);
        EXPECT_THAT(planned(report), IsEmpty());
        EXPECT_THAT(report.drift, IsEmpty());
        EXPECT_EQ(found(report), 1U);
        EXPECT_EQ(count(kScopes), 1);
    }
    EXPECT_EQ(mirrored_remark("1003"), "by HR");
    EXPECT_EQ(found(run()), 1U) << "as long as they are hidden";
}

TEST_F(Unreadable, FieldsThatCanBeReadAgain_AreComparedAgain)
{
    hire(12);
    set_rule("sees_personal", false);
    run(true);
    by_hand("1003", "by hand");
    EXPECT_THAT(planned(run(true)), IsEmpty());
    set_rule("sees_personal", true);

    const auto report = run(true);

    ASSERT_THAT(report.drift, SizeIs(1));
    EXPECT_EQ(report.drift[0].field, "remark");
    EXPECT_THAT(planned(report), ElementsAre("user.update 1003"));
    EXPECT_EQ(found(report), 0U);
    EXPECT_EQ(count(kScopes), 0);
}

TEST_F(Unreadable, WhatHrChangesMeanwhile_IsWrittenOnce)
{
    hire(12);
    set_rule("sees_personal", false);
    run(true);
    rows[3]["remark"] = "by HR, later";
    EXPECT_THAT(planned(run()), ElementsAre("user.update 1003"));
    EXPECT_THAT(planned(run(true)), IsEmpty());
    EXPECT_EQ(service.organisation().user("1003")->remark, "by HR, later");
}

TEST_F(Unreadable, FieldThatSomebodyEmptiedByHandAndThatMayBeSeen_IsDrift)
{
    hire(1);
    by_hand("1000", "");
    const auto report = run(true);
    ASSERT_THAT(report.drift, SizeIs(1));
    EXPECT_THAT(planned(report), ElementsAre("user.update 1000"));
    EXPECT_EQ(count(kScopes), 1);
}

TEST_F(Unreadable, WhereDingTalkDoesNotSayWhatMayBeSeen_WhatManyLostAtOnceIsNotBelieved)
{
    hire(12);
    no_scopes();
    set_rule("sees_personal", false);
    const auto report = run(true);
    EXPECT_THAT(planned(report), IsEmpty());
    EXPECT_THAT(report.drift, IsEmpty());
    EXPECT_EQ(log.count("dingtalk.fields_not_told"), 1U);
}

TEST_F(Unreadable, WhereDingTalkDoesNotSayWhatMayBeSeen_WhatAFewLostIsBelieved)
{
    hire(3);
    no_scopes();
    for (const char* userid : {"1000", "1001", "1002"}) {
        by_hand(userid, "");
    }
    EXPECT_THAT(planned(run(true, false)), SizeIs(3));
}

TEST_F(Unreadable, AccountThatIsReadAloneSinceAnEventTold_KeepsWhatIsHidden)
{
    hire(12);
    set_rule("sees_personal", false);
    tell_of("1003");
    const auto first = run();
    EXPECT_THAT(first.drift, IsEmpty());
    EXPECT_EQ(count(kScopes), 1);
    tell_of("1004");
    EXPECT_THAT(run().drift, IsEmpty());
    EXPECT_EQ(count(kScopes), 0) << "known by now";
    EXPECT_EQ(mirrored_remark("1004"), "by HR");
}

TEST_F(Unreadable, AccountThatIsReadAloneAndWasReallyEmptied_IsDrift)
{
    hire(12);
    by_hand("1003", "");
    tell_of("1003");
    const auto report = run();
    ASSERT_THAT(report.drift, SizeIs(1));
    EXPECT_EQ(report.drift[0].field, "remark");
}

TEST(UnreadableIn, FieldThatIsShownForAnybodyOrThatNobodyLost_IsReadable)
{
    const std::map<std::string, cycle::Sight> sights{
        {"email", {80, false}}, {"remark", {80, true}}, {"work_place", {0, false}}};
    const std::vector<std::string> none_of_them{"name", "mobile"};
    EXPECT_EQ(cycle::unreadable_in(sights, none_of_them, {}), (Fields{"email"}));
    EXPECT_EQ(cycle::unreadable_in(sights, std::vector<std::string>{"email"}, {}), Fields{})
        << "by DingTalk's word, somebody emptied it for everybody";
}

TEST(UnreadableIn, WithoutDingTalksWord_ManyAtOnceAndWhatWasHiddenBefore)
{
    const std::map<std::string, cycle::Sight> sights{{"email", {6, false}}, {"remark", {5, false}}};
    EXPECT_EQ(cycle::unreadable_in(sights, std::nullopt, {}), (Fields{"email"}));
    EXPECT_EQ(cycle::unreadable_in(sights, std::vector<std::string>{}, {}), (Fields{"email"}));
    EXPECT_EQ(cycle::unreadable_in(sights, std::nullopt, {"remark"}), (Fields{"email", "remark"}));
}

} // namespace
} // namespace rosterd::test
