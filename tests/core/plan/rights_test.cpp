// Roles that can't be made now.
#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

// Everybody is to have G/a and H/b; neither group is known.
struct NewRoles : testing::Test {
    NewRoles()
    {
        company.hire("E1", "13800000001");
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        auto& rule = company.policy.entitlements.rules.emplace_back();
        rule.name = "rules[all]";
        rule.roles = {"G/a", "H/b"};
    }
    Company company;
};

TEST_F(NewRoles, OfAGroupThatIsThereAndInNoList_AreToldOfAndWaitWithTheirGrants)
{
    PlanInput input = company.input();
    input.unseen_role_groups = {"G"};

    const PlanResult result = make(input);

    EXPECT_EQ(words(result.plan), "r-create-H/b rules[all]\n"
                                  "r-grant-E1-H/b rules[all] <r-create-H/b\n"
                                  "warning role_group.unseen  G\n");
    EXPECT_FALSE(result.outlooks.at(0).settled) << "every plan looks at them again";
}

TEST_F(NewRoles, OfAGroupThatIsInTheListByNow_AreMade)
{
    PlanInput input = company.input();
    input.unseen_role_groups = {"G"};
    input.role_groups = {"G"};
    EXPECT_TRUE(words(make(input).plan).starts_with("r-create-G/a rules[all]\n"));
}

} // namespace
} // namespace rosterd::plan::test
