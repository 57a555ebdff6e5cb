#include <gtest/gtest.h>

#include "core/plan/calendar.hpp"
#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

using namespace std::chrono_literals;
using model::Date;

constexpr std::chrono::year_month kNovember{2026y, std::chrono::November};

// One employee with an account of an ordinary or enterprise kind.
struct Lifecycles : testing::Test {
    Company company;

    Person& employed(std::optional<std::string> enterprise = {})
    {
        Person& person = company.hire("E1", "13800000001");
        if (enterprise) {
            person.account = model::AccountKind::sso;
        }
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        return person;
    }
    PlanResult plan() const { return make(company.input()); }
    std::string planned() const { return words(plan().plan); }
    std::optional<model::Instant> due() const { return plan().outlooks.at(0).due; }
};

TEST_F(Lifecycles, JoinerBeforeTheFirstDay_WaitsUntilMidnightWhereThePersonWorks)
{
    Person& person = company.hire("E1", "13800000001");
    person.hired_on = kNovember / 25d;
    person.time_zone = "Asia/Tokyo";

    EXPECT_EQ(planned(), "");
    EXPECT_EQ(due(), model::parse_instant("2026-11-24T15:00:00Z"));
    EXPECT_TRUE(plan().outlooks.at(0).settled);

    company.now = *due();
    EXPECT_EQ(planned(), "u-create-E1 joiner\n");
}

TEST_F(Lifecycles, JoinerWithoutTimeZone_IsInTheCompanys)
{
    company.hire("E1", "13800000001").hired_on = kNovember / 25d;

    EXPECT_EQ(due(), model::parse_instant("2026-11-24T16:00:00Z"));
}

TEST_F(Lifecycles, CreateBefore_BringsTheAccountForward)
{
    company.hire("E1", "13800000001").hired_on = kNovember / 25d;
    company.policy.create_before = std::chrono::days{7};

    EXPECT_EQ(planned(), "u-create-E1 joiner\n");
}

TEST_F(Lifecycles, PrehireWithoutADay_HasToWait)
{
    company.hire("E1", "13800000001").status = model::EmploymentStatus::prehire;

    EXPECT_EQ(planned(), "");
    EXPECT_EQ(due(), std::nullopt);
}

TEST_F(Lifecycles, LastDay_CountsInFull)
{
    employed().last_day = kNovember / 22d;

    EXPECT_EQ(planned(), "");
    EXPECT_EQ(due(), model::parse_instant("2026-11-22T16:00:00Z"));

    company.now = *due();
    EXPECT_EQ(planned(), "u-delete-E1 leaver.last_day\n");
}

struct LastHour {
    const char* description;
    std::string zone;
    Date last_day;
    std::chrono::minutes at;
    const char* instant;
};

// The time of day counts where the person works, whatever that clock is doing.
TEST_F(Lifecycles, LeaverAtATimeOfDay_LeavesAtThatInstantWhereThePersonWorks)
{
    const LastHour cases[] = {
        {"the company's zone", "", kNovember / 24d, 18h, "2026-11-24T10:00:00Z"},
        {"Shanghai", "Asia/Shanghai", kNovember / 24d, 18h, "2026-11-24T10:00:00Z"},
        {"Urumqi", "Asia/Urumqi", kNovember / 24d, 18h, "2026-11-24T12:00:00Z"},
        {"summer time",
         "Europe/London",
         {2027y / std::chrono::July / 1d},
         18h,
         "2027-07-01T17:00:00Z"},
        {"the day summer time ends",
         "Europe/London",
         {2027y / std::chrono::October / 31d},
         18h,
         "2027-10-31T18:00:00Z"},
        {"an hour that is shown twice: the first",
         "Europe/London",
         {2027y / std::chrono::October / 31d},
         90min,
         "2027-10-31T00:30:00Z"},
        {"an hour that is skipped: when it is",
         "Europe/London",
         {2027y / std::chrono::March / 28d},
         90min,
         "2027-03-28T01:00:00Z"},
        {"the end of the day", "America/New_York", kNovember / 24d, 24h, "2026-11-25T05:00:00Z"},
    };
    Person& person = employed();
    for (const LastHour& one : cases) {
        SCOPED_TRACE(one.description);
        person.time_zone = one.zone;
        person.last_day = one.last_day;
        company.policy.leaves_at = one.at;
        company.now = kNow;

        ASSERT_EQ(due(), model::parse_instant(one.instant));
        company.now = *due() - 1ms;
        EXPECT_EQ(planned(), "");
        company.now += 1ms;
        EXPECT_EQ(planned(), "u-delete-E1 leaver.last_day\n");
    }
}

TEST_F(Lifecycles, ContractorsByARule_LeaveAtTheirOwnTimeOfDay)
{
    employed().last_day = kNovember / 24d;
    company.person("E1").employment = "外包";
    auto& rule = company.policy.lifecycle_rules.emplace_back();
    rule.when.employments = {"外包*"};
    rule.leaves_at = 18h;

    EXPECT_EQ(due(), model::parse_instant("2026-11-24T10:00:00Z"));
    company.person("E1").employment = "正式";
    EXPECT_EQ(due(), model::parse_instant("2026-11-24T16:00:00Z")) << "the others as before";
}

TEST_F(Lifecycles, RulesThatDoNotStateSomething_LeaveItToTheNextAndToThePolicy)
{
    company.hire("E1", "13800000001").hired_on = kNovember / 25d;
    company.person("E1").level = "P9";
    auto& first = company.policy.lifecycle_rules.emplace_back();
    first.when.levels = {"P9"};
    first.leaves_at = 12h;
    auto& second = company.policy.lifecycle_rules.emplace_back();
    second.create_before = std::chrono::days{7};

    EXPECT_NE(planned().find("u-create-E1 joiner"), std::string::npos);
}

TEST_F(Lifecycles, VersionThatBeginsLater_IsWhenTheScheduleLooksAgain)
{
    Person& person = employed();
    PlanInput input = company.input();
    Version version{*model::parse_instant("2026-12-31T16:00:00Z"), person};
    version.person.title = "Manager";
    input.people.at(0).versions = {version};

    const PlanResult before = make(input);
    EXPECT_EQ(before.outlooks.at(0).due, version.at);
    EXPECT_TRUE(before.outlooks.at(0).settled) << "and until then there is nothing to do";

    input.now = version.at;
    take_effect(input.people.at(0), input.now);
    EXPECT_EQ(make(input).plan.operations.at(0).after.at("title"), "Manager");
    EXPECT_TRUE(input.people.at(0).versions.empty());
}

TEST_F(Lifecycles, SeveralVersionsThatBegan_TheLatestCounts)
{
    PersonCase person;
    for (const int day : {1, 2, 9}) {
        Version version{kNow + std::chrono::days{day}, {}};
        version.person.title = "day " + std::to_string(day);
        person.versions.push_back(version);
    }
    take_effect(person, kNow + std::chrono::days{3});

    EXPECT_EQ(person.person.title, "day 2");
    ASSERT_EQ(person.versions.size(), 1U);
    EXPECT_EQ(person.versions[0].person.title, "day 9");
}

TEST_F(Lifecycles, LastDayBeforeTheDayOfHiring_BelongsToAnEarlierEmployment)
{
    Person& person = employed();
    person.last_day = kNovember / 1d;
    person.hired_on = kNovember / 2d;

    EXPECT_EQ(planned().find("delete"), std::string::npos);
}

TEST_F(Lifecycles, Terminated_LeavesNow)
{
    employed().status = model::EmploymentStatus::terminated;

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
}

TEST_F(Lifecycles, OnLeave_KeepsTheAccount)
{
    employed().status = model::EmploymentStatus::leave;

    EXPECT_EQ(planned(), "");
}

TEST_F(Lifecycles, AbsentFromACompleteRead_IsALeaverIfThePolicySaysSo)
{
    employed();
    company.roster.at({"hr", "E1"}).present = false;
    EXPECT_EQ(planned(), "u-delete-E1 leaver.absent\n");

    company.policy.absent = model::AbsentRule::ignore;
    EXPECT_EQ(planned(), "");
}

TEST_F(Lifecycles, ToldToBeGone_IsALeaverWhateverAbsenceMeans)
{
    employed();
    company.roster.at({"hr", "E1"}).present = false;
    company.roster.at({"hr", "E1"}).told = true;
    company.policy.absent = model::AbsentRule::ignore;

    EXPECT_EQ(planned(), "u-delete-E1 leaver.told\n");
}

TEST_F(Lifecycles, LeaverPolicyIgnore_LeavesTheAccount)
{
    employed().status = model::EmploymentStatus::terminated;
    company.policy.ordinary_leaver = model::OrdinaryLeaver::ignore;

    EXPECT_EQ(planned(), "");
}

TEST_F(Lifecycles, EnterpriseLeaver_IsDisabledThenDeletedAfterTheGrace)
{
    employed("sso").status = model::EmploymentStatus::terminated;
    EXPECT_EQ(planned(), "u-disable-E1 leaver.terminated: disabled false->true\n");

    ASSERT_FALSE(company.apply(plan().plan));
    EXPECT_EQ(planned(), "");
    EXPECT_EQ(due(), company.now + std::chrono::days{30});

    company.now = *due();
    EXPECT_EQ(planned(), "u-delete-E1 leaver.grace\n");
}

TEST_F(Lifecycles, EnterpriseLeaver_DeletedAtOnceIfThePolicySaysSo)
{
    employed("sso").status = model::EmploymentStatus::terminated;
    company.policy.enterprise_leaver = model::EnterpriseLeaver::remove;

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
}

TEST_F(Lifecycles, WantedAgainWhileDisabled_IsEnabled)
{
    Person& person = employed("sso");
    person.status = model::EmploymentStatus::terminated;
    ASSERT_FALSE(company.apply(plan().plan));

    person.status = model::EmploymentStatus::active;

    EXPECT_EQ(planned(), "u-enable-E1 rehire: disabled true->false\n");
}

TEST_F(Lifecycles, DisabledByHand_IsNotEnabledNorDeletedByRosterd)
{
    Person& person = employed("sso");
    company.account("E1").disabled = true;
    EXPECT_EQ(planned(), "");

    person.status = model::EmploymentStatus::terminated;
    company.now += std::chrono::days{400};
    EXPECT_EQ(planned(), "");
}

TEST_F(Lifecycles, ProtectedLeaver_StaysAndIsReported)
{
    employed().status = model::EmploymentStatus::terminated;
    company.policy.protected_userids = {"E1"};

    EXPECT_EQ(planned(), "warning protected E1 E1\n");
    EXPECT_FALSE(plan().outlooks.at(0).settled);
}

TEST_F(Lifecycles, AdministratorWhoLeaves_StaysUnlessThePolicySaysOtherwise)
{
    employed().status = model::EmploymentStatus::terminated;
    company.administrators = {"E1"};
    EXPECT_EQ(planned(), "warning protected E1 E1\n");

    company.policy.protect_administrators = false;
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
}

TEST_F(Lifecycles, OutsideTheScope_NobodyIsTouchedNotEvenRemoved)
{
    employed().status = model::EmploymentStatus::terminated;
    company.policy.scope.departments = {"零售/**"};
    const std::string nobody = "warning scope.nobody  零售/**\n";
    EXPECT_EQ(planned(), nobody);
    EXPECT_TRUE(plan().outlooks.at(0).settled);

    company.policy.scope.employee_ids = {"E1"};
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n" + nobody);
}

// Whose last record says nothing of the department any more, or names one for former staff.
struct LeftTheScope : Lifecycles {
    Person& leaves_from(const std::string& department, std::vector<std::string> to)
    {
        Person& person = company.hire("E1", "13800000001", {department});
        company.hire("E2", "13800000002", {company.records.empty() ? "/零售/旺角店" : "#7"});
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        company.policy.scope.departments = {"零售/**"};
        person.status = model::EmploymentStatus::terminated;
        person.departments.reset();
        if (!to.empty()) {
            person.departments = std::move(to);
        }
        return person;
    }
};

TEST_F(LeftTheScope, WithoutADepartment_TheyLeaveAsWhatTheyWere)
{
    leaves_from("/零售/旺角店", {});
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
}

TEST_F(LeftTheScope, AsFormerStaff_TheyLeaveAsWhatTheyWere)
{
    leaves_from("/零售/旺角店", {"/離職人員"});
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
    EXPECT_EQ(calendar(company.input(), company.input().people.front()).front().standing,
              Standing::to_remove);
}

TEST_F(LeftTheScope, InADepartmentThatHrKnowsByItsId_TheyLeaveAsWhatTheyWere)
{
    company.records.push_back({"#7", "零售", "/", {}, {}, {"hr", "d.csv:1", "", 1}});
    leaves_from("#7", {"/離職人員"});
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
}

TEST_F(LeftTheScope, InADepartmentOfDingTalkAlone_TheyLeaveAsWhatTheyWere)
{
    leaves_from("/零售/旺角店", {});
    const auto shop = company.department_links.at("/零售/旺角店").dept_id;
    company.account("E1").dept_ids = {company.dingtalk.add_department(shop, "倉庫")};
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
}

TEST_F(LeftTheScope, WhoNeverWorkedInIt_IsNotTouched)
{
    leaves_from("/研發", {"/離職人員"});
    EXPECT_EQ(brief(plan().plan), "");
}

TEST_F(LeftTheScope, WhoStaysButMovesOutOfIt_IsNotTouched)
{
    leaves_from("/零售/旺角店", {"/研發"}).status = model::EmploymentStatus::active;
    EXPECT_EQ(planned(), "");
}

TEST_F(LeftTheScope, ProtectedLeaver_IsReportedAndShownAsSuch)
{
    leaves_from("/零售/旺角店", {"/離職人員"});
    company.policy.protected_userids = {"E1"};
    EXPECT_EQ(planned(), "warning protected E1 E1\n");
    EXPECT_EQ(calendar(company.input(), company.input().people.front()).front().standing,
              Standing::protected_leaver);
}

TEST_F(LeftTheScope, RuleOfTheirDepartment_StillCounts)
{
    model::LifecycleRule rule;
    rule.when.departments = {"零售/**"};
    rule.ordinary_leaver = model::OrdinaryLeaver::remove;
    company.policy.lifecycle_rules = {rule};
    company.policy.ordinary_leaver = model::OrdinaryLeaver::ignore;
    leaves_from("/零售/旺角店", {});
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");

    company.policy.scope = {};
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n") << "without a scope, too";
    company.person("E1").departments = {"/"};
    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n") << "nor from the top";
}

TEST_F(Lifecycles, ScopeByDepartment_KnowsRecordsByTheirNames)
{
    company.records.push_back({"#7", "零售", "/", {}, {}, {"hr", "d.csv:1", "", 1}});
    company.hire("E1", "13800000001", {"#7"});
    company.hire("E2", "13800000002", {"/研發"});
    company.policy.scope.departments = {"零售/**"};

    EXPECT_EQ(planned(), "d-create-#7 department.used\nu-create-E1 joiner <d-create-#7\n");
}

TEST_F(Lifecycles, LeaverWithoutAccount_NothingToDo)
{
    company.hire("E1", "13800000001").status = model::EmploymentStatus::terminated;

    EXPECT_EQ(planned(), "");
    EXPECT_TRUE(plan().outlooks.at(0).settled);
}

} // namespace
} // namespace rosterd::plan::test
