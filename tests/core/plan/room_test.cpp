// DingTalk's limits on departments are met by the plan: what has no room is named, the rest goes
// on.
#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

class Rooms : public testing::Test
{
protected:
    std::string plan()
    {
        const PlanResult result = make(company.input());
        found.clear();
        for (const model::Finding& finding : result.plan.findings) {
            found.push_back(finding.rule + " " + finding.value);
        }
        return brief(result.plan);
    }
    // Records "#1" to "#N", each below the one before.
    void chain(int levels, const std::string& top = "/")
    {
        for (int i = 1; i <= levels; ++i) {
            model::Department& one = company.records.emplace_back();
            one.key = "#" + std::to_string(i);
            one.name = "L" + std::to_string(i);
            one.parent = i == 1 ? top : "#" + std::to_string(i - 1);
            one.origin = {"hr", "departments.csv:" + std::to_string(i), "departments.csv", 1};
        }
    }
    std::size_t creations(const std::string& planned) const
    {
        std::size_t n = 0;
        for (std::size_t at = planned.find("d-create-"); at != std::string::npos;
             at = planned.find("d-create-", at + 1)) {
            ++n;
        }
        return n;
    }

    Company company;
    std::vector<std::string> found;
};

TEST_F(Rooms, ChainOfRecordsOverTwentyLevels_EndsAtTheTwentiethAndNamesTheNext)
{
    chain(21);

    EXPECT_EQ(creations(plan()), 20U);
    EXPECT_EQ(found, std::vector<std::string>{"department.too_deep L21"});
    EXPECT_FALSE(company.apply(make(company.input()).plan));
}

TEST_F(Rooms, BelowADeepRoot_TheLevelsAboveItCount)
{
    model::DeptId at = 1;
    for (int i = 0; i < 15; ++i) {
        at = company.dingtalk.add_department(at, "up" + std::to_string(i));
    }
    company.policy.root_dept_id = at;
    chain(6);

    EXPECT_EQ(creations(plan()), 5U);
    EXPECT_EQ(found, std::vector<std::string>{"department.too_deep L6"});
}

TEST_F(Rooms, MoveThatWouldPushWhatIsBelowItTooDeep_IsRefusedAndNamed)
{
    chain(10);
    ASSERT_FALSE(company.apply(make(company.input()).plan));
    // By hand, eleven levels below the first one of another branch.
    model::Department& other = company.records.emplace_back();
    other.key = "#m";
    other.name = "mover";
    other.parent = "/";
    ASSERT_FALSE(company.apply(make(company.input()).plan));
    model::DeptId at = company.department_links.at("#m").dept_id;
    for (int i = 0; i < 10; ++i) {
        at = company.dingtalk.add_department(at, "hand" + std::to_string(i));
    }
    company.records.back().parent = "#10";

    EXPECT_EQ(plan(), "");
    EXPECT_EQ(found, std::vector<std::string>{"department.too_deep mover"});
}

TEST_F(Rooms, ThousandAndFirstChild_IsNamedAndTheOthersGoOn)
{
    for (int i = 0; i < 999; ++i) {
        company.dingtalk.add_department(1, "hand" + std::to_string(i));
    }
    for (const char* name : {"A", "B"}) {
        model::Department& one = company.records.emplace_back();
        one.key = std::string{"#"} + name;
        one.name = name;
        one.parent = "/";
    }

    EXPECT_EQ(plan(), "d-create-#A department.used\n");
    EXPECT_EQ(found, std::vector<std::string>{"department.crowded B"});
}

TEST_F(Rooms, DepartmentWithoutRoomForAnotherMember_TakesThoseThatFitAndNamesTheRest)
{
    company.policy.members_per_department = 2;
    for (const char* id : {"E1", "E2", "E3"}) {
        company.hire(id, std::string{"1380000000"} + id[1], {"/shop"});
    }

    const std::string planned = plan();
    EXPECT_NE(planned.find("u-create-E2"), std::string::npos);
    EXPECT_EQ(planned.find("u-create-E3"), std::string::npos);
    EXPECT_EQ(found, std::vector<std::string>{"department.full /shop"});
}

TEST_F(Rooms, WithoutALimitOfMembers_NobodyIsKeptOut)
{
    for (const char* id : {"E1", "E2", "E3"}) {
        company.hire(id, std::string{"1380000000"} + id[1], {"/shop"});
    }

    EXPECT_NE(plan().find("u-create-E3"), std::string::npos);
}

} // namespace
} // namespace rosterd::plan::test
