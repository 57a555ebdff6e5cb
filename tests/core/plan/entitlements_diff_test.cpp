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

} // namespace
} // namespace rosterd::plan::test
