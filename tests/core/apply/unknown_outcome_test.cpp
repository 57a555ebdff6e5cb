// What DingTalk did without telling is found out by reading.
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

class UnknownOutcome : public Stage
{
protected:
    // The first call of this name gets the fault; later ones go through.
    void answer_first(const std::string& call, Fault fault)
    {
        life.directory.fault = [this, call, fault](const std::string& made) {
            return made == call && life.directory.count(call) == 1 ? fault : Fault{};
        };
    }
};

const Fault kDoneUnanswered{Fault::done_unanswered, ""};
const Fault kLostUnanswered{Fault::lost_unanswered, ""};

TEST_F(UnknownOutcome, CreationThatWasCarriedOut_IsFoundAndNotRepeated)
{
    answer_first("create_user E1", kDoneUnanswered);
    life.run(plan_of({creation("E1")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(life.directory.count("create_user E1"), 1U);
    EXPECT_EQ(life.mirrored("E1"), org.users.at("E1"));
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E1")->created);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::done);
}

TEST_F(UnknownOutcome, CreationThatShowsLate_IsAskedForAgainAfterTwoSecondsAndNotRepeated)
{
    life.directory.lag = std::chrono::milliseconds{1500};
    answer_first("create_user E1", kDoneUnanswered);
    life.run(plan_of({creation("E1")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(life.directory.calls,
              (std::vector<std::string>{"create_user E1", "get_user E1", "get_user E1"}));
}

TEST_F(UnknownOutcome, CreationThatWasLost_IsRepeated)
{
    answer_first("create_user E1", kLostUnanswered);
    life.run(plan_of({creation("E1")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(life.directory.count("create_user E1"), 2U);
    EXPECT_EQ(org.users.size(), 1U);
}

TEST_F(UnknownOutcome, RepeatedCreationThatMeetsItsFirst_IsDone)
{
    // given: carried out without an answer, and visible only long after the repeat
    life.directory.lag = std::chrono::minutes{1};
    answer_first("create_user E1", kDoneUnanswered);
    life.directory.before_call = [&](const std::string& call) {
        if (life.directory.count(call) == 2) {
            org.visible_from.clear();
        }
    };
    life.run(plan_of({creation("E1")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done) << of("u-create-E1").message;
    EXPECT_EQ(life.directory.count("create_user E1"), 2U);
}

TEST_F(UnknownOutcome, CreationThatIsLostAgainAndAgain_IsGivenUpAfterThreeTries)
{
    answer("create_user E1", kLostUnanswered);
    life.run(plan_of({creation("E1"), creation("E2")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_EQ(life.directory.count("create_user E1"), 3U);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::done);
    EXPECT_TRUE(life.store->journal().unresolved().empty());
}

TEST_F(UnknownOutcome, UseridThatSomebodyElseHas_IsNotTakenForOurs)
{
    put_account("E1", "Wong", "+852-99999999");
    answer_first("create_user E1", kLostUnanswered);
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_NE(of("u-create-E1").message.find("Wong"), std::string::npos)
        << of("u-create-E1").message;
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(UnknownOutcome, UseridTakenByTheSamePerson_IsOursFromALostAnswer)
{
    put_account("E1", "Chan", "+852-51234567");
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(UnknownOutcome, UseridTakenByTheSameNameWithAHiddenNumber_IsOurs)
{
    put_account("E1", "Chan", "");
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
}

TEST_F(UnknownOutcome, UseridTakenBySomebodyElse_FailsNamingThem)
{
    put_account("E1", "Wong", "+852-99999999");
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-create-E1").code, "60102");
    EXPECT_NE(of("u-create-E1").message.find("Wong"), std::string::npos);
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(UnknownOutcome, MobileNumberOfAnotherAccount_FailsNamingItsUserid)
{
    put_account("wong", "Wong", "+852-51234567");
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::failed);
    EXPECT_EQ(of("u-create-E1").code, "60104");
    EXPECT_NE(of("u-create-E1").message.find("wong"), std::string::npos);
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(UnknownOutcome, MobileNumberOfTheWantedAccountItself_IsDone)
{
    put_account("E1", "Chan", "+852-51234567");
    answer("create_user E1", {Fault::refused, "60104"});
    life.run(plan_of({creation("E1", "Chan", "+852-51234567")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
}

TEST_F(UnknownOutcome, ChangeThatWasCarriedOut_IsDone)
{
    put_account("E1", "Chan", "+852-1");
    answer("update_user E1", kDoneUnanswered);
    life.run(plan_of({update("E1", {{"title", ""}}, {{"title", "Manager"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::done);
    EXPECT_EQ(life.mirrored("E1")->title, "Manager");
}

TEST_F(UnknownOutcome, ChangeThatWasLost_FailsAndTheMirrorKeepsThePresentValue)
{
    put_account("E1", "Chan", "+852-1");
    answer("update_user E1", kLostUnanswered);
    life.run(plan_of({update("E1", {{"title", ""}}, {{"title", "Manager"}})}));
    EXPECT_EQ(of("u-update-E1").outcome, Outcome::failed);
    EXPECT_EQ(life.mirrored("E1")->title, "");
    EXPECT_EQ(journalled("u-update-E1").state, JournalState::failed);
}

TEST_F(UnknownOutcome, RemovalsAndSwitches_AreFoundOutByReading)
{
    put_account("E1", "Chan", "+852-1");
    put_account("E2", "Li", "+852-2");
    put_account("E3", "Wong", "+852-3");
    put_link("E2");
    life.directory.fault = [](const std::string& call) {
        return call == "delete_user E1" || call == "disable_user E2" ? kDoneUnanswered
               : call == "delete_user E3"                            ? kLostUnanswered
                                                                     : Fault{};
    };
    life.run(plan_of({deletion("E1"), switching("E2", true), deletion("E3", "Wong")}));
    EXPECT_EQ(of("u-delete-E1").outcome, Outcome::done);
    EXPECT_FALSE(life.mirrored("E1"));
    EXPECT_EQ(of("u-disable-E2").outcome, Outcome::done);
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E2")->disabled_since);
    EXPECT_EQ(of("u-delete-E3").outcome, Outcome::failed);
    EXPECT_TRUE(life.mirrored("E3"));
}

TEST_F(UnknownOutcome, EnabledAgain_IsFoundOutByReading)
{
    put_account("E1", "Chan", "+852-1");
    put_account("E2", "Li", "+852-2");
    for (auto& [userid, user] : org.users) {
        user.disabled = true;
        life.store->mirror().put(user);
    }
    life.directory.fault = [](const std::string& call) {
        return call == "enable_user E1"   ? kDoneUnanswered
               : call == "enable_user E2" ? kLostUnanswered
                                          : Fault{};
    };
    life.run(plan_of({switching("E1", false), switching("E2", false)}));
    EXPECT_EQ(of("u-enable-E1").outcome, Outcome::done);
    EXPECT_EQ(of("u-enable-E2").outcome, Outcome::failed);
    EXPECT_TRUE(life.mirrored("E2")->disabled);
}

TEST_F(UnknownOutcome, RemovalOfWhoIsGoneAlready_IsDone)
{
    put_account("E1", "Chan", "+852-1");
    org.users.erase("E1");
    life.run(plan_of({deletion("E1")}));
    EXPECT_EQ(of("u-delete-E1").outcome, Outcome::done);
    EXPECT_FALSE(life.mirrored("E1"));
}

// ---- departments

TEST_F(UnknownOutcome, RepeatedCreationOfADepartmentThatMeetsItsFirst_IsOurs)
{
    org.departments[7] = {7, 1, "A", 7, "rosterd:/A", {}};
    life.run(plan_of({department("/A", "A")}));
    EXPECT_EQ(of("d-create-/A").outcome, Outcome::done);
    EXPECT_EQ(life.department_link("/A")->dept_id, 7);
    EXPECT_TRUE(life.department_link("/A")->created) << "nobody else leaves our mark";
    EXPECT_EQ(org.departments.size(), 2U);
}

TEST_F(UnknownOutcome, DepartmentChangesAndRemovals_AreFoundOutByReading)
{
    for (const DeptId id : {6, 7, 8, 9}) {
        const std::string name = "department " + std::to_string(id);
        org.departments[id] = {id, 1, name, 0, "", {}};
        life.store->mirror().put(org.departments[id]);
        life.store->mirror().put(state::DepartmentLink{"/" + std::to_string(id), id, true});
    }
    life.directory.fault = [](const std::string& call) {
        return call == "update_department 6" || call == "delete_department 8"   ? kDoneUnanswered
               : call == "update_department 7" || call == "delete_department 9" ? kLostUnanswered
                                                                                : Fault{};
    };
    auto carried_out = department_change("update", Kind::department_update, "/6", 6);
    auto lost = department_change("update", Kind::department_update, "/7", 7);
    carried_out.after = lost.after = {{"name", "new"}};
    life.run(
        plan_of({carried_out, lost, department_change("delete", Kind::department_delete, "/8", 8),
                 department_change("delete", Kind::department_delete, "/9", 9)}));

    EXPECT_EQ(of("d-update-/6").outcome, Outcome::done);
    EXPECT_EQ(of("d-update-/7").outcome, Outcome::failed);
    EXPECT_EQ(of("d-delete-/8").outcome, Outcome::done);
    EXPECT_EQ(of("d-delete-/9").outcome, Outcome::failed);
    EXPECT_FALSE(life.department_link("/8"));
    EXPECT_TRUE(life.department_link("/9"));
    for (const ObservedDepartment& mirrored : life.store->mirror().departments()) {
        EXPECT_EQ(mirrored, org.departments.at(mirrored.dept_id));
    }
}

TEST_F(UnknownOutcome, DepartmentThatWasMade_IsFoundByItsMarkAndIsOurs)
{
    answer_first("create_department A", kDoneUnanswered);
    life.run(plan_of({department("/A", "A")}));
    EXPECT_EQ(of("d-create-/A").outcome, Outcome::done);
    EXPECT_EQ(life.directory.count("create_department A"), 1U);
    EXPECT_EQ(life.department_link("/A")->dept_id, 101);
    EXPECT_TRUE(life.department_link("/A")->created);
    EXPECT_EQ(life.store->mirror().departments().at(0), org.departments.at(101))
        << "the order too, which a list of departments does not tell";
}

TEST_F(UnknownOutcome, DepartmentThatWasLost_IsMadeOnce)
{
    answer_first("create_department A", kLostUnanswered);
    life.run(plan_of({department("/A", "A")}));
    EXPECT_EQ(of("d-create-/A").outcome, Outcome::done);
    EXPECT_EQ(org.departments.size(), 2U);
}

TEST_F(UnknownOutcome, DepartmentMadeByHandInTheMeantime_IsTakenOverButNeverOursToDelete)
{
    org.departments[7] = {7, 1, "A", 0, "", {}};
    life.run(plan_of({department("/A", "A")}));
    EXPECT_EQ(of("d-create-/A").outcome, Outcome::done);
    EXPECT_EQ(life.department_link("/A")->dept_id, 7);
    EXPECT_FALSE(life.department_link("/A")->created);
}

TEST_F(UnknownOutcome, DepartmentOfThatNameThatIsAnotherOneOfOurs_IsNotTakenAway)
{
    org.departments[7] = {7, 1, "A", 0, "rosterd:/B", {}};
    life.store->mirror().put(state::DepartmentLink{"/B", 7, true});
    life.run(plan_of({department("/A", "A")}));
    EXPECT_EQ(of("d-create-/A").outcome, Outcome::failed);
    ASSERT_TRUE(life.department_link("/B"));
    EXPECT_EQ(life.department_link("/B")->dept_id, 7);
}

// ---- when reading fails as well

TEST_F(UnknownOutcome, NobodyToAsk_StaysSendingAndALaterResolveSettlesIt)
{
    life.directory.fault = [](const std::string& call) {
        return call == "create_user E1" ? kDoneUnanswered
               : call == "get_user E1"  ? Fault{Fault::unreachable, ""}
                                        : Fault{};
    };
    life.run(plan_of({creation("E1")}));
    EXPECT_NE(of("u-create-E1").outcome, Outcome::done);
    EXPECT_TRUE(life.report.unreachable);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::sending);

    EXPECT_FALSE(life.resolve()) << "still away";
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::sending);

    life.directory.fault = [](const std::string&) { return Fault{}; };
    EXPECT_EQ(life.resolve().value(), 1U);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::done);
    EXPECT_TRUE(life.store->mirror().link_of("hr", "E1"));
    EXPECT_TRUE(life.mirrored("E1"));
}

TEST_F(UnknownOutcome, AccountThatMayNotBeSeen_DoesNotKeepEverybodyElseWaiting)
{
    const auto operation = update("E1", {{"title", ""}}, {{"title", "Manager"}});
    life.store->journal().begin("r-0", {&operation, 1}, life.loop.now());
    answer("get_user E1", {Fault::refused, "50002"});
    life.run(plan_of({creation("E2")}));
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::done);
    EXPECT_TRUE(life.store->journal().unresolved().empty());
}

TEST_F(UnknownOutcome, RunWhileDingTalkIsAway_StartsNothingBeforeTheOldIsKnown)
{
    const auto operation = creation("E1");
    life.store->journal().begin("r-0", {&operation, 1}, life.loop.now());
    answer("get_user E1", {Fault::unreachable, ""});
    life.run(plan_of({creation("E2")}));
    EXPECT_TRUE(life.report.unreachable);
    EXPECT_EQ(of("u-create-E2").outcome, Outcome::not_started);
    EXPECT_EQ(life.store->journal().unresolved().size(), 1U);
}

TEST_F(UnknownOutcome, ResolvedCreationOfAUseridThatSomebodyElseHas_Fails)
{
    put_account("E1", "Wong", "+852-99999999");
    const auto operation = creation("E1", "Chan", "+852-51234567");
    life.store->journal().begin("r-1", {&operation, 1}, life.loop.now());
    EXPECT_EQ(life.resolve().value(), 1U);
    EXPECT_EQ(journalled("u-create-E1").state, JournalState::failed);
    EXPECT_FALSE(life.store->mirror().link_of("hr", "E1"));
}

TEST_F(UnknownOutcome, UseridOfSomebodyWhoLeft_GoesToTheNextPerson)
{
    life.store->mirror().put(state::PersonLink{"old-hr", "E1", "E1", true, {}, {}});
    life.run(plan_of({creation("E1")}));
    EXPECT_EQ(of("u-create-E1").outcome, Outcome::done);
    EXPECT_EQ(life.store->mirror().link_to("E1")->source, "hr");
}

} // namespace

} // namespace rosterd::apply::test
