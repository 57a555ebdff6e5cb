#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

using namespace std::chrono_literals;

struct People : testing::Test {
    Company company;
    PlanResult plan() const { return make(company.input()); }
    std::string planned() const { return words(plan().plan); }
    void settle() { ASSERT_FALSE(company.apply(plan().plan)); }
};

TEST_F(People, NumberThatNeedsANewAccount_WaitsWhileTheirDepartmentCannotBeGiven)
{
    company.hire("E1", "13800000001");
    settle();
    company.account("E1").active = true;
    company.policy.mobile_change = model::MobileChange::recreate;
    company.person("E1").mobile = "13800000009";
    company.person("E1").departments = {{"#unknown"}};

    EXPECT_EQ(planned(), "error department.unknown E1 #unknown\n"
                         "error mobile.unchangeable E1 13800000009\n");
}

TEST_F(People, NewAccount_CarriesWhatHrStatesAndNothingElse)
{
    Person& person = company.hire("E1", "13800000001");
    person.title = "店長";
    person.email = "";
    person.hide_mobile = true;
    person.senior_mode = false;
    person.hired_on = model::Date{2024y, std::chrono::March, 1d};
    person.ext = {{"卡號", "42"}, {"", ""}};

    EXPECT_EQ(plan().plan.operations.at(0).after, (Json{{"name", "Name of E1"},
                                                        {"job_number", "E1"},
                                                        {"mobile", "13800000001"},
                                                        {"title", "店長"},
                                                        {"hide_mobile", true},
                                                        {"hired_date", 1709251200000},
                                                        {"dept_id_list", {1}},
                                                        {"extension", {{"卡號", "42"}}}}));
}

TEST_F(People, EnterpriseAccounts_AreCreatedWithTheirKind)
{
    company.policy.account_kind = model::AccountKind::dingtalk;
    company.hire("E1", "13800000001").login_id = "chan";
    company.hire("E2", "13800000002").account = model::AccountKind::sso;
    company.hire("E3", "13800000003");

    const auto operations = plan().plan.operations;

    ASSERT_EQ(planned(), "u-create-E1 joiner\nu-create-E2 joiner\nerror login_id.required E3 \n");
    EXPECT_EQ(operations[0].after, (Json{{"name", "Name of E1"},
                                         {"job_number", "E1"},
                                         {"exclusive_account", true},
                                         {"exclusive_account_type", "dingtalk"},
                                         {"exclusive_mobile", "13800000001"},
                                         {"login_id", "chan"},
                                         {"send_password_to_user", true},
                                         {"dept_id_list", {1}}}));
    EXPECT_EQ(operations[1].after.at("exclusive_account_type"), "sso");
    EXPECT_FALSE(operations[1].after.contains("login_id"));
}

TEST_F(People, ATextThatThisDingTalkNeverEmpties_StaysWithAFindingAndAnotherValueGoesOver)
{
    company.hire("E1", "13800000001").title = "店長";
    company.hire("E2", "13800000002").title = "店員";
    settle();
    company.person("E1").title = "";
    company.person("E2").title = "店長";
    PlanInput input = company.input();
    input.never_emptied = {"title", "email"};

    EXPECT_EQ(words(make(input).plan), "u-update-E2 changed: title \"店員\"->\"店長\"\n"
                                       "warning title.stays E1 店長\n");
}

TEST_F(People, ATextThatIsTooLongForThisDingTalk_StaysWithAFindingAndAShorterOneGoesOver)
{
    company.hire("E1", "13800000001").work_place = "旺角彌敦道";
    company.hire("E2", "13800000002");
    settle();
    company.person("E1").work_place = "旺角彌敦道七百號";
    company.person("E2").work_place = "中環德輔道";
    company.hire("E3", "13800000003").work_place = "尖沙咀廣東道一號";
    PlanInput input = company.input();
    input.shorter_texts = {{"work_place", 6}};

    const auto made = make(input).plan;

    EXPECT_EQ(words(made), "u-create-E3 joiner\n"
                           "u-update-E2 changed: work_place \"\"->\"中環德輔道\"\n"
                           "warning work_place.stays E1 旺角彌敦道\n"
                           "warning work_place.stays E3 \n");
    EXPECT_FALSE(made.operations[0].after.contains("work_place"));
    EXPECT_NE(made.findings[0].message.find("takes 6:"), std::string::npos);
}

TEST_F(People, WhereHrmLocksThem_TitleAndDepartmentsAreForecastAsTransfers)
{
    company.hire("E1", "13800000001").title = "店長";
    company.hire("E2", "13800000002").title = "店員";
    company.hire("E3", "13800000003").title = "店員";
    settle();
    company.person("E1").title = "經理";
    company.person("E1").email = "chan@example.com";
    company.person("E2").email = "lee@example.com";
    company.person("E3").title = "";
    PlanInput input = company.input();
    input.transfers = true;

    EXPECT_EQ(make(input).plan.forecast.calls,
              (std::map<std::string, std::int64_t>{{"/topapi/v2/user/update", 3},
                                                   {"/topapi/v2/user/get", 1},
                                                   {"/v1.0/hrm/processes/transfer", 1}}))
        << "an empty title can't be transferred";
}

TEST_F(People, OrdinaryAccountWithoutANumber_Waits)
{
    company.hire("E1", "").mobile.reset();

    EXPECT_EQ(planned(), "error mobile.required E1 \n");
}

TEST_F(People, OnlyTheFieldThatChanged_GoesOver)
{
    company.hire("E1", "13800000001").title = "店員";
    settle();
    company.person("E1").title = "店長";

    EXPECT_EQ(planned(), "u-update-E1 changed: title \"店員\"->\"店長\"\n");
}

TEST_F(People, EveryOperation_NamesWhomItIsAbout)
{
    company.hire("E1", "13800000001");
    company.hire("E2", "13800000002");
    company.hire("E3", "13800000003").account = model::AccountKind::sso;
    settle();
    company.person("E1").title = "店長";
    company.roster.at({"hr", "E2"}).present = false;
    company.roster.at({"hr", "E3"}).present = false;
    company.hire("E4", "13800000004").manager_id = "E5";
    company.hire("E5", "13800000005").manager_id = "E4";

    const auto made = plan().plan.operations;

    EXPECT_EQ(made.size(), 6u);
    for (const model::Operation& operation : made) {
        EXPECT_EQ(operation.name, "Name of " + operation.employee_id) << operation.id;
    }
}

TEST_F(People, WhatHrDoesNotState_Stays)
{
    company.hire("E1", "13800000001").ext = {{"card", "1"}};
    settle();
    company.account("E1").title = "set by hand";
    company.account("E1").extension["parking"] = "P3";
    EXPECT_EQ(planned(), "");

    company.person("E1").ext = {{"card", "2"}};
    EXPECT_EQ(planned(), "u-update-E1 changed: extension {\"card\":\"1\",\"parking\":\"P3\"}->"
                         "{\"card\":\"2\",\"parking\":\"P3\"}\n");
}

TEST_F(People, StatedEmpty_ClearsOnlyWhatIsThere)
{
    company.hire("E1", "13800000001").title = "店員";
    settle();
    company.person("E1").title = "";
    company.person("E1").remark = "";
    company.person("E1").mobile = "";

    EXPECT_EQ(planned(), "u-update-E1 changed: title \"店員\"->\"\"\n");
}

TEST_F(People, MailThatDiffersInCaseOnly_IsTheSame)
{
    company.hire("E1", "13800000001").email = "chan@example.com";
    settle();
    company.person("E1").email = "Chan@Example.com";

    EXPECT_EQ(planned(), "");
}

TEST_F(People, NumberTheAppMayNotSee_IsLeftAlone)
{
    company.hire("E1", "13800000001");
    settle();
    company.account("E1").mobile = "";
    company.person("E1").mobile = "13800000002";

    EXPECT_EQ(planned(), "");
}

TEST_F(People, NumberOfAnAccountNotYetActivated_IsUpdated)
{
    company.hire("E1", "13800000001");
    settle();
    company.person("E1").mobile = "13800000002";

    EXPECT_EQ(planned(), "u-update-E1 changed: mobile \"13800000001\"->\"13800000002\"\n");
}

TEST_F(People, NumberOfAnActivatedAccount_IsReportedAndTheRestGoesOver)
{
    company.hire("E1", "13800000001");
    settle();
    company.account("E1").active = true;
    company.person("E1").mobile = "13800000002";
    company.person("E1").title = "店長";

    EXPECT_EQ(planned(), "u-update-E1 changed: title \"\"->\"店長\"\n"
                         "warning mobile.unchangeable E1 13800000002\n");
}

TEST_F(People, InvitedPerson_IsNotCreatedAgainAndAFindingSaysForWhomItWaits)
{
    company.hire("E1", "13800000001");
    PlanInput input = company.input();
    input.people[0].invitation = Invitation{"13800000001", input.now - 24h};

    const PlanResult waiting = make(input);
    EXPECT_EQ(words(waiting.plan), "warning account.invited E1 13800000001\n");
    EXPECT_FALSE(waiting.outlooks.at(0).settled) << "it is looked at until the account is there";

    input.people[0].invitation->since = input.now - kInvitationWaits;
    EXPECT_EQ(words(make(input).plan), "error account.invited E1 13800000001\n");
}

TEST_F(People, InvitedPersonWithAnotherNumberByNow_IsCreatedWithIt)
{
    company.hire("E1", "13800000002");
    PlanInput input = company.input();
    input.people[0].invitation = Invitation{"13800000001", input.now};
    EXPECT_EQ(words(make(input).plan), "u-create-E1 joiner\n");
}

TEST_F(People, FieldChangedByHand_IsPutRightAsDriftWhereHrStatesItAndLeftWhereNot)
{
    company.hire("E1", "13800000001").title = "店長";
    settle();
    company.account("E1").title = "by hand";
    company.account("E1").remark = "by hand";
    PlanInput input = company.input();
    input.drift["E1"] = {"title", "remark"};
    EXPECT_EQ(words(make(input).plan), "u-update-E1 drift: title \"by hand\"->\"店長\"\n");

    company.person("E1").name = "Another";
    PlanInput both = company.input();
    both.drift["E1"] = {"title", "remark"};
    EXPECT_EQ(make(both).plan.operations.at(0).cause.rule, "changed")
        << "HR changed something, too";
}

TEST_F(People, RecreatePolicy_StartsTheAccountAnewWithEverythingItHad)
{
    company.hire("E1", "13800000001");
    settle();
    company.account("E1").active = true;
    company.account("E1").remark = "by hand";
    company.account("E1").extension["parking"] = "P3";
    company.person("E1").mobile = "13800000002";
    company.policy.mobile_change = model::MobileChange::recreate;

    const auto plan_made = plan().plan;

    ASSERT_EQ(words(plan_made),
              "u-delete-E1 mobile.recreate\nu-create-E1 mobile.recreate <u-delete-E1\n");
    EXPECT_EQ(plan_made.operations[1].after, (Json{{"name", "Name of E1"},
                                                   {"job_number", "E1"},
                                                   {"mobile", "13800000002"},
                                                   {"remark", "by hand"},
                                                   {"extension", {{"parking", "P3"}}},
                                                   {"dept_id_list", {1}}}));
}

TEST_F(People, NumberThatAnAccountNotActivatedWasRefused_IsNotSentAgain)
{
    company.hire("E1", "13800000001");
    settle();
    company.person("E1").mobile = "13800000002";
    PlanInput input = company.input();
    input.refused_numbers["E1"] = "13800000002";

    EXPECT_EQ(words(make(input).plan), "warning mobile.unchangeable E1 13800000002\n");

    input.policy.mobile_change = model::MobileChange::recreate;
    EXPECT_EQ(words(make(input).plan),
              "u-delete-E1 mobile.recreate\nu-create-E1 mobile.recreate <u-delete-E1\n");

    input.refused_numbers["E1"] = "13800000003";
    EXPECT_EQ(words(make(input).plan),
              "u-update-E1 changed: mobile \"13800000001\"->\"13800000002\"\n")
        << "another number may be one that DingTalk takes";
}

TEST_F(People, RecreatePolicy_SparesProtectedAccounts)
{
    company.hire("E1", "13800000001");
    settle();
    company.account("E1").active = true;
    company.account("E1").boss = true;
    company.person("E1").mobile = "13800000002";
    company.policy.mobile_change = model::MobileChange::recreate;

    EXPECT_EQ(planned(), "warning mobile.unchangeable E1 13800000002\n");
}

TEST_F(People, NewManager_IsCreatedBeforeHisReports)
{
    company.hire("E1", "13800000001").manager_id = "E2";
    company.hire("E2", "13800000002").manager_id = "";

    EXPECT_EQ(planned(), "u-create-E2 joiner\nu-create-E1 joiner <u-create-E2\n");
}

TEST_F(People, RingOfNewManagers_OneIsSetAfterwards)
{
    company.hire("E1", "13800000001").manager_id = "E2";
    company.hire("E2", "13800000002").manager_id = "E1";

    EXPECT_EQ(planned(), "u-create-E1 joiner\nu-create-E2 joiner <u-create-E1\n"
                         "u-update-E1 manager.ring: manager_userid \"\"->\"E2\" <u-create-E1 "
                         "<u-create-E2\n");
    ASSERT_FALSE(company.apply(plan().plan));
    EXPECT_EQ(planned(), "");
}

TEST_F(People, ManagerNobodyKnows_IsReportedAndTheAccountIsCreatedAllTheSame)
{
    company.hire("E1", "13800000001").manager_id = "E9";

    EXPECT_EQ(planned(), "u-create-E1 joiner\nwarning manager.unknown E1 E9\n");
    settle();
    EXPECT_FALSE(plan().outlooks.at(0).settled);
}

TEST_F(People, ManagerWhoLeaves_IsNotSet)
{
    company.hire("E1", "13800000001").status = model::EmploymentStatus::active;
    company.hire("E2", "13800000002");
    settle();
    company.person("E2").manager_id = "E1";
    company.person("E1").status = model::EmploymentStatus::terminated;

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\nwarning manager.unknown E2 E1\n");
}

TEST_F(People, OwnManager_IsReported)
{
    company.hire("E1", "13800000001").manager_id = "E1";

    EXPECT_EQ(planned(), "u-create-E1 joiner\nwarning manager.self E1 E1\n");
}

TEST_F(People, ManagerStatedEmpty_IsCleared)
{
    company.hire("E1", "13800000001").manager_id = "E2";
    company.hire("E2", "13800000002");
    settle();
    company.person("E1").manager_id = "";

    EXPECT_EQ(planned(), "u-update-E1 changed: manager_userid \"E2\"->\"\"\n");
}

TEST_F(People, MembershipOutsideTheManagedSubtree_IsKept)
{
    const auto managed = company.dingtalk.add_department(1, "managed");
    const auto other = company.dingtalk.add_department(1, "other");
    company.policy.root_dept_id = managed;
    company.hire("E1", "13800000001", {"/A"});
    settle();
    company.account("E1").dept_ids.push_back(other);
    EXPECT_EQ(planned(), "");

    company.person("E1").departments = {{"/"}};
    EXPECT_EQ(planned(), "u-update-E1 changed: dept_id_list [102,101]->[100,101]\n"
                         "d-delete-/A department.unused <u-update-E1\n");
}

TEST_F(People, UnknownDepartment_HoldsBackACreationAndLeavesAMembership)
{
    company.hire("E1", "13800000001", {"/A"});
    settle();
    company.person("E1").departments = {{"/A", "#9"}};
    company.hire("E2", "13800000002", {"#9"});

    EXPECT_EQ(planned(), "error department.unknown E1 #9\nerror department.unknown E2 #9\n");
}

} // namespace
} // namespace rosterd::plan::test
