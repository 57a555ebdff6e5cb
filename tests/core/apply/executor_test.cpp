#include "core/apply/lessons.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

class Executing : public Stage
{
};

TEST_F(Executing, NewPerson_GetsAccountMirrorLinkJournalAndAudit)
{
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));

    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(org.users.at("E1").name, "Chan");
    const auto mirrored = life.mirrored("E1");
    ASSERT_TRUE(mirrored);
    EXPECT_EQ(mirrored->mobile, "+852-51234567");
    EXPECT_EQ(mirrored->unionid, "union-E1");
    EXPECT_FALSE(mirrored->active);
    const auto link = life.store->mirror().link_of("hr", "E1");
    ASSERT_TRUE(link);
    EXPECT_EQ(link->userid, "E1");
    EXPECT_TRUE(link->created);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::done);
    const auto audit = life.store->audit().find({.run_id = "r-1"});
    ASSERT_EQ(audit.size(), 1U);
    EXPECT_EQ(audit[0].actor, "rosterd");
    EXPECT_EQ(audit[0].action, "user.create");
    EXPECT_EQ(audit[0].target, "E1");
    EXPECT_EQ(audit[0].before, nullptr);
    EXPECT_EQ(audit[0].after.at("name"), "Chan");
    EXPECT_EQ(audit[0].cause.at("where"), "roster.csv:17");
}

TEST_F(Executing, EveryOperation_IsDurablyInTheJournalBeforeItIsOnTheWire)
{
    const auto other = state::open_store({folder.file(), state::Access::read, "test"}).value();
    std::size_t seen = 0;
    life.directory.before_call = [&](const std::string& call) {
        for (const auto& entry : other->journal().unresolved()) {
            seen += call == "create_user " + entry.operation.userid ? 1U : 0U;
        }
    };
    life.run(plan_of({creation("E1"), creation("E2"), creation("E3")}), in_run_1(2));
    EXPECT_EQ(seen, 3U) << "another connection sees each entry as sending when its call is made";
}

TEST_F(Executing, OperationsThatStartTogether_AreAllInTheJournalBeforeTheFirstIsSent)
{
    std::size_t begun = 0;
    life.directory.before_call = [&](const std::string& call) {
        if (call == "create_user E1") {
            begun = life.store->journal().unresolved().size();
        }
    };
    life.run(plan_of({creation("E1"), creation("E2"), creation("E3")}));
    EXPECT_EQ(begun, 3U);
}

TEST_F(Executing, NoMoreThanTheGivenNumber_AreOnTheWireAtOnce)
{
    std::size_t most = 0;
    life.directory.before_call = [&](const std::string&) {
        most = std::max(most, life.store->journal().unresolved().size());
    };
    life.run(plan_of({creation("E1"), creation("E2"), creation("E3"), creation("E4")}),
             in_run_1(2));
    EXPECT_EQ(most, 2U);
    EXPECT_EQ(org.users.size(), 4U);
}

TEST_F(Executing, NewDepartmentsAndTheirPeople_GetTheIdsThatWereJustGiven)
{
    auto child = department("/A/B", "B", "d:/A");
    child.needs = {"d-create-/A"};
    auto person = creation("E1");
    person.after["dept_id_list"] = {"d:/A/B", "d:/A"};
    person.needs = {"d-create-/A/B"};
    auto leader = department_change("update", Kind::department_update, "/A/B", 0);
    leader.before = {{"dept_manager_userid_list", Json::array()}};
    leader.after = {{"dept_manager_userid_list", {"E1"}}};
    leader.needs = {"u-create-E1"};
    life.run(plan_of({department("/A", "A"), child, person, leader}));

    EXPECT_EQ(life.report.counts().at(Outcome::done), 4);
    const DeptId a = life.department_link("/A")->dept_id;
    const DeptId b = life.department_link("/A/B")->dept_id;
    EXPECT_EQ(org.departments.at(b).parent_id, a);
    EXPECT_EQ(org.users.at("E1").dept_ids, (std::vector<DeptId>{b, a}));
    EXPECT_EQ(org.departments.at(b).manager_userids, std::vector<std::string>{"E1"});
    EXPECT_TRUE(life.department_link("/A")->created);
    for (const ObservedDepartment& mirrored : life.store->mirror().departments()) {
        EXPECT_EQ(mirrored, org.departments.at(mirrored.dept_id));
    }
    EXPECT_EQ(life.mirrored("E1")->dept_ids, org.users.at("E1").dept_ids);
}

TEST_F(Executing, DepartmentThatIsNotKnown_FailsTheOperationUnsentAndNamesIt)
{
    auto person = creation("E1");
    person.after["dept_id_list"] = {"d:/nowhere"};
    life.run(plan_of({person}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_NE(of("u-create-E1").message.find("/nowhere"), std::string::npos);
    EXPECT_TRUE(life.directory.calls.empty());
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::failed);
}

TEST_F(Executing, AdoptionsOfThePlan_BecomeLinksThatAreNotOurs)
{
    model::Plan plan;
    plan.adoptions.push_back({"hr", "E1", "zhang", "mobile"});
    plan.department_adoptions.push_back({"/A", 77, "", {}});
    life.run(plan);
    EXPECT_EQ(life.store->mirror().link_of("hr", "E1")->userid, "zhang");
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1")->created);
    EXPECT_EQ(life.department_link("/A")->dept_id, 77);
    EXPECT_FALSE(life.department_link("/A")->created);
    EXPECT_TRUE(life.directory.calls.empty());
}

TEST_F(Executing, AdoptionForWhoHasAnotherAccountByNow_IsLeftOut)
{
    model::ObservedUser account;
    account.userid = "E1";
    life.store->mirror().put(account);
    life.store->mirror().put(state::PersonLink{"hr", "E1", "E1", true, {}, {}});
    model::Plan saved;
    saved.adoptions.push_back({"hr", "E1", "zhang", "mobile"});
    life.run(saved);

    EXPECT_EQ(life.store->mirror().link_of("hr", "E1")->userid, "E1");
    EXPECT_EQ(life.store->mirror().link_to("zhang"), std::nullopt);
    EXPECT_TRUE(life.report.adopted.accounts.empty());
}

TEST_F(Executing, AdoptionsOfThePlan_StandInTheAuditTrailOnce)
{
    model::Plan plan;
    plan.adoptions.push_back({"hr", "E1", "zhang", "mobile"});
    plan.department_adoptions.push_back({"/A", 77, "", {}});
    life.run(plan);
    ASSERT_EQ(life.report.adopted.accounts.size(), 1U);
    ASSERT_EQ(life.report.adopted.departments.size(), 1U);
    life.run(plan);

    const auto audit = life.store->audit().find({.run_id = "r-1"});
    ASSERT_EQ(audit.size(), 2U);
    EXPECT_EQ(audit[0].action, "user.adopt");
    EXPECT_EQ(audit[0].employee_id, "E1");
    EXPECT_EQ(audit[0].target, "zhang");
    EXPECT_EQ(audit[0].cause.at("rule"), "match.mobile");
    EXPECT_EQ(audit[1].action, "department.adopt");
    EXPECT_EQ(audit[1].target, "/A");
    EXPECT_TRUE(life.report.adopted.accounts.empty()) << "it was theirs by then";
}

TEST_F(Executing, UpdatedPerson_ChangesInDingTalkAndInTheMirrorOnlyWhatWasStated)
{
    put_account("E1", "Chan", "+852-1");
    life.run(plan_of({update("E1", {{"title", ""}}, {{"title", "Manager"}})}));
    EXPECT_EQ(org.users.at("E1").title, "Manager");
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1"));
    EXPECT_EQ(life.directory.sent.at(0), (Json{{"title", "Manager"}}));
}

TEST_F(Executing, DeletedPerson_IsGoneFromTheMirrorButKeepsTheLinkForAReturn)
{
    put_account("E1", "Chan", "+852-1");
    put_link("E1");
    life.run(plan_of({deletion("E1")}));
    EXPECT_FALSE(life.mirrored("E1"));
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(Executing, DeletedManager_LeadsNoDepartmentInTheMirror)
{
    put_account("E1", "Chan", "+852-1");
    org.departments[7] = {7, 1, "A", 0, "", {"E1", "E2"}};
    life.store->mirror().put(org.departments[7]);
    life.run(plan_of({deletion("E1")}));
    EXPECT_EQ(life.store->mirror().departments().at(0).manager_userids,
              std::vector<std::string>{"E2"});
}

TEST_F(Executing, AccountThatSomebodyRemoved_LeadsAndManagesNobodyInTheMirror)
{
    put_account("E1", "Chan", "+852-1");
    put_account("E2", "Lee", "+852-2");
    org.users.at("E2").manager_userid = "E1";
    life.store->mirror().put(org.users.at("E2"));
    org.departments[7] = {7, 1, "A", 0, "", {"E1", "E2"}};
    life.store->mirror().put(org.departments[7]);
    org.users.erase("E1"); // by hand, since it was last read

    life.run(plan_of({update("E1", Json::object(), {{"title", "Manager"}})}));

    EXPECT_FALSE(life.mirrored("E1"));
    EXPECT_EQ(life.mirrored("E2")->manager_userid, "");
    EXPECT_EQ(life.store->mirror().departments().at(0).manager_userids,
              std::vector<std::string>{"E2"});
}

TEST_F(Executing, DisabledPerson_IsDisabledSinceNowAndEnabledAgainLater)
{
    put_account("E1", "Chan", "+852-1");
    put_link("E1");
    life.run(plan_of({switching("E1", true)}));
    EXPECT_TRUE(org.users.at("E1").disabled);
    EXPECT_TRUE(life.mirrored("E1")->disabled);
    EXPECT_EQ(life.store->mirror().link_of("hr", "E1")->disabled_since,
              journalled("u-disable-E1").ended);

    life.reports = 0;
    life.run(plan_of({switching("E1", false)}));
    EXPECT_FALSE(life.mirrored("E1")->disabled);
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1")->disabled_since);
}

TEST_F(Executing, DeletedDepartment_LosesMirrorAndLink)
{
    org.departments[7] = {7, 1, "A", 0, "", {}};
    life.store->mirror().put(org.departments[7]);
    life.store->mirror().put(state::DepartmentLink{"/A", 7, true});
    life.run(plan_of({department_change("delete", Kind::department_delete, "/A", 7)}));
    EXPECT_FALSE(org.departments.contains(7));
    EXPECT_TRUE(life.store->mirror().departments().empty());
    EXPECT_FALSE(life.department_link("/A"));
}

TEST_F(Executing, FailedOperation_StopsOnlyWhatNeedsIt)
{
    answer("create_user E1", {Fault::refused, "60103"});
    auto needs_it = update("E2", {{"manager_userid", ""}}, {{"manager_userid", "E1"}});
    needs_it.needs = {"u-create-E1"};
    put_account("E2", "Li", "+852-2");
    life.run(plan_of({creation("E1"), needs_it, creation("E3")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-create-E1").code, "60103");
    EXPECT_EQ(of("u-create-E1").request_id, "request-60103");
    EXPECT_EQ(of("u-update-E2").outcome, Outcome::blocked);
    EXPECT_NE(of("u-update-E2").message.find("u-create-E1"), std::string::npos);
    EXPECT_EQ(of("u-create-E3").outcome, Outcome::done);
    EXPECT_FALSE(life.mirrored("E1"));
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
    EXPECT_EQ(journalled("u-create-E1").code, "60103");
}

TEST_F(Executing, HeldOperation_IsReportedAndNeverSentNorJournalled)
{
    put_account("E1", "Chan", "+852-1");
    model::Plan plan = plan_of({deletion("E1"), creation("E2")});
    plan.held.push_back({"h-7", "leavers", 5, 41, {"u-delete-E1"}, ""});
    life.run(plan);
    EXPECT_EQ(of("u-delete-E1").outcome, Outcome::held);
    EXPECT_TRUE(org.users.contains("E1"));
    EXPECT_EQ(life.store->journal().of_run("r-1").size(), 1U);
}

TEST_F(Executing, Progress_IsToldOncePerOperationWithHowManyEnded)
{
    auto blocked = creation("E2");
    blocked.needs = {"u-create-E1"};
    answer("create_user E1", {Fault::refused, "60103"});
    life.run(plan_of({creation("E1"), blocked}));
    EXPECT_EQ(life.progress, (std::vector<std::string>{"u-create-E1 1/2", "u-create-E2 2/2"}));
}

TEST_F(Executing, Report_StandsInThePlansOrderWithHowLongItTook)
{
    life.run(plan_of({creation("E2"), creation("E1"), deletion("E9")}));
    EXPECT_EQ(life.report.operations.at(0).operation_id, "u-create-E2");
    EXPECT_EQ(life.report.operations.at(2).operation_id, "u-delete-E9");
    EXPECT_EQ(life.report.operations.at(0).took, model::Duration{10});
}

TEST_F(Executing, EmptyPlan_IsDoneAtOnce)
{
    EXPECT_TRUE(life.run({}).operations.empty());
}

TEST_F(Executing, InvitedPerson_WaitsForConsentWhichIsNoFailure)
{
    answer("create_user E1", {Fault::refused, "40103"});
    auto report = creation("E2");
    report.needs = {"u-create-E1"};
    life.run(plan_of({creation("E1", "Chan", "+852-51234567"), report}));

    EXPECT_EQ(of("u-create-E1").outcome, Outcome::invited);
    EXPECT_EQ(of("u-create-E1").code, "40103");
    EXPECT_NE(of("u-create-E1").message.find("accepts"), std::string::npos);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::blocked) << "the account is not there yet";
    EXPECT_FALSE(life.report.unreachable);
    const auto invitation = life.store->mirror().invitation_of("hr", "E1");
    ASSERT_TRUE(invitation);
    EXPECT_EQ(invitation->userid, "E1");
    EXPECT_EQ(invitation->name, "Chan");
    EXPECT_EQ(invitation->mobile, "+852-51234567");
    EXPECT_FALSE(life.mirrored("E1"));
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::done);
    EXPECT_EQ(life.store->audit().find({.run_id = "r-1"}).at(0).action, "user.invite");
}

TEST_F(Executing, InvitedPerson_IsNotInvitedAgainByAnOldPlan)
{
    answer("create_user E1", {Fault::refused, "40103"});
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::skipped);
    EXPECT_EQ(life.directory.count("create_user E1"), 1U);
}

TEST_F(Executing, InvitedPersonWithAnotherNumber_IsSentAnewAndTheInvitationIsOver)
{
    answer("create_user E1", {Fault::refused, "40103"});
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    answer("", {});
    life.run(plan_of({creation("E1", "Chan", "+852-51234568")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_TRUE(life.store->mirror().invitations().empty());
}

TEST_F(Executing, InvitationWhoseAnswerWasLost_IsFoundOutBySendingAgain)
{
    bool first = true;
    life.directory.fault = [&](const std::string& call) {
        if (call != "create_user E1") {
            return Fault{};
        }
        return std::exchange(first, false) ? Fault{Fault::lost_unanswered, ""}
                                           : Fault{Fault::refused, "40103"};
    };
    life.run(plan_of({creation("E1")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::invited);
    EXPECT_EQ(life.directory.count("get_user E1"), 2U) << "it was looked for first";
    EXPECT_TRUE(life.store->mirror().invitation_of("hr", "E1"));
}

TEST_F(Executing, EnterpriseAccount_GetsAPasswordThatIsSentAndKeptNowhere)
{
    auto account = creation("E1");
    account.after["exclusive_account"] = true;
    account.after["exclusive_account_type"] = "dingtalk";
    account.after["login_id"] = "chan";
    account.after["send_password_to_user"] = true;
    std::uint32_t number = 0;
    ApplyOptions options = in_run_1();
    options.random = [&] { return number++; };
    life.run(plan_of({account}), options);

    const auto password = life.directory.sent.at(0).at("init_password").get<std::string>();
    EXPECT_EQ(password.size(), 16U);
    EXPECT_TRUE(std::ranges::any_of(password, [](char c) { return c >= '0' && c <= '9'; }));
    EXPECT_TRUE(std::ranges::any_of(password, [](char c) { return c >= 'a' && c <= 'z'; }));
    EXPECT_EQ(Json(journalled("u-create-E1").operation).dump().find("password\""),
              std::string::npos);
    EXPECT_FALSE(journalled("u-create-E1").operation.after.contains("init_password"));
    EXPECT_FALSE(life.store->audit().find({.run_id = "r-1"}).at(0).after.contains("init_password"));
    EXPECT_EQ(life.mirrored("E1")->exclusive_account, "dingtalk");
}

// ---- what ends a run early

TEST_F(Executing, DingTalkAway_StopsTheRestAndHasSentNothingTwice)
{
    answer("create_user E1", {Fault::unreachable, ""});
    life.run(plan_of({creation("E1"), creation("E2"), creation("E3")}), in_run_1(1));
    EXPECT_TRUE(life.report.unreachable);
    EXPECT_EQ(of("u-create-E1").code, "net.refused");
    EXPECT_NE(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::not_started);
    EXPECT_EQ(of("u-create-E3").outcome, Outcome::not_started);
    EXPECT_EQ(life.directory.calls, std::vector<std::string>{"create_user E1"});
    EXPECT_TRUE(life.store->journal().unresolved().empty()) << "it is certain that it was not done";
}

TEST_F(Executing, ApplicationRefusedThreeTimesAlike_StopsTheRest)
{
    for (const char* code :
         {"60020", "40001", "50005", "InvalidAuthentication", "invalidClientIdOrSecret",
          "Forbidden.AccessDenied.IpNotInWhiteList"}) {
        life.directory.calls.clear();
        put_account("L", "Lam", "13800000001");
        life.directory.fault = [code](const std::string&) { return Fault{Fault::refused, code}; };
        life.run(plan_of({creation("E1"), creation("E2"), creation("E3"),
                          update("L", {{"name", "Lam"}}, {{"name", "Lee"}})}),
                 in_run_1(1));
        EXPECT_EQ(of("u-create-E3").outcome, Outcome::failed) << code;
        EXPECT_EQ(of("u-update-L").outcome, Outcome::not_started) << code;
        EXPECT_TRUE(life.report.unreachable);
        EXPECT_EQ(life.directory.calls.size(), 3U) << code;
    }
}

TEST_F(Executing, ApplicationRefusedInTheWordsOfBothFamilies_StopsTheRest)
{
    for (const char* userid : {"L1", "L2"}) {
        put_account(userid, "Lam", "");
        put_link(userid);
    }
    life.directory.fault = [](const std::string& call) {
        return Fault{Fault::refused, call.starts_with("disable_user")
                                         ? "Forbidden.AccessDenied.IpNotInWhiteList"
                                         : "60020"};
    };
    life.run(
        plan_of({switching("L1", true), creation("E1"), switching("L2", true), creation("E2")}),
        in_run_1(1));
    EXPECT_EQ(life.directory.calls.size(), 3U);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::not_started);
}

TEST_F(Executing, OneApiRefusedThreeTimesAlike_StopsWhatAsksItAndNothingElse)
{
    for (const char* code : {"60011", "48002", "Forbidden.AccessDenied.AccessTokenPermissionDenied",
                             "Forbidden.AccessDenied.ApiCountLimitForOrg"}) {
        life.directory.calls.clear();
        std::vector<model::Operation> operations;
        for (int i = 0; i < 100; ++i) {
            const std::string userid = "L" + std::to_string(i);
            put_account(userid, "Lam", "");
            put_link(userid);
            operations.push_back(switching(userid, true));
        }
        operations.push_back(creation(std::string{"E"} + code));
        operations.push_back(creation("N"));
        operations.back().needs = {"u-disable-L99"};
        life.directory.fault = [code](const std::string& call) {
            return call.starts_with("disable_user") ? Fault{Fault::refused, code} : Fault{};
        };

        life.run(plan_of(operations), in_run_1(32));

        EXPECT_EQ(life.report.counts().at(Outcome::failed), 3) << code;
        EXPECT_EQ(life.report.counts().at(Outcome::not_started), 97) << code;
        EXPECT_EQ(life.directory.calls.size(), 4U) << code;
        EXPECT_EQ(of(std::string{"u-create-E"} + code).outcome, Outcome::done);
        EXPECT_EQ(of("u-create-N").outcome, Outcome::blocked);
        EXPECT_FALSE(life.report.unreachable);
        EXPECT_NE(of("u-disable-L99").message.find(code), std::string::npos);
        forget_given_up(life.store->runs(), Kind::user_disable, life.loop.now());
    }
}

TEST_F(Executing, OneApiThatIsGranted_IsAskedByAsManyAsThereIsRoomForAfterTheFirstAnswer)
{
    std::vector<model::Operation> operations;
    std::map<std::int64_t, int> at; // how many began when
    for (int i = 0; i < 40; ++i) {
        const std::string userid = "L" + std::to_string(i);
        put_account(userid, "Lam", "");
        put_link(userid);
        operations.push_back(switching(userid, true));
    }
    life.directory.before_call = [&](const std::string& call) {
        at[life.loop.steady().count()] += call.starts_with("disable_user") ? 1 : 0;
    };
    life.run(plan_of(operations), in_run_1(32));
    EXPECT_EQ(at.begin()->second, 3);
    EXPECT_EQ(life.report.counts().at(Outcome::done), 40);
    EXPECT_GE(std::ranges::max_element(at, {}, [](const auto& one) { return one.second; })->second,
              29);
}

TEST_F(Executing, TransfersThatMayNotBeMade_StopNoOtherUpdates)
{
    org.position_management = true;
    std::vector<model::Operation> operations;
    for (int i = 0; i < 4; ++i) {
        const std::string userid = "E" + std::to_string(i);
        put_account(userid, "Lam", "");
        operations.push_back(update(userid, {{"title", ""}},
                                    i < 3 ? Json{{"title", "Clerk"}} : Json{{"name", "Lee"}}));
    }
    life.directory.fault = [](const std::string& call) {
        return call.starts_with("transfer_user") ? Fault{Fault::refused, "60011"} : Fault{};
    };
    life.run(plan_of(operations), in_run_1(1));
    EXPECT_EQ(of("u-update-E2").code, "60011");
    EXPECT_EQ(of("u-update-E3").outcome, Outcome::done);
}

TEST_F(Executing, ThreeRefusalsOfPeople_StopNothing)
{
    life.directory.fault = [](const std::string& call) {
        return call == "create_user E4" ? Fault{} : Fault{Fault::refused, "60103"};
    };
    life.run(plan_of({creation("E1"), creation("E2"), creation("E3"), creation("E4")}),
             in_run_1(1));
    EXPECT_EQ(of("u-create-E4").outcome, Outcome::done);
}

TEST_F(Executing, RefusalsOfTheApplicationWithASuccessBetween_StopNothing)
{
    life.directory.fault = [](const std::string& call) {
        return call == "create_user E3" || call == "create_user E5"
                   ? Fault{}
                   : Fault{Fault::refused, "60011"};
    };
    life.run(
        plan_of({creation("E1"), creation("E2"), creation("E3"), creation("E4"), creation("E5")}),
        in_run_1(1));
    EXPECT_EQ(of("u-create-E5").outcome, Outcome::done);
}

TEST_F(Executing, Stop_WaitsForWhatIsOnTheWireAndStartsNothingNew)
{
    life.directory.before_call = [&](const std::string&) { life.executor->stop(); };
    life.run(plan_of({creation("E1"), creation("E2")}), in_run_1(1));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::not_started);
    EXPECT_FALSE(life.report.unreachable);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::done);
}

TEST_F(Executing, StopBeforeTheFirstOperation_StartsNone)
{
    life.start(plan_of({creation("E1")}));
    life.executor->stop();
    life.loop.run();
    EXPECT_EQ(life.reports, 1);
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::not_started);
    EXPECT_TRUE(life.directory.calls.empty());
}

TEST_F(Executing, StopBetweenTheLastAnswerAndTheReport_TouchesNothingThatHasEnded)
{
    // given a caller that lets the executor go as soon as it is told, as a run does
    auto executor = make_executor(life.loop, life.directory, *life.store, in_run_1());
    int reports = 0;
    executor->run(
        plan_of({creation("E1")}),
        [&](const OperationReport&, std::size_t, std::size_t) {
            life.loop.post([&] {
                if (executor) {
                    executor->stop();
                }
            });
        },
        [&](const ApplyReport&) {
            ++reports;
            executor.reset();
        });
    life.loop.run(); // what touches the executor now is found by the address sanitizer
    EXPECT_EQ(reports, 1);
}

TEST_F(Executing, OperationsThatNeedEachOther_AreReportedInsteadOfWaitedForForEver)
{
    auto first = creation("E1");
    first.needs = {"u-create-E2"};
    auto second = creation("E2");
    second.needs = {"u-create-E1"};
    life.run(plan_of({first, second, creation("E3")}));
    EXPECT_EQ(of("u-create-E3").outcome, Outcome::done);
    EXPECT_NE(of("u-create-E1").outcome, Outcome::done);
    EXPECT_TRUE(life.directory.count("create_user E1") == 0);
}

} // namespace

} // namespace rosterd::apply::test
