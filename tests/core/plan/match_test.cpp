#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

struct Match : testing::Test {
    Company company;
    PlanResult plan() const { return make(company.input()); }
    std::string planned() const { return words(plan().plan); }
    std::string adopted() const
    {
        std::string text;
        for (const auto& adoption : plan().plan.adoptions) {
            text += adoption.employee_id + "=" + adoption.userid + " by " + adoption.rule + "\n";
        }
        return text;
    }
};

TEST_F(Match, AccountWithTheNumber_IsAdoptedNotDoubled)
{
    company.add_account("manager01", "13800000001");
    company.hire("E1", "13800000001");

    EXPECT_EQ(adopted(), "E1=manager01 by mobile\n");
    EXPECT_EQ(planned(), "u-update-E1 adopted: job_number \"\"->\"E1\" name \"Name of "
                         "manager01\"->\"Name of E1\"\n");
}

TEST_F(Match, EveryRule_FindsTheAccountInThePolicysOrder)
{
    auto& account = company.add_account("E1", "13800000001");
    account.job_number = "E1";
    account.org_email = "E1@Company.com";
    Person& person = company.hire("E1", "13800000001");
    person.org_email = "e1@company.COM";
    EXPECT_EQ(adopted(), "E1=E1 by userid\n");

    company.policy.match = {model::MatchRule::org_email, model::MatchRule::userid};
    EXPECT_EQ(adopted(), "E1=E1 by org_email\n");

    company.policy.match = {model::MatchRule::job_number};
    EXPECT_EQ(adopted(), "E1=E1 by job_number\n");
}

TEST_F(Match, AnAccountThatIsNotTheirsBySomebodysWord_IsSaidToBeInTheWay)
{
    company.add_account("E1", "13800000002");
    company.hire("E1", "13800000001");
    PlanInput input = company.input();
    input.people.at(0).not_theirs = {"E1"};

    const model::Plan planned = make(input).plan;

    EXPECT_TRUE(planned.empty());
    EXPECT_NE(planned.findings.at(0).message.find("unlink"), std::string::npos);
    EXPECT_NE(planned.findings.at(0).hint.find("rosterd link"), std::string::npos);
}

TEST_F(Match, TwoAccountsFit_NothingIsGuessed)
{
    company.add_account("a", "13800000001");
    company.add_account("b", "13800000002").job_number = "E1";
    company.hire("E1", "13800000001");

    EXPECT_EQ(planned(), "error match.ambiguous E1 a, b\n");
    EXPECT_EQ(adopted(), "");
    EXPECT_FALSE(plan().outlooks.at(0).settled);
}

TEST_F(Match, TwoPeopleClaimOneAccount_BothWait)
{
    company.add_account("a", "13800000001").job_number = "E2";
    company.hire("E1", "13800000001");
    company.hire("E2", "13800000002");

    EXPECT_EQ(planned(), "error match.claimed E1 a\nerror match.claimed E2 a\n");
    EXPECT_EQ(adopted(), "");
}

TEST_F(Match, AccountOfSomebodyElse_IsNotTakenAndBothAreNamed)
{
    company.hire("E1", "13800000001");
    ASSERT_FALSE(company.apply(plan().plan));
    company.hire("E1", "13800000009", {}, "other");

    EXPECT_EQ(planned(), "error match.claimed E1 E1\nerror match.claimed E1 E1\n");
    const std::set<PersonKey> newcomer{{"other", "E1"}};
    EXPECT_EQ(words(make(company.input(&newcomer)).plan),
              "error match.claimed E1 E1\nerror match.claimed E1 E1\n");
}

TEST_F(Match, NobodyFits_IsCreatedUnderTheStatedUserid)
{
    company.hire("E1", "13800000001").userid = "chan.tai-man";

    const auto plan_made = plan().plan;
    ASSERT_EQ(words(plan_made), "u-create-E1 joiner\n");
    EXPECT_EQ(plan_made.operations[0].userid, "chan.tai-man");
}

TEST_F(Match, UseridThatDingTalkRefuses_IsReported)
{
    company.hire("E 1", "13800000001");

    EXPECT_EQ(planned(), "error userid.format E 1 E 1\n");
}

TEST_F(Match, TwoPeopleWantOneUserid_BothWait)
{
    company.hire("E1", "13800000001").userid = "same";
    company.hire("E2", "13800000002").userid = "same";

    EXPECT_EQ(planned(), "error userid.taken E1 same\nerror userid.taken E2 same\n");
}

TEST_F(Match, AccountDeletedByHand_IsCreatedAgainUnderItsUserid)
{
    company.hire("E1", "13800000001").userid = "u1";
    ASSERT_FALSE(company.apply(plan().plan));
    company.dingtalk.users.clear();
    company.person("E1").userid = "another";

    const auto plan_made = plan().plan;
    ASSERT_EQ(words(plan_made), "u-create-E1 vanished\n");
    EXPECT_EQ(plan_made.operations[0].userid, "u1");
}

TEST_F(Match, OneEmployeeIdInTwoSources_HasTwoOperationIds)
{
    company.hire("E1", "13800000001").userid = "a";
    company.hire("E1", "13800000002", {}, "other").userid = "b";

    EXPECT_EQ(planned(), "u-create-E1@hr joiner\nu-create-E1@other joiner\n");
}

} // namespace
} // namespace rosterd::plan::test
