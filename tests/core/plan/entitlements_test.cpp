// Who is entitled to what: matching of rules, and which rule gave it.
#include "core/plan/entitlements.hpp"

#include <gtest/gtest.h>

namespace rosterd::plan::test
{
namespace
{

using model::EntitlementRule;
using model::RightKind;

class Matrix : public testing::Test
{
protected:
    Matrix()
    {
        person.employee_id = "E1";
        person.level = "P6";
        person.title = "產品經理";
        person.work_place = "香港";
        person.ext = {{"grade", "A1"}};
    }

    // One rule that gives G/role, and whether the person gets it.
    bool gives(const EntitlementRule& conditions,
               std::vector<std::string> departments = {"/研發/平台"})
    {
        model::Policy policy;
        policy.entitlements.rules = {conditions};
        policy.entitlements.rules[0].roles = {"G/role"};
        return !entitled_to(person, departments, policy).rights.empty();
    }

    EntitlementRule with(std::vector<std::string> EntitlementRule::* list,
                         std::vector<std::string> values)
    {
        EntitlementRule rule;
        rule.*list = std::move(values);
        return rule;
    }

    model::Person person;
};

TEST_F(Matrix, NoCondition_FitsEverybody)
{
    EXPECT_TRUE(gives({}));
}

TEST_F(Matrix, Department_OneLevelASubtreeAndTheDepartmentItself)
{
    EXPECT_TRUE(gives(with(&EntitlementRule::departments, {"研發/*"})));
    EXPECT_TRUE(gives(with(&EntitlementRule::departments, {"研發/**"}), {"/研發"}));
    EXPECT_FALSE(gives(with(&EntitlementRule::departments, {"研發/*"}), {"/研發/平台/甲"}));
    EXPECT_FALSE(gives(with(&EntitlementRule::departments, {"財務/**"})));
}

TEST_F(Matrix, SeveralDepartments_AnyOfThemIsEnough)
{
    EXPECT_TRUE(gives(with(&EntitlementRule::departments, {"財務"}), {"/研發", "/財務"}));
}

TEST_F(Matrix, NoDepartmentStated_FitsNoDepartmentCondition)
{
    EXPECT_FALSE(gives(with(&EntitlementRule::departments, {"**"}), {}));
}

TEST_F(Matrix, Alternatives_OneIsEnough)
{
    EXPECT_TRUE(gives(with(&EntitlementRule::levels, {"P7", "P6"})));
    EXPECT_FALSE(gives(with(&EntitlementRule::levels, {"P7", "P8"})));
}

TEST_F(Matrix, AllKeysMustMatch)
{
    EntitlementRule rule = with(&EntitlementRule::levels, {"P6"});
    rule.titles = {"*經理"};
    EXPECT_TRUE(gives(rule));
    rule.work_places = {"深圳"};
    EXPECT_FALSE(gives(rule));
}

TEST_F(Matrix, Wildcard_StandsForAnyTextASlashIncluded)
{
    EXPECT_TRUE(gives(with(&EntitlementRule::titles, {"*經理"})));
    EXPECT_FALSE(gives(with(&EntitlementRule::titles, {"*經理?"})));
    person.title = "主管/產品經理";
    EXPECT_TRUE(gives(with(&EntitlementRule::titles, {"*經理"})));
}

TEST_F(Matrix, AValueThatIsNotStated_FitsNoPattern)
{
    person.level.reset();
    EXPECT_FALSE(gives(with(&EntitlementRule::levels, {"*"})));
}

TEST_F(Matrix, CustomField_MatchesByItsName)
{
    EntitlementRule rule;
    rule.ext = {{"grade", {"A*"}}};
    EXPECT_TRUE(gives(rule));
    rule.ext = {{"grade", {"B*"}}};
    EXPECT_FALSE(gives(rule));
    rule.ext = {{"other", {"*"}}};
    EXPECT_FALSE(gives(rule));
}

TEST_F(Matrix, StatusAndAccountKind_AreMatchedAsTheyAreMeant)
{
    EXPECT_TRUE(gives(with(&EntitlementRule::statuses, {"active"})));
    EXPECT_FALSE(gives(with(&EntitlementRule::statuses, {"leave"})));
    EXPECT_TRUE(gives(with(&EntitlementRule::accounts, {"ordinary"}))) << "the policy's kind";
    person.account = model::AccountKind::sso;
    EXPECT_FALSE(gives(with(&EntitlementRule::accounts, {"ordinary"})));
}

TEST_F(Matrix, SeveralRules_RolesAddUpAndTheFirstIsNamed)
{
    model::Policy policy;
    EntitlementRule one;
    one.name = "one";
    one.roles = {"G/a", "G/b"};
    EntitlementRule two;
    two.name = "two";
    two.roles = {"G/b", "G/c"};
    policy.entitlements.rules = {one, two};

    const Entitled entitled = entitled_to(person, {}, policy);

    ASSERT_EQ(entitled.rights.size(), 3U);
    EXPECT_EQ(entitled.find({RightKind::role, "G/b"})->rule, "one");
    EXPECT_EQ(entitled.find({RightKind::role, "G/c"})->rule, "two");
    EXPECT_EQ(entitled.find({RightKind::role, "G/d"}), nullptr);
}

TEST_F(Matrix, OfWhatThereIsOneOnly_TheFirstRuleDecides)
{
    model::Policy policy;
    EntitlementRule one;
    one.name = "one";
    one.attendance = "flexible";
    one.senior_mode = true;
    EntitlementRule two;
    two.name = "two";
    two.attendance = "fixed";
    two.senior_mode = false;
    two.hide_mobile = false;
    policy.entitlements.rules = {one, two};

    const Entitled entitled = entitled_to(person, {}, policy);

    ASSERT_EQ(entitled.rights.size(), 1U);
    EXPECT_EQ(entitled.rights[0].right.name, "flexible");
    EXPECT_EQ(entitled.senior_mode, (Entitled::Switch{true, "one"}));
    EXPECT_EQ(entitled.hide_mobile, (Entitled::Switch{false, "two"}));
}

} // namespace
} // namespace rosterd::plan::test
