// Who gains and loses what under another matrix.
#include "core/plan/entitlements_diff.hpp"

#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"

namespace rosterd::plan::test
{
namespace
{

using Items = std::vector<EntitlementChange::Item>;

class MatrixDiff : public testing::Test
{
protected:
    MatrixDiff()
    {
        company.hire("E1", "13800000001", {"/A"}).title = "manager";
        company.hire("E2", "13800000002", {"/B"});
        rule_of(company.policy.entitlements, "now", {"G/a", "G/b"});
        rule_of(other, "then", {"G/b", "G/c"});
    }

    static model::EntitlementRule& rule_of(model::Entitlements& matrix, const std::string& name,
                                           std::vector<std::string> roles)
    {
        model::EntitlementRule& rule = matrix.rules.emplace_back();
        rule.name = name;
        rule.departments = {"A"};
        rule.roles = std::move(roles);
        return rule;
    }

    Company company;
    model::Entitlements other;
};

TEST_F(MatrixDiff, OnlyWhoIsConcerned_WithTheRulesThatGiveAndGave)
{
    const auto changes = compare_entitlements(company.input(), other);

    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].employee_id, "E1");
    EXPECT_EQ(changes[0].gains, (Items{{"role", "G/c", "then"}}));
    EXPECT_EQ(changes[0].loses, (Items{{"role", "G/a", "now"}}));
}

TEST_F(MatrixDiff, TheSameRightsByAnotherRule_AreNoChange)
{
    EXPECT_TRUE(compare_entitlements(company.input(), company.policy.entitlements).empty());
    company.policy.entitlements.rules[0].name = "renamed";
    other.rules[0].roles = {"G/a", "G/b"};
    EXPECT_TRUE(compare_entitlements(company.input(), other).empty());
}

TEST_F(MatrixDiff, ASwitchThatTurns_IsGainedAndLost)
{
    company.policy.entitlements.rules[0].hide_mobile = false;
    other = company.policy.entitlements;
    other.rules[0].hide_mobile = true;

    const auto changes = compare_entitlements(company.input(), other);

    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].gains, (Items{{"hide_mobile", "true", "now"}}));
    EXPECT_EQ(changes[0].loses, (Items{{"hide_mobile", "false", "now"}}));
}

TEST_F(MatrixDiff, WhoHasLeftOrIsOutOfScope_IsNotTold)
{
    company.person("E1").status = model::EmploymentStatus::terminated;
    EXPECT_TRUE(compare_entitlements(company.input(), other).empty());
    company.person("E1").status = model::EmploymentStatus::active;
    company.policy.scope.departments = {"B"};
    EXPECT_TRUE(compare_entitlements(company.input(), other).empty());
}

// E1 has an account, and a role that somebody gave by hand.
class MatrixDiffByHand : public MatrixDiff
{
protected:
    MatrixDiffByHand()
    {
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        company.dingtalk.rights[{model::RightKind::role, "G/hand"}] = {"E1"};
        other = company.policy.entitlements;
        rule_of(other, "then", {"G/hand"}).departments = {"B"};
    }

    std::vector<EntitlementChange> changes()
    {
        PlanInput input = company.input();
        input.rights["E1"].push_back({{model::RightKind::role, "G/hand"}, false});
        return compare_entitlements(input, other);
    }
};

TEST_F(MatrixDiffByHand, AMatrixThatNamesWhatWasGivenByHand_TakesItBack)
{
    const auto told = changes();

    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].employee_id, "E1");
    EXPECT_EQ(told[0].loses, (Items{{"role", "G/hand", "by hand"}}));
    EXPECT_EQ(told[1].gains, (Items{{"role", "G/hand", "then"}}));
}

TEST_F(MatrixDiffByHand, AMatrixThatKeepsWhatWasGivenByHand_LeavesIt)
{
    other.drift = model::RightDrift::keep;

    const auto told = changes();

    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].employee_id, "E2");
}

TEST_F(MatrixDiffByHand, WhoHasItByHandAndGetsItByARule_GainsNothing)
{
    other.rules.back().departments = {"A"};

    EXPECT_TRUE(changes().empty());
}

TEST_F(MatrixDiffByHand, WhatExcludesARoleGivenByHand_IsNotGained_AndIsRefusedWithBothNamed)
{
    other.drift = model::RightDrift::keep;
    other.rules.back() = {};
    rule_of(other, "then", {"G/new"});
    other.exclusive = {{"G/new", "G/hand"}};
    std::erase_if(other.rules, [](const auto& rule) { return rule.name.empty(); });

    const auto told = changes();

    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].gains.empty());
    ASSERT_EQ(told[0].refused.size(), 1U);
    EXPECT_NE(told[0].refused[0].message.find("G/new (then)"), std::string::npos);
    EXPECT_NE(told[0].refused[0].message.find("G/hand (by hand)"), std::string::npos);
}

TEST_F(MatrixDiff, TwoRolesThatExcludeEachOther_AreGainedByNobody)
{
    other = company.policy.entitlements;
    rule_of(other, "then", {"G/c", "G/d"});
    other.exclusive = {{"G/c", "G/d"}};

    const auto told = compare_entitlements(company.input(), other);

    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].gains.empty());
    EXPECT_TRUE(told[0].loses.empty());
    EXPECT_EQ(told[0].refused.size(), 1U);
}

TEST_F(MatrixDiff, WhatAPersonsOwnRecordSays_IsNoChange)
{
    other = company.policy.entitlements;
    other.rules[0].senior_mode = true;
    company.person("E1").senior_mode = false;

    EXPECT_TRUE(compare_entitlements(company.input(), other).empty());
}

} // namespace
} // namespace rosterd::plan::test
