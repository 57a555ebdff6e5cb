#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

// E1..E3 with accounts, numbers ...01 to ...03 and extensions 1 to 3.
struct Values : testing::Test {
    Company company;
    Values()
    {
        for (const std::string n : {"1", "2", "3"}) {
            company.hire("E" + n, "1380000000" + n).telephone = n;
        }
        EXPECT_FALSE(company.apply(plan()));
    }
    model::Plan plan() const { return make(company.input()).plan; }
    std::string planned() const { return words(plan()); }
    void converges()
    {
        EXPECT_EQ(company.apply(plan()), std::nullopt);
        EXPECT_TRUE(plan().empty()) << planned();
    }
};

TEST_F(Values, NumberOfALeaver_IsTakenOverInTheSameRun)
{
    company.person("E1").status = model::EmploymentStatus::terminated;
    company.person("E2").mobile = "13800000001";

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n"
                         "u-update-E2 changed: mobile \"13800000002\"->\"13800000001\" "
                         "<u-delete-E1\n");
    converges();
}

TEST_F(Values, NumberOfALeaver_IsTakenOverByAJoiner)
{
    company.person("E1").status = model::EmploymentStatus::terminated;
    company.hire("E4", "13800000001");

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\nu-create-E4 joiner <u-delete-E1\n");
    converges();
}

TEST_F(Values, Chain_ReleasesBeforeItTakes)
{
    company.person("E1").telephone = "2";
    company.person("E2").telephone = "3";
    company.person("E3").telephone = "4";

    EXPECT_EQ(planned(), "u-update-E3 changed: telephone \"3\"->\"4\"\n"
                         "u-update-E2 changed: telephone \"2\"->\"3\" <u-update-E3\n"
                         "u-update-E1 changed: telephone \"1\"->\"2\" <u-update-E2\n");
    converges();
}

TEST_F(Values, SwappedExtensions_OneIsEmptyForAMoment)
{
    company.person("E1").telephone = "2";
    company.person("E2").telephone = "1";

    EXPECT_EQ(planned(), "u-release-E2 number.swap: telephone \"2\"->\"\"\n"
                         "u-update-E1 changed: telephone \"1\"->\"2\" <u-release-E2\n"
                         "u-update-E2 changed: telephone \"\"->\"1\" <u-release-E2 <u-update-E1\n");
    converges();
}

TEST_F(Values, SwappedNumbersOfAccountsNotYetActivated_OneAccountStartsAnew)
{
    company.person("E1").mobile = "13800000002";
    company.person("E2").mobile = "13800000001";

    EXPECT_EQ(planned(),
              "u-delete-E1 number.swap\n"
              "u-update-E2 changed: mobile \"13800000002\"->\"13800000001\" <u-delete-E1\n"
              "u-create-E1 number.swap <u-delete-E1 <u-update-E2\n");
    converges();
}

TEST_F(Values, SwappedNumbersOfProtectedAccounts_AreReported)
{
    company.person("E1").mobile = "13800000002";
    company.person("E2").mobile = "13800000001";
    company.policy.protected_userids = {"E1", "E2"};

    EXPECT_EQ(planned(), "error mobile.taken E1 13800000002\nerror mobile.taken E2 13800000001\n");
    EXPECT_NE(plan().findings[0].message.find("E1 (hr), E2 (hr)"), std::string::npos)
        << "and each is told of the ring";
    EXPECT_NE(plan().findings[1].message.find("E1 (hr), E2 (hr)"), std::string::npos);
}

TEST_F(Values, NumbersHandedRoundAmongActivatedAccounts_NameTheRing)
{
    for (const char* id : {"E1", "E2", "E3"}) {
        company.account(id).active = true;
    }
    company.hire("E4", "13800000004");
    ASSERT_FALSE(company.apply(plan()));
    company.account("E4").active = true;
    company.person("E1").mobile = "13800000002";
    company.person("E2").mobile = "13800000003";
    company.person("E3").mobile = "13800000001";
    company.person("E4").mobile = "13800000002"; // wants one of theirs, and has none of them

    const auto findings = plan().findings;
    const auto told = [&](const std::string& id) {
        std::string text;
        for (const model::Finding& finding : findings) {
            text += finding.employee_id == id && finding.rule == "mobile.unchangeable"
                        ? finding.message
                        : "";
        }
        return text;
    };
    for (const char* id : {"E1", "E2", "E3"}) {
        EXPECT_TRUE(told(id).starts_with("E1 (hr), E2 (hr), E3 (hr) are to hand")) << told(id);
    }
    EXPECT_TRUE(told("E4").starts_with("The account E4 is activated")) << told("E4");
}

TEST_F(Values, SwappedNumbersWithAnActivatedAccount_AreReportedOnBothSides)
{
    company.account("E1").active = true;
    company.person("E1").mobile = "13800000002";
    company.person("E2").mobile = "13800000001";

    EXPECT_EQ(planned(),
              "warning mobile.unchangeable E1 13800000002\nerror mobile.taken E2 13800000001\n");
    EXPECT_TRUE(plan().findings[0].message.starts_with("E1 (hr), E2 (hr) are to hand"));
}

TEST_F(Values, RingAcrossFields_IsOpenedWhereItCostsLeast)
{
    company.person("E1").mobile = "13800000002"; // waits for E2's number
    company.person("E2").mobile = "13800000009";
    company.person("E2").telephone = "1"; // waits for E1's extension
    company.person("E1").telephone = "9";

    EXPECT_EQ(planned().find("delete"), std::string::npos) << planned();
    converges();
}

TEST_F(Values, NumberOfAnAccountThatKeepsIt_NamesTheHolder)
{
    company.add_account("visitor", "13800000009").name = "Visitor";
    company.person("E1").mobile = "13800000009";
    company.person("E1").title = "店長";

    EXPECT_EQ(planned(), "u-update-E1 changed: title \"\"->\"店長\"\n"
                         "error mobile.taken E1 13800000009\n");
    EXPECT_NE(plan().findings[0].message.find("visitor (Visitor)"), std::string::npos);
}

TEST_F(Values, WhoeverWantsTheNumberOfOneThatMustKeepIt_WaitsToo)
{
    company.add_account("visitor", "13800000009");
    company.person("E1").mobile = "13800000009";
    company.person("E2").mobile = "13800000001";
    company.hire("E4", "13800000002");

    EXPECT_EQ(planned(), "error mobile.taken E1 13800000009\n"
                         "error mobile.taken E2 13800000001\n"
                         "error mobile.taken E4 13800000002\n");
}

TEST_F(Values, TwoPeopleStateOneNumber_TheOneThatHasItKeepsIt)
{
    company.hire("E4", "13800000001");

    EXPECT_EQ(planned(), "error mobile.taken E4 13800000001\n");
    EXPECT_NE(plan().findings[0].message.find("E1 (hr), E4 (hr)"), std::string::npos);
}

TEST_F(Values, TwoPeopleStateOneFreeMail_NeitherGetsIt)
{
    company.person("E1").email = "same@example.com";
    company.person("E2").email = "Same@example.com";

    EXPECT_EQ(planned(), "error email.taken E1 same@example.com\n"
                         "error email.taken E2 Same@example.com\n");
}

TEST_F(Values, TakenMailOfAJoiner_IsLeftOutOfTheCreation)
{
    company.add_account("visitor", "13800000009").email = "a@example.com";
    company.hire("E4", "13800000004").email = "a@example.com";

    EXPECT_EQ(planned(), "u-create-E4 joiner\nerror email.taken E4 a@example.com\n");
    EXPECT_FALSE(plan().operations[0].after.contains("email"));
}

} // namespace
} // namespace rosterd::plan::test
