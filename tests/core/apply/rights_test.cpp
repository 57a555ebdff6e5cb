// Roles and attendance groups on the wire: full batches, what is done about one bad userid, and
// what is read where no answer came.
#include "core/apply/lessons.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

namespace
{

using model::Right;
using model::RightKind;

model::Operation right_operation(Kind kind, const std::string& userid, const std::string& name)
{
    model::Operation operation = user_operation(kind, "right", userid);
    operation.id += "-" + name;
    const bool role = kind == Kind::role_grant || kind == Kind::role_revoke;
    const Json json = model::right_json({role ? RightKind::role : RightKind::attendance, name});
    const bool give = kind == Kind::role_grant || kind == Kind::attendance_add;
    (give ? operation.after : operation.before) = json;
    return operation;
}

model::Operation role_creation(const std::string& role)
{
    model::Operation operation;
    operation.id = "r-create-" + role;
    operation.kind = Kind::role_create;
    operation.after = model::right_json({RightKind::role, role});
    return operation;
}

class Rights : public Stage
{
protected:
    void SetUp() override
    {
        org.role_groups[1] = {1, "G", {{11, "a"}, {12, "b"}}};
        org.role_members[11];
        org.role_members[12];
        org.attendance["day"];
        org.attendance["night"];
        state::ObservedRights read;
        read.role_groups = {{"G", "1"}};
        read.known = {{role("G/a"), "11"},
                      {role("G/b"), "12"},
                      {{RightKind::attendance, "day"}, "day"},
                      {{RightKind::attendance, "night"}, "night"}};
        for (const auto& [right, id] : read.known) {
            read.holders[right];
        }
        life.store->rights().replace(read);
    }

    static Right role(const std::string& name) { return {RightKind::role, name}; }

    std::string person(int number)
    {
        std::string userid = "E" + std::to_string(100 + number);
        if (!org.users.contains(userid)) {
            put_account(userid, "Chan", "1380000" + std::to_string(1000 + number));
        }
        return userid;
    }

    std::size_t calls_of(const std::string& verb) const
    {
        return static_cast<std::size_t>(std::ranges::count_if(
            life.directory.calls, [&](const std::string& call) { return call.starts_with(verb); }));
    }

    bool remembered(const std::string& userid, const Right& right)
    {
        const auto held = life.store->rights().of(userid);
        return std::ranges::count(held, state::RightHolder{userid, right, true}) == 1;
    }
};

TEST_F(Rights, FortyFivePeopleAndTwoRoles_AreThreeCallsOfTwentyPeople)
{
    std::vector<model::Operation> operations;
    for (int i = 0; i < 45; ++i) {
        operations.push_back(right_operation(Kind::role_grant, person(i), "G/a"));
        operations.push_back(right_operation(Kind::role_grant, person(i), "G/b"));
    }

    life.run(plan_of(operations));

    EXPECT_EQ(calls_of("grant "), 3U);
    EXPECT_EQ(org.role_members[11].size(), 45U);
    EXPECT_EQ(org.role_members[12].size(), 45U);
    EXPECT_EQ(life.report.counts().at(Outcome::done), 90);
    EXPECT_TRUE(remembered("E144", role("G/b")));
}

TEST_F(Rights, WhatAnUndoGivesBackToWhoHadItByHand_IsNotRemembered)
{
    auto grant = right_operation(Kind::role_grant, person(1), "G/a");
    grant.cause.rule = "undo.by_hand";

    life.run(plan_of({grant}));

    EXPECT_EQ(org.role_members[11].size(), 1U);
    EXPECT_EQ(life.store->rights().of(person(1)),
              (std::vector<state::RightHolder>{{person(1), role("G/a"), false, {}}}));
}

TEST_F(Rights, ARevocationOfAHundredPeople_IsOneCall)
{
    std::vector<model::Operation> operations;
    for (int i = 0; i < 100; ++i) {
        org.role_members[11].insert(person(i));
        life.store->rights().put({person(i), role("G/a"), true});
        operations.push_back(right_operation(Kind::role_revoke, person(i), "G/a"));
    }

    life.run(plan_of(operations));

    EXPECT_EQ(calls_of("revoke "), 1U);
    EXPECT_TRUE(org.role_members[11].empty());
    EXPECT_FALSE(remembered("E100", role("G/a")));
}

TEST_F(Rights, OneUnknownUserid_IsNamedAndAllOthersAreDone)
{
    std::vector<model::Operation> operations;
    for (int i = 0; i < 20; ++i) {
        operations.push_back(right_operation(Kind::role_grant, person(i), "G/a"));
    }
    org.users.erase("E113"); // by hand, since it was last read

    life.run(plan_of(operations));

    EXPECT_EQ(of("u-right-E113-G/a").outcome, Outcome::failed);
    EXPECT_EQ(of("u-right-E113-G/a").code, "33012");
    EXPECT_EQ(life.report.counts().at(Outcome::done), 19);
    EXPECT_EQ(org.role_members[11].size(), 19U);
    EXPECT_LE(calls_of("grant "), 11U) << "halves, not one by one";
    EXPECT_FALSE(life.mirrored("E113")) << "the mirror learns it";
}

TEST_F(Rights, OnePersonOutsideTheRange_IsNamedAndAllOthersAreDone)
{
    for (const char* code : {"50002", "46004", "40031", "987654"}) { // one that nobody documented
        org.role_members[11].clear();
        life.directory.calls.clear();
        std::vector<model::Operation> operations;
        for (int i = 0; i < 20; ++i) {
            operations.push_back(right_operation(Kind::role_grant, person(i), "G/a"));
        }
        life.directory.fault = [code](const std::string& call) {
            const bool refused = call.starts_with("grant ") && call.find("E113") != call.npos;
            return refused ? Fault{Fault::refused, code} : Fault{};
        };

        life.run(plan_of(operations));

        EXPECT_EQ(of("u-right-E113-G/a").outcome, Outcome::failed) << code;
        EXPECT_EQ(of("u-right-E113-G/a").code, code);
        EXPECT_EQ(life.report.counts().at(Outcome::done), 19) << code;
        EXPECT_EQ(org.role_members[11].size(), 19U) << code;
        EXPECT_LE(calls_of("grant "), 11U) << "halves, not one by one";
        EXPECT_TRUE(life.mirrored("E113")) << "they are there";
    }
}

TEST_F(Rights, RefusalOfEverybodyForAnUnknownReason_IsToldAfterThreePeopleOfEachBatch)
{
    std::vector<model::Operation> operations;
    for (int i = 0; i < 20; ++i) {
        operations.push_back(right_operation(Kind::role_grant, person(i), "G/a"));
    }
    life.directory.fault = [](const std::string& call) {
        return call.starts_with("grant ") ? Fault{Fault::refused, "987654"} : Fault{};
    };
    life.run(plan_of(operations));
    EXPECT_EQ(life.report.counts().at(Outcome::failed), 20);
    EXPECT_EQ(of("u-right-E119-G/a").code, "987654");
    EXPECT_LE(calls_of("grant "), 9U) << "20, 10, 5, 2 and 1, 1; 3, 1";
}

TEST_F(Rights, PermissionThatIsMissing_IsNoReasonToCutABatch)
{
    answer("grant E101,E102", {Fault::refused, "60011"});
    life.run(plan_of({right_operation(Kind::role_grant, person(1), "G/a"),
                      right_operation(Kind::role_grant, person(2), "G/a")}));
    EXPECT_EQ(life.report.counts().at(Outcome::failed), 2);
    EXPECT_EQ(calls_of("grant "), 1U);
}

TEST_F(Rights, ARoleThatIsGone_IsNamedAndForgottenAndTheOtherRoleIsGranted)
{
    org.role_members.erase(12);

    life.run(plan_of({right_operation(Kind::role_grant, person(1), "G/a"),
                      right_operation(Kind::role_grant, person(1), "G/b"),
                      right_operation(Kind::role_grant, person(2), "G/a"),
                      right_operation(Kind::role_grant, person(2), "G/b")}));

    EXPECT_EQ(of("u-right-E101-G/a").outcome, Outcome::done);
    EXPECT_EQ(of("u-right-E101-G/b").code, "33011");
    EXPECT_FALSE(life.store->rights().known().contains(role("G/b"))) << "the next plan makes it";
    EXPECT_TRUE(life.store->rights().watched().contains(role("G/b")));
}

TEST_F(Rights, GrantWithoutAnAnswer_IsFoundOutByReadingWhoHoldsTheRole)
{
    for (const auto kind : {Fault::done_unanswered, Fault::lost_unanswered}) {
        const std::string userid = person(kind);
        answer("grant " + userid, {kind, ""});

        life.run(plan_of({right_operation(Kind::role_grant, userid, "G/a")}));

        const bool done = kind == Fault::done_unanswered;
        EXPECT_EQ(life.report.operations[0].outcome, done ? Outcome::done : Outcome::failed);
        EXPECT_EQ(remembered(userid, role("G/a")), done);
    }
    EXPECT_EQ(calls_of("role_members 11"), 2U);
}

TEST_F(Rights, RevocationWithoutAnAnswer_IsFoundOutByReadingWhoHoldsTheRole)
{
    for (const auto kind : {Fault::done_unanswered, Fault::lost_unanswered}) {
        const std::string userid = person(kind);
        org.role_members[11].insert(userid);
        life.store->rights().put({userid, role("G/a"), true});
        answer("revoke " + userid, {kind, ""});

        life.run(plan_of({right_operation(Kind::role_revoke, userid, "G/a")}));

        const bool done = kind == Fault::done_unanswered;
        EXPECT_EQ(life.report.operations[0].outcome, done ? Outcome::done : Outcome::failed);
        EXPECT_EQ(remembered(userid, role("G/a")), !done);
    }
    EXPECT_EQ(calls_of("role_members 11"), 2U);
}

TEST_F(Rights, AttendanceChangeWithoutAnAnswer_IsFoundOutByReadingWhoIsInTheGroup)
{
    const Right day{RightKind::attendance, "day"};
    for (const auto kind : {Fault::done_unanswered, Fault::lost_unanswered}) {
        const bool done = kind == Fault::done_unanswered;
        const std::string joins = person(kind);
        const std::string leaves = person(10 + kind);
        org.attendance["day"].insert(leaves);
        life.store->rights().put({leaves, day, true});
        answer("add_attendance " + joins, {kind, ""});
        life.run(plan_of({right_operation(Kind::attendance_add, joins, "day")}));
        EXPECT_EQ(life.report.operations[0].outcome, done ? Outcome::done : Outcome::failed);
        EXPECT_EQ(remembered(joins, day), done);

        answer("remove_attendance " + leaves, {kind, ""});
        life.run(plan_of({right_operation(Kind::attendance_remove, leaves, "day")}));
        EXPECT_EQ(life.report.operations[0].outcome, done ? Outcome::done : Outcome::failed);
        EXPECT_EQ(remembered(leaves, day), !done);
    }
}

TEST_F(Rights, GrantOfANewAccount_WaitsForItAndForAFullBatch)
{
    std::vector<model::Operation> operations;
    for (int i = 0; i < 3; ++i) {
        const std::string userid = "N" + std::to_string(i);
        operations.push_back(creation(userid));
        operations.push_back(right_operation(Kind::role_grant, userid, "G/a"));
        operations.back().needs = {"u-create-" + userid};
    }

    life.run(plan_of(operations));

    EXPECT_EQ(calls_of("grant "), 1U);
    EXPECT_EQ(org.role_members[11], (std::set<std::string>{"N0", "N1", "N2"}));
}

TEST_F(Rights, RoleInANewGroup_IsMadeWithTheGroupAndThenGranted)
{
    auto grant = right_operation(Kind::role_grant, person(1), "H/c");
    grant.needs = {"r-create-H/c"};

    life.run(plan_of({role_creation("H/c"), grant}));

    EXPECT_EQ(life.report.counts().at(Outcome::done), 2);
    EXPECT_TRUE(life.store->rights().role_groups().contains("H"));
    EXPECT_TRUE(remembered(person(1), role("H/c")));
}

TEST_F(Rights, AGroupMadeByHandMeanwhile_IsLookedUpAndTheRoleMadeInIt)
{
    org.role_groups[2] = {2, "H", {}};
    life.run(plan_of({role_creation("H/c")}));
    EXPECT_EQ(of("r-create-H/c").outcome, Outcome::done);
    EXPECT_EQ(life.directory.count("add_role c"), 1U);
    ASSERT_EQ(org.role_groups.at(2).roles.size(), 1U) << "in the group that is there";
    EXPECT_EQ(life.store->rights().role_groups().at("H"), "2");
}

TEST_F(Rights, AGroupWhoseAnswerWasLost_IsFoundAndTheRoleMadeInTheSameRun)
{
    answer("add_role_group H", {Fault::done_unanswered, ""});
    life.run(plan_of({role_creation("H/c")}));
    EXPECT_EQ(of("r-create-H/c").outcome, Outcome::done);
    EXPECT_EQ(org.role_groups.size(), 2U);
}

TEST_F(Rights, AGroupThatIsThereAndInNoList_IsRememberedForADay)
{
    org.role_groups[2] = {2, "H", {}};
    life.directory.hides_empty_role_groups = true;

    life.run(plan_of({role_creation("H/c")}));

    EXPECT_EQ(of("r-create-H/c").code, "34021");
    EXPECT_TRUE(org.role_groups.at(2).roles.empty());
    const auto now = life.loop.now();
    EXPECT_EQ(lessons(life.store->runs(), now + std::chrono::hours{23}).unseen_groups(),
              (std::set<std::string>{"H"}));
    EXPECT_EQ(lessons(life.store->runs(), now + std::chrono::hours{25}), Lessons{})
        << "somebody may have mended it";
}

TEST_F(Rights, OfTwoGroupsOfAName_TheOneWithTheRoleIsItsGroup)
{
    org.role_groups[2] = {2, "H", {{21, "c"}}};
    org.role_groups[3] = {3, "H", {}};
    life.run(plan_of({role_creation("H/c")}));
    EXPECT_EQ(life.store->rights().known().at(role("H/c")), "21");
    EXPECT_EQ(life.store->rights().role_groups().at("H"), "2");
}

TEST_F(Rights, RoleThatIsThereAlready_IsTakenAsItIs)
{
    life.store->rights().remove_known(role("G/a"));

    life.run(plan_of({role_creation("G/a")}));

    EXPECT_EQ(of("r-create-G/a").outcome, Outcome::done);
    EXPECT_EQ(life.store->rights().known().at(role("G/a")), "11");
}

TEST_F(Rights, AttendanceGroup_IsChangedInPartAndTheFormerOneIsLeft)
{
    org.attendance["night"].insert(person(1));
    life.store->rights().put({person(1), {RightKind::attendance, "night"}, true});
    const std::string gone = person(2);
    org.users.erase(gone);

    life.run(plan_of({right_operation(Kind::attendance_add, person(1), "day"),
                      right_operation(Kind::attendance_add, gone, "day")}));

    EXPECT_EQ(calls_of("add_attendance "), 1U);
    EXPECT_EQ(of("u-right-E101-day").outcome, Outcome::done);
    EXPECT_EQ(of("u-right-E102-day").code, "33012");
    EXPECT_TRUE(remembered(person(1), {RightKind::attendance, "day"}));
    EXPECT_EQ(life.store->rights().of(person(1)).size(), 1U) << "not in two groups";
}

TEST_F(Rights, ProcessEndsWithGrantsOnTheWire_TheNextStartReadsEachRoleOnce)
{
    std::vector<model::Operation> operations;
    for (int i = 0; i < 5; ++i) {
        operations.push_back(right_operation(Kind::role_grant, person(i), "G/a"));
    }
    life.store->journal().begin("r-0", operations, life.loop.now());
    org.role_members[11] = {"E100", "E101"};

    ASSERT_EQ(life.resolve().value(), 5U);

    EXPECT_EQ(calls_of("role_members 11"), 1U);
    EXPECT_TRUE(remembered("E101", role("G/a")));
    EXPECT_FALSE(remembered("E102", role("G/a")));
    EXPECT_TRUE(life.store->journal().unresolved().empty());
}

TEST_F(Rights, SavedPlanThatIsOlderThanTheMirror_IsSkippedAndNamed)
{
    life.store->rights().put({person(1), role("G/a"), false});
    ApplyOptions options = in_run_1();
    options.verify_preconditions = true;

    life.run(plan_of({right_operation(Kind::role_grant, person(1), "G/a")}), options);

    EXPECT_EQ(of("u-right-E101-G/a").outcome, Outcome::skipped);
    EXPECT_EQ(calls_of("grant "), 0U);
}

TEST_F(Rights, OfAnAccountThatWasThereAlready_StayAsTheyWereRead)
{
    const std::string userid = person(1); // by a call whose answer was lost; somebody gave it G/a
    life.store->mirror().remove_user(userid);
    life.store->rights().put({userid, role("G/a"), false});

    life.run(plan_of({creation(userid, "Chan", org.users.at(userid).mobile)}));

    EXPECT_EQ(life.report.counts().at(Outcome::done), 1);
    EXPECT_EQ(life.store->rights().of(userid).size(), 1U) << "no read would tell of it again";
}

TEST_F(Rights, DeletedAccount_LosesWhatTheMirrorKnewOfItsRights)
{
    life.store->rights().put({person(1), role("G/a"), true});

    life.run(plan_of({deletion(person(1))}));

    EXPECT_TRUE(life.store->rights().of("E101").empty());
}

} // namespace
} // namespace rosterd::apply::test
