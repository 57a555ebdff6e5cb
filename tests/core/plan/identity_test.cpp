// The same person: back after they left, under another number, and in a plan that was saved.
#include <gtest/gtest.h>

#include "core/plan/recheck.hpp"
#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

using model::Right;
using model::RightKind;

class Identity : public testing::Test
{
protected:
    std::string run()
    {
        const PlanResult result = make(company.input());
        found.clear();
        for (const model::Finding& finding : result.plan.findings) {
            found.insert(finding.employee_id + " " + finding.rule);
        }
        company.remember(result);
        EXPECT_FALSE(company.apply(result.plan));
        return brief(result.plan);
    }
    void leaves(const std::string& id)
    {
        company.roster.at({"hr", id}).present = false;
        run();
        ASSERT_FALSE(company.dingtalk.users.contains(company.links.at({"hr", id}).userid));
    }
    void comes_back(const std::string& id) { company.roster.at({"hr", id}).present = true; }

    Company company;
    std::set<std::string> found;
};

using Rehires = Identity;

TEST_F(Rehires, WhoComesBack_GetsTheSameUseridAndLink)
{
    company.add_account("boss-li", "13800000001");
    company.hire("E1", "13800000001");
    run();
    leaves("E1");
    comes_back("E1");

    EXPECT_EQ(run(), "u-create-E1 rehire\n");
    EXPECT_EQ(company.links.at({"hr", "E1"}).userid, "boss-li");
    EXPECT_TRUE(company.dingtalk.users.contains("boss-li"));
}

TEST_F(Rehires, WhereThePolicySaysSo_GetTheUseridOfAJoiner)
{
    company.policy.rehire.same_userid = false;
    company.add_account("boss-li", "13800000001");
    company.hire("E1", "13800000001");
    run();
    leaves("E1");
    comes_back("E1");
    run();

    EXPECT_TRUE(company.dingtalk.users.contains("E1"));
}

TEST_F(Rehires, AccountThatSomebodyRemoved_IsNoRehire)
{
    company.hire("E1", "13800000001");
    run();
    company.dingtalk.users.erase("E1");

    EXPECT_EQ(run(), "u-create-E1 vanished\n");
}

TEST_F(Rehires, LinkOfWhoLeft_KnowsSinceWhenAndWhy)
{
    company.hire("E1", "13800000001");
    run();
    leaves("E1");

    const auto& former = company.links.at({"hr", "E1"}).former;
    ASSERT_TRUE(former);
    EXPECT_EQ(former->since, kNow);
    EXPECT_EQ(former->rule, "leaver.absent");
}

TEST_F(Rehires, WhatHrDoesNotState_ComesBackAsThePolicySays)
{
    const auto sales = company.dingtalk.add_department(1, "sales");
    company.hire("E1", "13800000001");
    run();
    auto& account = company.account("E1");
    account.title = "Clerk";
    account.dept_ids = {sales};
    account.extension = {{"badge", "17"}};
    leaves("E1");
    comes_back("E1");
    company.policy.rehire = {true, true, true, false};
    run();

    EXPECT_EQ(company.account("E1").title, "Clerk");
    EXPECT_EQ(company.account("E1").dept_ids, std::vector<model::DeptId>{sales});
    EXPECT_EQ(company.account("E1").extension.at("badge"), "17");
    EXPECT_EQ(run(), "") << "and nothing is left to do";
}

TEST_F(Rehires, WithoutAWordOfThePolicy_GetNothingButWhatHrStates)
{
    company.hire("E1", "13800000001");
    run();
    company.account("E1").title = "Clerk";
    leaves("E1");
    comes_back("E1");
    run();

    EXPECT_EQ(company.account("E1").title, "");
}

TEST_F(Rehires, WhatHrStates_GoesBeforeWhatWas)
{
    company.hire("E1", "13800000001");
    run();
    company.account("E1").title = "Clerk";
    leaves("E1");
    comes_back("E1");
    company.person("E1").title = "Manager";
    company.policy.rehire.fields = true;
    run();

    EXPECT_EQ(company.account("E1").title, "Manager");
}

TEST_F(Rehires, RightsGivenByHand_ComeBackAsGivenByHand)
{
    auto& rule = company.policy.entitlements.rules.emplace_back();
    rule.name = "rules[0]";
    rule.levels = {"P9"};
    rule.roles = {"G/audit"};
    company.policy.entitlements.drift = model::RightDrift::keep;
    company.policy.rehire.rights = true;
    company.hire("E1", "13800000001");
    run();
    company.dingtalk.rights[{RightKind::role, "G/audit"}] = {"E1"};
    leaves("E1");
    comes_back("E1");

    EXPECT_EQ(run(), "u-create-E1 rehire\nr-grant-E1-G/audit rehire\n");
    EXPECT_EQ(run(), "") << "no rule gives it, and none ended";
    EXPECT_TRUE(company.dingtalk.rights.at({RightKind::role, "G/audit"}).contains("E1"));
}

TEST_F(Rehires, UnderANewNumber_GetTheirUserid)
{
    company.hire("E1", "13800000001");
    run();
    leaves("E1");
    company.hire("E2", "13800000001").previous_employee_id = "E1";

    EXPECT_EQ(run(), "u-create-E2 rehire\n");
    EXPECT_TRUE(company.dingtalk.users.contains("E1"));
    EXPECT_EQ(company.links.at({"hr", "E2"}).userid, "E1");
}

class Successions : public Identity
{
protected:
    Successions()
    {
        company.hire("E1", "13800000001");
        run();
    }
    Person& renumbered(const std::string& from, const std::string& to)
    {
        company.roster.at({"hr", from}).present = false;
        Person& person = company.hire(to, "13800000001");
        person.name = "Name of E1";
        person.previous_employee_id = from;
        return person;
    }
};

TEST_F(Successions, NewNumberOfTheSamePerson_MovesTheLinkAndRemovesNobody)
{
    renumbered("E1", "E2");

    EXPECT_EQ(run(), "u-update-E2 changed\n");
    EXPECT_EQ(company.account("E1").job_number, "E2");
    EXPECT_EQ(company.links.at({"hr", "E2"}).userid, "E1");
    EXPECT_TRUE(company.links.at({"hr", "E2"}).created) << "and who made it is remembered";
    EXPECT_FALSE(company.links.contains({"hr", "E1"}));
    EXPECT_EQ(run(), "");
}

TEST_F(Successions, InAPlan_AreShownAsTheSameAccount)
{
    renumbered("E1", "E2");

    const model::Plan plan = make(company.input()).plan;
    ASSERT_EQ(plan.adoptions.size(), 1U);
    EXPECT_EQ(plan.adoptions[0].rule, "previous_employee_id");
    EXPECT_EQ(plan.adoptions[0].was, "E1");
    EXPECT_EQ(plan.adoptions[0].userid, "E1");
}

TEST_F(Successions, ClaimedByTwo_ChangeNothingAndNameBoth)
{
    renumbered("E1", "E2");
    company.hire("E3", "13800000003").previous_employee_id = "E1";

    EXPECT_EQ(run(), "");
    EXPECT_TRUE(company.dingtalk.users.contains("E1"));
    EXPECT_EQ(found, (std::set<std::string>{"E1 succession.claimed", "E2 succession.claimed",
                                            "E3 succession.claimed"}));
}

TEST_F(Successions, GoingRoundInACircle_ChangeNothing)
{
    company.hire("E2", "13800000002");
    run();
    company.person("E1").previous_employee_id = "E2";
    company.person("E2").previous_employee_id = "E1";
    company.person("E1").name = "Somebody Else";

    EXPECT_EQ(run(), "");
    EXPECT_EQ(found, (std::set<std::string>{"E1 succession.circle", "E2 succession.circle"}));
}

TEST_F(Successions, OfSomebodyWhoIsStillThere_WaitForHr)
{
    company.hire("E2", "13800000002").previous_employee_id = "E1";

    EXPECT_EQ(run(), "");
    EXPECT_EQ(found, std::set<std::string>{"E2 succession.both"});
}

TEST_F(Successions, OfANumberThatNobodyHad_MakeAJoiner)
{
    company.hire("E2", "13800000002").previous_employee_id = "E9";

    EXPECT_EQ(run(), "u-create-E2 joiner\n");
}

// E1 is missing, and E2 has the name, without a word of HR that they are one.
struct LikelySuccessions : Successions {
    Person& appears(const std::string& mobile)
    {
        Person& person = renumbered("E1", "E2");
        person.previous_employee_id.clear();
        person.mobile = mobile;
        return person;
    }
    const std::set<std::string> both{"E1 succession.likely", "E2 succession.likely"};
};

TEST_F(LikelySuccessions, SameNameAndNumber_IsAskedAbout)
{
    appears("13800000001");

    EXPECT_EQ(run(), "");
    EXPECT_EQ(found, both);
    EXPECT_TRUE(company.dingtalk.users.contains("E1"));
    const PlanResult result = make(company.input());
    EXPECT_FALSE(result.outlooks.at(0).settled);
    EXPECT_FALSE(result.outlooks.at(1).settled);
    for (const model::Finding& finding : result.plan.findings) {
        EXPECT_NE(finding.message.find("E1 (hr)"), std::string::npos);
        EXPECT_NE(finding.message.find("E2 (hr)"), std::string::npos);
    }
}

TEST_F(LikelySuccessions, AccountsWithoutANumber_AreKnownByTheirMail)
{
    company.person("E1").org_email = "e1@company.com";
    company.person("E1").mobile.reset();
    run();
    Person& person = appears("");
    person.mobile.reset();
    person.account = model::AccountKind::sso;
    person.name = "NAME of\u3000e1";
    person.org_email = "E1@company.com";

    EXPECT_EQ(run(), "");
    EXPECT_EQ(found, both);
}

TEST_F(LikelySuccessions, SameUseridStated_IsAskedAbout)
{
    appears("13800000002").userid = "E1";

    EXPECT_EQ(run(), "");
    EXPECT_EQ(found, both);
}

TEST_F(LikelySuccessions, WhoStartsLater_IsAskedAboutBeforeTheAccountIsGone)
{
    appears("13800000001").hired_on = std::chrono::year_month_day{
        std::chrono::year{2026}, std::chrono::month{12}, std::chrono::day{1}};

    EXPECT_EQ(run(), "");
    EXPECT_EQ(found, both);
}

TEST_F(LikelySuccessions, ProtectedAccount_IsNotDoubled)
{
    company.policy.protected_userids = {"E1"};
    appears("").account = model::AccountKind::sso;
    company.person("E2").mobile.reset();
    company.person("E1").email = company.account("E1").email = "e1@example.com";
    company.person("E2").email = "e1@example.com";

    EXPECT_EQ(run(), "");
}

TEST_F(LikelySuccessions, AnotherNumberOrAnotherName_IsAnotherPerson)
{
    appears("13800000002");
    EXPECT_EQ(brief(make(company.input()).plan), "u-delete-E1 leaver.absent\nu-create-E2 joiner\n");

    company.person("E2").mobile = "13800000001";
    company.person("E2").name = "Another";
    EXPECT_EQ(run(), "u-delete-E1 leaver.absent\nu-create-E2 joiner\n");
}

TEST_F(LikelySuccessions, OfSomebodyWhoLeftByHrsWord_AreAnotherPerson)
{
    appears("13800000001");
    company.roster.at({"hr", "E1"}).told = true;

    EXPECT_EQ(run(), "u-delete-E1 leaver.told\nu-create-E2 joiner\n");
}

TEST_F(LikelySuccessions, AnsweredByHr_MoveTheLink)
{
    Person& person = appears("13800000001");
    run();
    person.previous_employee_id = "E1";

    EXPECT_EQ(run(), "u-update-E2 changed\n");
    EXPECT_EQ(found, std::set<std::string>{});
}

TEST_F(LikelySuccessions, AnsweredByUnlinking_AdoptTheAccount)
{
    appears("13800000001");
    run();
    company.links.erase({"hr", "E1"});

    EXPECT_EQ(run(), "u-update-E2 adopted\n");
}

// Of a userid that HR states for somebody else than it was.
struct InheritedUserids : Identity {
    InheritedUserids()
    {
        company.hire("E1", "13800000001").userid = "shop";
        run();
        company.roster.at({"hr", "E1"}).present = false;
        company.hire("E2", "13800000002").userid = "shop";
    }
};

TEST_F(InheritedUserids, OfALeaver_GoOverInOneRun)
{
    EXPECT_EQ(words(make(company.input()).plan),
              "u-delete-E1 leaver.absent\nu-create-E2 joiner <u-delete-E1\n");
    run();
    EXPECT_EQ(company.account("shop").job_number, "E2");
    EXPECT_EQ(run(), "") << "and nothing is left to do";
}

TEST_F(InheritedUserids, WhereNothingIsKnownByThem_GoOverAsWell)
{
    company.policy.match = {model::MatchRule::mobile};
    EXPECT_EQ(run(), "u-delete-E1 leaver.absent\nu-create-E2 joiner\n");
    EXPECT_EQ(run(), "");
}

TEST_F(InheritedUserids, WithTheDepartmentTheyLead_GoOverInOneRun)
{
    company.roster.at({"hr", "E1"}).present = true;
    for (const char* id : {"E1", "E2"}) {
        company.person(id).departments = {"/shop"};
        company.person(id).leads = {"/shop"};
    }
    run();
    company.roster.at({"hr", "E1"}).present = false;
    run();

    const auto shop = company.department_links.at("/shop").dept_id;
    EXPECT_EQ(company.dingtalk.departments.at(shop).manager_userids,
              std::vector<std::string>{"shop"});
    EXPECT_EQ(run(), "");
}

TEST_F(InheritedUserids, OfALeaverWhoStaysForNow_WaitAndNameBoth)
{
    company.policy.protected_userids = {"shop"};
    run();

    EXPECT_EQ(company.account("shop").job_number, "E1");
    EXPECT_TRUE(found.contains("E1 match.claimed"));
    EXPECT_TRUE(found.contains("E2 match.claimed"));
}

TEST_F(InheritedUserids, ByTwo_NobodyGetsThem)
{
    company.hire("E3", "13800000003").userid = "shop";

    EXPECT_EQ(run(), "u-delete-E1 leaver.absent\n");
    EXPECT_EQ(found, (std::set<std::string>{"E2 userid.taken", "E3 userid.taken"}));
}

TEST_F(InheritedUserids, WhereTheHeirHasToWait_TheLeaverGoes)
{
    company.policy.other_limits[model::Counted::creates] = {0, 0};
    const model::Plan plan = make(company.input()).plan;

    ASSERT_EQ(plan.held.size(), 1U);
    EXPECT_EQ(plan.held[0].operations, std::vector<std::string>{"u-create-E2"});
}

TEST_F(InheritedUserids, WhereTheLeaverHasToWait_TheHeirDoes)
{
    company.policy.leavers = {0, 0};
    const model::Plan plan = make(company.input()).plan;

    ASSERT_FALSE(plan.held.empty());
    EXPECT_EQ(plan.held[0].guard, "leavers");
    EXPECT_EQ(plan.held[0].operations, (std::vector<std::string>{"u-delete-E1", "u-create-E2"}));
}

// What a saved plan does is compared with what HR and the policy say when it is applied.
class SavedPlans : public Identity
{
protected:
    SavedPlans()
    {
        company.hire("E1", "13800000001");
        run();
        company.person("E1").status = model::EmploymentStatus::terminated;
        removal = make(company.input()).plan;
        EXPECT_EQ(brief(removal), "u-delete-E1 leaver.terminated\n");
    }
    std::string why(const model::Plan& plan) const
    {
        const auto all = not_wanted_any_more(plan, company.input());
        return all.empty() ? "" : all.begin()->second;
    }

    model::Plan removal;
};

TEST_F(SavedPlans, RemovalThatHrStillWants_IsDone)
{
    EXPECT_EQ(why(removal), "");
}

TEST_F(SavedPlans, RemovalOfSomebodyWhoStays_IsSkippedAndNamed)
{
    company.person("E1").status = model::EmploymentStatus::active;

    EXPECT_EQ(why(removal), "HR says by now that E1 (roster.csv:E1) does not leave");
}

TEST_F(SavedPlans, RemovalOfAnAdministrator_IsSkippedAndNamed)
{
    company.administrators = {"E1"};

    EXPECT_EQ(why(removal), "E1 is protected, or an administrator's, by now");
}

TEST_F(SavedPlans, RemovalOfAProtectedAccount_IsSkippedAndNamed)
{
    company.policy.protected_userids = {"E1"};

    EXPECT_EQ(why(removal), "E1 is protected, or an administrator's, by now");
}

TEST_F(SavedPlans, RemovalOfAnAccountThatIsAnothersByNow_IsSkippedAndNamed)
{
    company.links.at({"hr", "E1"}).userid = "other";

    EXPECT_EQ(why(removal), "E1 is no longer the account of E1 (roster.csv:E1)");
}

TEST_F(SavedPlans, CreationOfSomebodyWhoLeft_IsSkippedAndNamed)
{
    company.hire("E2", "13800000002");
    const model::Plan creation = make(company.input()).plan;
    company.person("E2").status = model::EmploymentStatus::terminated;

    EXPECT_NE(not_wanted_any_more(creation, company.input()).count("u-create-E2"), 0U);
}

TEST_F(SavedPlans, WhatAnUndoTakesBack_IsNotHrsToRefuse)
{
    company.person("E1").status = model::EmploymentStatus::active;
    removal.operations.at(0).cause.rule = "undo";

    EXPECT_EQ(why(removal), "");
}

TEST_F(SavedPlans, WhatItsReadHeldBack_StaysHeldUntilItIsApproved)
{
    removal.held.push_back({"h-1", "earlier_read", 5, 9, {"u-delete-E1"}, "", {}});
    removal.held.push_back({"h-2", "leavers", 5, 9, {"u-delete-E1"}, "", {}});
    model::Plan today = removal;
    today.held.clear();
    model::Plan approved = today;

    keep_doubts_of_the_read(removal, {}, today);
    const std::vector<std::string> passed{model::fingerprint_of(removal.operations.at(0))};
    keep_doubts_of_the_read(removal, passed, approved);

    ASSERT_EQ(today.held.size(), 1U) << "how many may leave is today's question";
    EXPECT_EQ(today.held.at(0).guard, "earlier_read");
    EXPECT_TRUE(approved.held.empty());
}

} // namespace
} // namespace rosterd::plan::test
