// Rights that HR gives person by person, in columns of the record: beside the matrix, or before it.
#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

using model::Right;
using model::RightKind;

class StatedRights : public testing::Test
{
protected:
    StatedRights()
    {
        company.hire("E1", "13800000001", {"/sales"});
        company.dingtalk.rights[{RightKind::role, "G/guide"}];
        for (const char* group : {"early", "late"}) {
            company.dingtalk.rights[{RightKind::attendance, group}];
        }
    }

    model::EntitlementRule& rule(const std::string& name)
    {
        auto& rule = company.policy.entitlements.rules.emplace_back();
        rule.name = name;
        return rule;
    }

    model::Plan plan() const { return make(company.input()).plan; }
    void settle() { ASSERT_FALSE(company.apply(plan())); }
    std::set<std::string> holders(RightKind kind, const std::string& name)
    {
        return company.dingtalk.rights[{kind, name}];
    }

    Company company;
};

TEST_F(StatedRights, ARoleBesideTheMatrix_IsGrantedAndNamesItsRowAndColumn)
{
    rule("rules[0]").roles = {"G/sales"};
    company.person("E1").roles = {{"G/guide", "G/sales"}};

    const model::Plan planned = plan();

    std::map<std::string, std::string> causes;
    for (const model::Operation& one : planned.operations) {
        causes[one.id] = one.cause.rule;
    }
    EXPECT_EQ(causes["r-grant-E1-G/guide"], "roster.csv:E1:roles");
    EXPECT_EQ(causes["r-grant-E1-G/sales"], "rules[0]");
    settle();
    EXPECT_EQ(words(plan()), "");
}

TEST_F(StatedRights, WithoutAnyRule_WhatTheColumnNamesIsGivenAndTakenBack)
{
    company.person("E1").roles = {{"G/guide"}};
    settle();
    EXPECT_TRUE(holders(RightKind::role, "G/guide").contains("E1"));
    EXPECT_EQ(words(plan()), "");

    company.person("E1").roles = std::vector<std::string>{};
    settle();
    EXPECT_FALSE(holders(RightKind::role, "G/guide").contains("E1"));
}

TEST_F(StatedRights, ThePersonsOwnGroupAndSwitches_GoBeforeTheMatrix)
{
    model::EntitlementRule& all = rule("rules[0]");
    all.attendance = "early";
    all.senior_mode = true;
    company.person("E1").attendance_group = "late";
    company.person("E1").senior_mode = false;
    company.hire("E2", "13800000002", {"/sales"}).attendance_group = ""; // leaves it to the matrix

    settle();

    EXPECT_EQ(holders(RightKind::attendance, "late"), (std::set<std::string>{"E1"}));
    EXPECT_EQ(holders(RightKind::attendance, "early"), (std::set<std::string>{"E2"}));
    EXPECT_FALSE(company.account("E1").senior_mode);
    EXPECT_TRUE(company.account("E2").senior_mode);
}

TEST_F(StatedRights, ARoleThatNobodyKnows_IsAFindingWithRowAndColumn_AndThePersonsRolesStay)
{
    company.person("E1").roles = {{"G/guide"}};
    settle();
    company.person("E1").roles = {{"G/giude"}};

    const model::Plan planned = plan();

    ASSERT_EQ(planned.findings.size(), 1U);
    EXPECT_EQ(planned.findings[0].rule, "roles.unknown");
    EXPECT_EQ(planned.findings[0].origin.where, "roster.csv:E1");
    EXPECT_EQ(planned.findings[0].field, "roles");
    EXPECT_EQ(planned.findings[0].value, "G/giude");
    EXPECT_NE(planned.findings[0].message.find("column roles"), std::string::npos);
    EXPECT_TRUE(planned.operations.empty()) << words(planned);
}

TEST_F(StatedRights, ARoleThatARuleNames_IsMadeThoughDingTalkHasItNot)
{
    rule("rules[0]").roles = {"G/new"};
    company.policy.entitlements.rules[0].departments = {"finance"};
    company.person("E1").roles = {{"G/new"}};

    settle();

    EXPECT_TRUE(holders(RightKind::role, "G/new").contains("E1"));
}

TEST_F(StatedRights, AGroupThatDingTalkHasNot_IsAFindingOfThatRow)
{
    company.person("E1").attendance_group = "night";

    const model::Plan planned = plan();

    ASSERT_EQ(planned.findings.size(), 1U);
    EXPECT_EQ(planned.findings[0].rule, "attendance_group.unknown");
    EXPECT_EQ(planned.findings[0].origin.where, "roster.csv:E1");
}

TEST_F(StatedRights, TwoRolesThatExcludeEachOther_AreRefusedWithTheRuleAndTheColumnNamed)
{
    rule("rules[0]").roles = {"G/books"};
    company.policy.entitlements.exclusive = {{"G/books", "G/guide"}};
    company.person("E1").roles = {{"G/guide"}};

    const model::Plan planned = plan();

    ASSERT_EQ(planned.findings.size(), 1U);
    EXPECT_EQ(planned.findings[0].rule, "entitlements.exclusive");
    EXPECT_NE(planned.findings[0].message.find("G/books (rules[0])"), std::string::npos)
        << planned.findings[0].message;
    EXPECT_NE(planned.findings[0].message.find("G/guide (roster.csv:E1:roles)"), std::string::npos);
    settle();
    EXPECT_TRUE(holders(RightKind::role, "G/guide").empty());
    EXPECT_TRUE(holders(RightKind::role, "G/books").empty());
}

// What an unknown role keeps from being taken back is held beside what a rule gives.
TEST_F(StatedRights, ARoleThatStaysForAnUnknownOne_StillExcludesAnother)
{
    rule("rules[0]").roles = {"G/guide"};
    settle();
    company.policy.entitlements.rules[0].roles = {"G/books"};
    company.policy.entitlements.exclusive = {{"G/books", "G/guide"}};
    company.person("E1").roles = {{"X/none"}};

    settle();

    EXPECT_EQ(holders(RightKind::role, "G/guide"), std::set<std::string>{"E1"});
    EXPECT_TRUE(holders(RightKind::role, "G/books").empty());
}

TEST_F(StatedRights, ARoleBesideTwoThatExcludeEachOther_IsTakenBackOnceNoRuleGivesIt)
{
    rule("rules[0]").roles = {"G/guide"};
    settle();
    ASSERT_EQ(holders(RightKind::role, "G/guide"), std::set<std::string>{"E1"});
    company.policy.entitlements.rules[0].roles = {"G/books", "G/till"};
    company.policy.entitlements.exclusive = {{"G/books", "G/till", "G/guide"}};

    EXPECT_EQ(plan().findings.size(), 1U);
    settle();
    EXPECT_TRUE(holders(RightKind::role, "G/guide").empty()) << "the former place's";
    EXPECT_TRUE(holders(RightKind::role, "G/books").empty());
    EXPECT_TRUE(holders(RightKind::role, "G/till").empty());
}

TEST_F(StatedRights, WhoGotByHandWhatOnlyAColumnNames_KeepsIt)
{
    company.hire("E2", "13800000002", {"/sales"});
    company.person("E1").roles = {{"G/guide"}};
    settle();
    company.dingtalk.rights[{RightKind::role, "G/guide"}].insert("E2");

    EXPECT_EQ(words(plan()), "");
}

} // namespace
} // namespace rosterd::plan::test
