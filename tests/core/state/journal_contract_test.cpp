#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using model::OperationKind;

model::Plan plan_holding(const Names& ids, const std::string& guard = "leavers")
{
    model::Plan plan;
    model::Hold hold;
    hold.guard = guard;
    for (const std::string& id : ids) {
        plan.operations.push_back(operation(id, OperationKind::user_delete));
        hold.operations.push_back(id);
    }
    plan.held.push_back(hold);
    return plan;
}

TEST_P(StoreContract, AnOperationBegun_IsUnresolvedUntilItEnds)
{
    const std::vector<model::Operation> operations{operation("a", OperationKind::user_create),
                                                   operation("b", OperationKind::user_update)};
    const auto ids = journal_.begin("r-1", operations, at(0));
    ASSERT_EQ(journal_.unresolved().size(), 2U);
    EXPECT_EQ(journal_.unresolved()[0].operation, operations[0]);

    journal_.end(
        std::vector<Ended>{{ids[0], JournalState::failed, at(5), 3, "60102", "q", "full"}});

    ASSERT_EQ(journal_.unresolved().size(), 1U);
    EXPECT_EQ(journal_.unresolved()[0].id, ids[1]);
    const auto entries = journal_.of_run("r-1");
    EXPECT_EQ(entries[0].state, JournalState::failed);
    EXPECT_EQ(entries[0].ended, at(5));
    EXPECT_EQ(entries[0].attempts, 3);
    EXPECT_EQ(entries[0].code + entries[0].request_id + entries[0].message, "60102qfull");
    EXPECT_EQ(journal_.of_employee("E1").size(), 2U);
    EXPECT_TRUE(journal_.of_employee("E2").empty());
}

TEST_P(StoreContract, DoneSince_CountsWhatTheGuardsCount)
{
    const std::vector<model::Operation> operations{
        operation("left", OperationKind::user_delete, "leaver.absent"),
        operation("made anew", OperationKind::user_delete, "mobile.recreate"),
        operation("after grace", OperationKind::user_delete, "leaver.grace"), // counted when closed
        operation("changed", OperationKind::user_update),
        operation("helping", OperationKind::user_update, "number.swap"), // beside a counted one
        operation("manager later", OperationKind::user_update, "manager.ring"), // likewise
        operation("failed", OperationKind::user_delete, "leaver.absent"),
    };
    const auto ids = journal_.begin("r-1", operations, at(0));
    for (const auto id : ids) {
        const auto state = id == ids.back() ? JournalState::failed : JournalState::done;
        journal_.end(std::vector<Ended>{{id, state, at(10), 1, "", "", ""}});
    }

    const std::vector kinds{OperationKind::user_delete, OperationKind::user_update};
    using Done = std::vector<model::DoneChange>;
    EXPECT_EQ(journal_.done_since(at(10), kinds),
              (Done{{OperationKind::user_delete, "leaver.absent", "", "E1"},
                    {OperationKind::user_delete, "mobile.recreate", "", "E1"},
                    {OperationKind::user_update, "changed", "", "E1"}}));
    EXPECT_TRUE(journal_.done_since(at(11), kinds).empty());
    EXPECT_TRUE(journal_.done_since(at(10), std::vector{OperationKind::user_enable}).empty());
}

TEST_P(StoreContract, DoneSince_TellsWhereADepartmentWas)
{
    std::vector<model::Operation> operations{
        operation("d-1", OperationKind::department_delete, "department.unused"),
        operation("d-2", OperationKind::department_delete, "department.unused")};
    for (model::Operation& one : operations) {
        one.employee_id = one.userid = "";
    }
    operations[0].department = "#7";
    operations[0].about.department = "/S/Kiosk";
    operations[1].department = "/S/Van"; // an entry of an older version says no more
    for (const auto id : journal_.begin("r-1", operations, at(0))) {
        journal_.end(std::vector<Ended>{{id, JournalState::done, at(10), 1, "", "", ""}});
    }

    const auto done = journal_.done_since(at(0), std::vector{OperationKind::department_delete});

    ASSERT_EQ(done.size(), 2U);
    EXPECT_EQ(done[0].department, "/S/Kiosk");
    EXPECT_EQ(done[1].department, "/S/Van");
    EXPECT_EQ(done[0].employee_id, "");
}

TEST_P(StoreContract, DoneSince_CountsAPersonOnceForManyRights_ButNotForThoseOfANewAccount)
{
    std::vector<model::Operation> operations{operation("r-1", OperationKind::role_grant),
                                             operation("r-2", OperationKind::role_grant),
                                             operation("made", OperationKind::user_create),
                                             operation("r-3", OperationKind::role_revoke)};
    operations[1].after = {{"role", "another"}};
    operations[3].needs = {"u-create-E1"};
    operations[3].after = {{"role", "third"}};
    for (const auto id : journal_.begin("r-1", operations, at(0))) {
        journal_.end(std::vector<Ended>{{id, JournalState::done, at(10), 1, "", "", ""}});
    }

    EXPECT_EQ(journal_.done_since(at(0), std::vector{OperationKind::role_grant}).size(), 1U);
    EXPECT_TRUE(journal_.done_since(at(0), std::vector{OperationKind::role_revoke}).empty());
    EXPECT_EQ(journal_.done_since(at(0), std::vector{OperationKind::user_create}).size(), 1U);
    EXPECT_TRUE(journal_.done_since(at(11), std::vector{OperationKind::user_create}).empty());
}

TEST_P(StoreContract, DoneSince_LeavesOutWhatAPersonApproved_ButForOnceOnly)
{
    const std::vector kinds{OperationKind::user_delete};
    model::Plan plan = plan_holding({"a", "b"});
    journal_.record_holds(plan, at(0));
    journal_.decide_hold("h-1", true, "ops", "", at(1));
    const auto carry_out = [&](int when) {
        const auto ids = journal_.begin("r", std::span{plan.operations}.first(1), at(when));
        journal_.end(std::vector<Ended>{{ids[0], JournalState::done, at(when), 1, "", "", ""}});
    };
    carry_out(5);
    EXPECT_TRUE(journal_.done_since(at(0), kinds).empty());

    carry_out(7);
    EXPECT_EQ(journal_.done_since(at(0), kinds).size(), 1U) << "the approval was spent";
}

TEST_P(StoreContract, TheSameOperationsHeld_KeepTheirIdAndOthersGetANewOne)
{
    model::Plan first = plan_holding({"a", "b"});
    journal_.record_holds(first, at(0));
    EXPECT_EQ(first.held[0].id, "h-1");

    model::Plan again = plan_holding({"b", "a"});
    journal_.record_holds(again, at(1));
    EXPECT_EQ(again.held[0].id, "h-1");

    model::Plan more = plan_holding({"a", "b", "c"});
    journal_.record_holds(more, at(2));
    EXPECT_EQ(more.held[0].id, "h-2");
    EXPECT_EQ(journal_.hold("h-1")->status, "gone");
    ASSERT_EQ(journal_.holds(true).size(), 1U);
    EXPECT_EQ(journal_.holds(true)[0].operations.size(), 3U);
    EXPECT_EQ(journal_.holds(false).size(), 2U);

    model::Plan other_guard = plan_holding({"a", "b", "c"}, "updates");
    journal_.record_holds(other_guard, at(3));
    EXPECT_EQ(other_guard.held[0].id, "h-3");
}

TEST_P(StoreContract, AHold_IsDecidedOnceInEachWay)
{
    model::Plan plan = plan_holding({"a"});
    journal_.record_holds(plan, at(0));

    EXPECT_FALSE(journal_.decide_hold("h-7", true, "ops", "", at(1)));
    EXPECT_FALSE(journal_.decide_hold("nonsense", true, "ops", "", at(1)));
    EXPECT_TRUE(journal_.decide_hold("h-1", true, "ops", "they left", at(1)));
    EXPECT_FALSE(journal_.decide_hold("h-1", true, "another", "", at(2)));
    EXPECT_EQ(journal_.hold("h-1")->status, "approved");
    EXPECT_EQ(journal_.hold("h-1")->decided, at(1));
    EXPECT_EQ(journal_.hold("h-1")->reason, "they left");
    EXPECT_EQ(journal_.hold("h-9"), std::nullopt);
}

TEST_P(StoreContract, AnApproval_IsSpentWhenTheOperationWasDone)
{
    model::Plan plan = plan_holding({"a", "b"});
    journal_.record_holds(plan, at(0));
    const Names both{model::fingerprint_of(plan.operations[0]),
                     model::fingerprint_of(plan.operations[1])};
    EXPECT_TRUE(journal_.approved_operations().empty());
    journal_.decide_hold("h-1", true, "ops", "", at(1));
    EXPECT_EQ(journal_.approved_operations().size(), 2U);

    const auto ids = journal_.begin("r-1", plan.operations, at(2));
    journal_.end(std::vector<Ended>{{ids[0], JournalState::done, at(3), 1, "", "", ""},
                                    {ids[1], JournalState::failed, at(3), 1, "", "", ""}});

    EXPECT_EQ(journal_.approved_operations(), (Names{both[1]})) << "what failed may try again";
}

TEST_P(StoreContract, OfTwoDecisionsAboutOneOperation_TheLaterCounts)
{
    model::Plan plan = plan_holding({"a"});
    const Names fingerprint{model::fingerprint_of(plan.operations[0])};
    journal_.record_holds(plan, at(0));
    journal_.decide_hold("h-1", false, "ops", "", at(1));
    EXPECT_EQ(journal_.rejected_operations(), fingerprint);
    EXPECT_TRUE(journal_.approved_operations().empty());

    EXPECT_TRUE(journal_.decide_hold("h-1", true, "ops", "", at(3)));

    EXPECT_EQ(journal_.approved_operations(), fingerprint);
    EXPECT_TRUE(journal_.rejected_operations().empty());
}

TEST_P(StoreContract, WhatWasRejected_StandsUnderTheHoldItWasRejectedInAndOpensNone)
{
    model::Plan first = plan_holding({"a"});
    journal_.record_holds(first, at(0));
    journal_.decide_hold("h-1", false, "ops", "", at(1));
    model::Plan second = plan_holding({"a", "b"});
    second.held[0].operations = {"b"};
    journal_.record_holds(second, at(2));
    journal_.decide_hold("h-2", false, "ops", "", at(3));

    model::Plan plan = plan_holding({"a", "b", "c"}, "rejected"); // c needs one of them
    journal_.record_holds(plan, at(4));

    ASSERT_EQ(plan.held.size(), 2U);
    EXPECT_EQ(plan.held[0].id, "h-1");
    EXPECT_EQ(plan.held[0].operations, (Names{"a", "c"}));
    EXPECT_EQ(plan.held[0].found, 1);
    EXPECT_EQ(plan.held[1].id, "h-2");
    EXPECT_TRUE(journal_.holds(true).empty());
}

TEST_P(StoreContract, ADecision_IsOverOnceAPlanNoLongerHasTheOperation)
{
    for (const bool approve : {true, false}) {
        const std::string who = approve ? "a" : "b";
        model::Plan plan = plan_holding({who});
        journal_.record_holds(plan, at(0));
        journal_.decide_hold(plan.held[0].id, approve, "ops", "", at(1));
        model::Plan still = plan;
        still.held.clear();
        journal_.record_holds(still, at(2)); // the next plan has it and lets it pass, or keeps it
        EXPECT_EQ(journal_.approved_operations().size() + journal_.rejected_operations().size(),
                  1U);

        model::Plan other; // HR thought again
        journal_.record_holds(other, at(3));

        EXPECT_TRUE(journal_.approved_operations().empty());
        EXPECT_TRUE(journal_.rejected_operations().empty());
        EXPECT_FALSE(journal_.decide_hold(plan.held[0].id, !approve, "ops", "", at(3)));
        model::Plan again = plan_holding({who}); // and again: people decide anew
        journal_.record_holds(again, at(4));
        EXPECT_FALSE(again.held[0].id.empty());
        EXPECT_NE(again.held[0].id, plan.held[0].id);
        EXPECT_TRUE(journal_.approved_operations().empty());
    }
}

TEST_P(StoreContract, AHoldThatStays_TellsTheNumbersOfToday)
{
    model::Plan plan = plan_holding({"a", "b"});
    plan.held[0].found = 7;
    journal_.record_holds(plan, at(0));
    plan.held[0].found = 9; // two more within the window
    plan.held[0].facts = {{"done", 7}};
    journal_.record_holds(plan, at(1));

    ASSERT_EQ(journal_.holds(true).size(), 1U);
    EXPECT_EQ(journal_.holds(true)[0].hold.found, 9);
    EXPECT_EQ(journal_.holds(true)[0].hold.facts.at("done"), 7);
    EXPECT_EQ(journal_.holds(true)[0].created, at(0));
}

TEST_P(StoreContract, HoldsThatShareOperations_AreNamedUnlessTheyWereLetPass)
{
    model::Plan plan = plan_holding({"a", "b", "c"});
    plan.held.clear();
    for (const Names& ids : {Names{"a", "b"}, Names{"b", "c"}, Names{"c"}, Names{"a"}}) {
        plan.held.push_back(plan_holding({}).held[0]);
        plan.held.back().operations = ids;
    }
    journal_.record_holds(plan, at(0));
    journal_.decide_hold("h-3", true, "ops", "", at(1));
    journal_.decide_hold("h-4", false, "ops", "", at(1));

    EXPECT_EQ(journal_.sharing_with("h-1"),
              (std::vector<SharingHold>{{"h-2", "leavers", "open", 1, 2},
                                        {"h-4", "leavers", "rejected", 1, 1}}));
    EXPECT_EQ(journal_.sharing_with("h-3"),
              (std::vector<SharingHold>{{"h-2", "leavers", "open", 1, 2}}));
    EXPECT_TRUE(journal_.sharing_with("h-9").empty());
}

TEST_P(StoreContract, ASavedPlan_LeavesDecisionsAndHoldsOfOtherOperationsAlone)
{
    for (const char* who : {"a", "b", "c"}) {
        model::Plan plan = plan_holding({"a", "b", "c"});
        plan.held[0].operations = {who};
        journal_.record_holds(plan, at(0));
        if (*who != 'c') {
            journal_.decide_hold(plan.held[0].id, *who == 'a', "ops", "", at(1));
        }
    }
    model::Plan saved = plan_holding({"d"});

    journal_.record_holds(saved, at(2), Covers::itself);

    EXPECT_EQ(journal_.approved_operations().size(), 1U);
    EXPECT_EQ(journal_.rejected_operations().size(), 1U);
    EXPECT_EQ(journal_.holds(true).size(), 2U) << "that of c, and the saved plan's own";

    saved.held.clear(); // which passes by now
    journal_.record_holds(saved, at(3), Covers::itself);
    ASSERT_EQ(journal_.holds(true).size(), 1U);
    EXPECT_EQ(journal_.holds(true)[0].hold.operations, Names{"c"});
}

} // namespace
} // namespace rosterd::state::test
