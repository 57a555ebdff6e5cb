// What becomes of the rights of people who move: with an overlap the former place's stay a while.
#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

using namespace std::chrono_literals;
using model::Right;
using model::RightKind;

const Right kSales{RightKind::role, "G/sales"};

// E1 and E2 sell; E1 moves to finance.
class Movers : public testing::Test
{
protected:
    Movers()
    {
        rule("/sales", {"G/sales"}, "shop hours");
        rule("/finance", {"G/books"}, "");
        company.dingtalk.rights[{RightKind::attendance, "shop hours"}];
        company.dingtalk.rights[{RightKind::attendance, "office hours"}];
        company.policy.overlap = std::chrono::days{14};
        company.hire("E1", "13800000001", {"/sales"});
        company.hire("E2", "13800000002", {"/sales"});
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        company.person("E1").departments = {{"/finance"}};
    }

    void rule(const std::string& department, std::vector<std::string> roles, std::string attendance)
    {
        auto& rule = company.policy.entitlements.rules.emplace_back();
        rule.name = "rules[" + department + "]";
        rule.departments = {department};
        rule.roles = std::move(roles);
        rule.attendance = std::move(attendance);
    }

    // Plans, remembers what is ending as the store does, and carries out.
    std::string day()
    {
        auto input = company.input();
        for (auto& [userid, held] : input.rights) {
            for (HeldRight& one : held) {
                const auto found = remembered.find({userid, one.right});
                one.ending_since =
                    found == remembered.end() ? std::nullopt : std::optional{found->second};
            }
        }
        const PlanResult result = make(input);
        for (const Ending& ending : result.endings) {
            if (ending.since) {
                remembered[{ending.userid, ending.right}] = *ending.since;
            } else {
                remembered.erase({ending.userid, ending.right});
            }
        }
        due = result.outlooks.at(0).due;
        EXPECT_FALSE(company.apply(result.plan));
        return words(result.plan);
    }

    Company company;
    std::map<std::pair<std::string, Right>, model::Instant> remembered;
    std::optional<model::Instant> due;
};

TEST_F(Movers, WithAnOverlap_KeepTheFormerRightsUntilItEndsToTheInstant)
{
    EXPECT_EQ(day(),
              "d-create-/finance department.used\n"
              "u-update-E1 changed: dept_id_list [100]->[\"d:/finance\"] <d-create-/finance\n"
              "r-create-G/books rules[/finance]\n"
              "r-grant-E1-G/books rules[/finance] <r-create-G/books\n");
    ASSERT_EQ(due, kNow + std::chrono::days{14});

    company.now = *due - 1ms;
    EXPECT_EQ(day(), "");
    company.now += 1ms;
    EXPECT_EQ(day(), "a-remove-E1-shop hours entitlement.ended\n"
                     "r-revoke-E1-G/sales entitlement.ended\n");
    EXPECT_EQ(day(), "");
    EXPECT_TRUE(company.dingtalk.rights.at(kSales).contains("E2"));
}

TEST_F(Movers, WithoutAnOverlap_LoseThemAtOnce)
{
    company.policy.overlap = {};

    EXPECT_NE(day().find("r-revoke-E1-G/sales entitlement.ended\n"), std::string::npos);
}

TEST_F(Movers, WhoMovesBackInTime_KeepsThemAndHasTheWholeOverlapNextTime)
{
    day();
    company.now += std::chrono::days{10};
    company.person("E1").departments = {{"/sales"}};
    day();
    EXPECT_FALSE(remembered.contains({"E1", kSales}));
    company.now += std::chrono::days{10};
    company.person("E1").departments = {{"/finance"}};

    EXPECT_EQ(day().find("r-revoke-E1-G/sales"), std::string::npos);
    EXPECT_EQ(remembered.at({"E1", kSales}), company.now);
}

TEST_F(Movers, ARoleThatExcludesTheNewOne_EndsAtOnce)
{
    company.policy.entitlements.exclusive = {{"G/sales", "G/books"}};

    EXPECT_NE(day().find("r-revoke-E1-G/sales entitlement.ended\n"), std::string::npos);
    EXPECT_TRUE(company.dingtalk.rights.at({RightKind::role, "G/books"}).contains("E1"));
}

TEST_F(Movers, ANewAttendanceGroup_TakesTheFormerOnesPlaceAtOnce)
{
    company.policy.entitlements.rules[1].attendance = "office hours";

    EXPECT_NE(day().find("a-add-E1-office hours"), std::string::npos);
    EXPECT_FALSE(company.dingtalk.rights.at({RightKind::attendance, "shop hours"}).contains("E1"));
}

TEST_F(Movers, ARoleThatNoRuleNamesAnyMore_EndsAtOnceForEverybody)
{
    company.policy.entitlements.rules.erase(company.policy.entitlements.rules.begin());

    const std::string planned = day();
    EXPECT_NE(planned.find("r-revoke-E1-G/sales entitlement.ended\n"), std::string::npos);
    EXPECT_NE(planned.find("r-revoke-E2-G/sales entitlement.ended\n"), std::string::npos);
}

} // namespace
} // namespace rosterd::plan::test
