// Executive mode and hidden numbers: what a rule turned on goes when none asks for it any more.
#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

// E1 is at level P9, which has executive mode by the matrix.
class Switches : public testing::Test
{
protected:
    Switches()
    {
        auto& rule = company.policy.entitlements.rules.emplace_back();
        rule.name = "rules[0]";
        rule.levels = {"P9"};
        rule.senior_mode = true;
        company.hire("E1", "13800000001").level = "P9";
        run();
    }

    std::string run()
    {
        const PlanResult result = make(company.input());
        company.remember(result);
        due = result.outlooks.at(0).due;
        EXPECT_FALSE(company.apply(result.plan));
        return brief(result.plan);
    }
    bool on() { return company.account("E1").senior_mode; }

    Company company;
    std::optional<model::Instant> due;
};

TEST_F(Switches, GrantedByARule_IsTakenBackWhenNoRuleFitsThePersonAnyMore)
{
    ASSERT_TRUE(on());
    company.person("E1").level = "P5";

    EXPECT_EQ(run(), "u-update-E1 entitlement.ended\n");
    EXPECT_FALSE(on());
    EXPECT_EQ(run(), "") << "and stays so";
}

TEST_F(Switches, GrantedByARuleThatIsGone_IsTakenBackFromWhomItWasGranted)
{
    company.policy.entitlements.rules.clear();

    EXPECT_EQ(run(), "u-update-E1 entitlement.ended\n");
    EXPECT_FALSE(on());
}

TEST_F(Switches, TurnedOnByHand_IsNotOursToTakeBack)
{
    company.person("E1").level = "P5";
    run();
    company.account("E1").senior_mode = true;

    EXPECT_EQ(run(), "");
    EXPECT_TRUE(on());
}

TEST_F(Switches, OnByHandBeforeARuleAskedForIt_StaysWhenNoneDoes)
{
    company.add_account("E2", "13800000002").senior_mode = true;
    company.hire("E2", "13800000002").level = "P9";
    run();
    company.person("E2").level = "P5";
    run();

    EXPECT_TRUE(company.account("E2").senior_mode);
}

TEST_F(Switches, StatedByHr_StaysWhenNoRuleAsksForIt)
{
    company.person("E1").level = "P5";
    company.person("E1").senior_mode = true;

    EXPECT_EQ(run(), "");
    company.person("E1").senior_mode.reset();
    EXPECT_EQ(run(), "") << "and what HR stated is left alone once it has no say";
    EXPECT_TRUE(on());
}

TEST_F(Switches, TurnedOffByHandAfterTheRuleEnded_IsForgotten)
{
    company.person("E1").level = "P5";
    company.account("E1").senior_mode = false;
    run();
    company.account("E1").senior_mode = true;

    EXPECT_EQ(run(), "") << "somebody's own work since";
}

TEST_F(Switches, OfAMover_StayForTheOverlap)
{
    company.policy.overlap = std::chrono::days{14};
    company.person("E1").level = "P5";

    EXPECT_EQ(run(), "");
    EXPECT_EQ(due, kNow + std::chrono::days{14});
    company.now = *due;
    EXPECT_EQ(run(), "u-update-E1 entitlement.ended\n");
    EXPECT_FALSE(on());
}

TEST_F(Switches, BackWithinTheOverlap_StayForGood)
{
    company.policy.overlap = std::chrono::days{14};
    company.person("E1").level = "P5";
    run();
    company.person("E1").level = "P9";
    run();
    company.now += std::chrono::days{30};

    EXPECT_EQ(run(), "");
    EXPECT_EQ(due, std::nullopt);
}

TEST_F(Switches, OfOneOperation_NameTheRule)
{
    company.hire("E2", "13800000002").level = "P9";

    const model::Plan plan = make(company.input()).plan;
    EXPECT_EQ(plan.operations.at(0).rules,
              (std::map<std::string, std::string>{{"senior_mode", "rules[0]"}}));
}

} // namespace
} // namespace rosterd::plan::test
