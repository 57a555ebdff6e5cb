// What a plan tells its reader of each person besides the change itself.
#include <gtest/gtest.h>

#include "core/model/effects.hpp"
#include "tests/core/plan/company.hpp"

namespace rosterd::plan::test
{
namespace
{

class About : public testing::Test
{
protected:
    const model::Operation& operation(const std::string& id)
    {
        planned = make(company.input()).plan;
        for (const model::Operation& one : planned.operations) {
            if (one.id == id) {
                return one;
            }
        }
        throw std::logic_error{id + " is not in the plan"};
    }

    Company company;
    model::Plan planned;
};

TEST_F(About, APerson_HasTheirMainDepartmentAndLevel)
{
    company.hire("E1", "13800000001", {"/零售/旺角店", "/財務"}).level = "P6";

    EXPECT_EQ(operation("u-create-E1").about.department, "/零售/旺角店");
    EXPECT_EQ(operation("u-create-E1").about.level, "P6");
    EXPECT_EQ(operation("d-create-/零售").about.department, "/零售");
}

TEST_F(About, ADepartmentOfARecord_IsToldByItsNames)
{
    company.records = {{"#1", "零售", "/", {}, {}, {"hr", "d.csv:2", "d.csv", 2}},
                       {"#2", "旺角店", "#1", {}, {}, {"hr", "d.csv:3", "d.csv", 3}}};
    company.hire("E1", "13800000001", {"#2"});

    EXPECT_EQ(operation("u-create-E1").about.department, "/零售/旺角店");
    EXPECT_EQ(operation("d-create-#2").about.department, "/零售/旺角店");
}

TEST_F(About, ALeaverWhoseDepartmentNobodyStates_IsWhereDingTalkHasThem)
{
    company.hire("E1", "13800000001", {"/財務"});
    ASSERT_FALSE(company.apply(make(company.input()).plan));
    company.person("E1").departments.reset();
    company.person("E1").status = model::EmploymentStatus::terminated;

    EXPECT_EQ(operation("u-delete-E1").about.department, "/財務");
    EXPECT_FALSE(operation("u-delete-E1").about.enterprise);
}

TEST_F(About, AnEnterpriseAccountThatIsDisabled_HasTheDayOnWhichItGoes)
{
    company.policy.account_kind = model::AccountKind::sso;
    company.policy.grace = std::chrono::days{30};
    company.hire("E1", "13800000001");
    ASSERT_FALSE(company.apply(make(company.input()).plan));
    company.person("E1").status = model::EmploymentStatus::terminated;

    const model::Operation& disable = operation("u-disable-E1");

    EXPECT_TRUE(disable.about.enterprise);
    ASSERT_TRUE(disable.about.deleted_on);
    EXPECT_EQ(model::to_string(*disable.about.deleted_on), "2026-12-22");

    model::LifecycleRule rule;
    rule.when.titles = {"外包*"};
    rule.grace = std::chrono::days{7};
    company.policy.lifecycle_rules = {rule};
    company.person("E1").title = "外包工程師";
    EXPECT_EQ(model::to_string(*operation("u-disable-E1").about.deleted_on), "2026-11-29");
}

TEST_F(About, ASwitch_NamesTheRuleOrTheColumnThatTurnsIt)
{
    auto& rule = company.policy.entitlements.rules.emplace_back();
    rule.name = "matrix.csv:3:2";
    rule.hide_mobile = true;
    rule.senior_mode = true;
    company.hire("E1", "13800000001").senior_mode = true;

    EXPECT_EQ(operation("u-create-E1").about.rules,
              (std::map<std::string, std::string>{{"hide_mobile", "matrix.csv:3:2"},
                                                  {"senior_mode", "roster.csv:E1:senior_mode"}}));
}

TEST_F(About, WhatStandsBesideTheChange_IsOfNoFingerprint)
{
    model::Operation one;
    one.employee_id = "E1";
    model::Operation other = one;
    other.about.department = "/A";

    EXPECT_EQ(model::fingerprint_of(one), model::fingerprint_of(other));
}

TEST_F(About, RightsByLevel_CountPeopleByWhatTheyGainAndLose)
{
    auto& rule = company.policy.entitlements.rules.emplace_back();
    rule.name = "rules[0]";
    rule.levels = {"P6"};
    rule.roles = {"G/a"};
    rule.hide_mobile = true;
    company.dingtalk.rights[{model::RightKind::role, "G/b"}];
    for (const char* id : {"E1", "E2", "E3"}) {
        model::Person& person = company.hire(id, "1380000000" + std::string{id + 1});
        person.level = id == std::string{"E3"} ? "P7" : "P6";
        person.roles = {{"G/b"}};
    }
    planned = make(company.input()).plan;

    const auto effects = model::effects_of(planned);

    std::vector<std::string> told;
    for (const auto& [effect, people] : effects) {
        told.push_back(effect.level + " " + effect.field + " " + effect.name + " " + effect.rule +
                       " " + std::to_string(people));
    }
    EXPECT_EQ(told,
              (std::vector<std::string>{"P6 hide_mobile true rules[0] 2", "P6 role G/a rules[0] 2",
                                        "P6 role G/b roles 2", "P7 role G/b roles 1"}));
}

} // namespace
} // namespace rosterd::plan::test
