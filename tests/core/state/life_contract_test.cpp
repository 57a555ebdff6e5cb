// What is remembered of people over time: later versions of their records, accounts they had,
// switches that rules turned on.
#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

model::Person titled(const std::string& title)
{
    model::Person out = person("E1", 2);
    out.title = title;
    return out;
}

RosterDelta dated_read()
{
    RosterDelta delta = read_of({titled("Clerk")});
    delta.dated = {{"E1",
                    {{11, titled("Clerk")}, {12, titled("Manager")}, {13, titled("Director")}},
                    {{at(100), titled("Manager")}, {at(200), titled("Director")}}}};
    return delta;
}

TEST_P(StoreContract, LaterVersions_AreKeptAndTheFirstOneIsWhenToLookAgain)
{
    EXPECT_FALSE(roster_.anybody_dated("hr"));
    roster_.apply(dated_read());

    EXPECT_TRUE(roster_.anybody_dated("hr"));
    EXPECT_EQ(roster_.records_of("hr", "E1").size(), 3U);
    EXPECT_EQ(roster_.records_of("hr", "E1")[1].fingerprint, 12U);
    EXPECT_EQ(
        roster_.versions_of("hr", "E1"),
        (std::vector<DatedVersion>{{at(100), titled("Manager")}, {at(200), titled("Director")}}));
    EXPECT_EQ(roster_.next_due(at(0)), at(100));
    EXPECT_EQ(roster_.next_due(at(100)), at(200));
}

TEST_P(StoreContract, VersionThatBegan_IsThePersonFromThenOn)
{
    const auto refs = roster_.apply(dated_read());
    roster_.settle(std::vector<RosterStore::Settled>{{refs[0]}});

    EXPECT_EQ(roster_.take_effect(at(99)), 0);
    EXPECT_FALSE(roster_.anything_unsettled(at(99)));
    EXPECT_EQ(roster_.take_effect(at(100)), 1);
    EXPECT_EQ(roster_.find("hr", "E1")->person.title, "Manager");
    EXPECT_TRUE(roster_.anything_unsettled(at(100)));
    EXPECT_EQ(roster_.versions_of("hr", "E1").size(), 1U);
    EXPECT_EQ(roster_.find("hr", "E1")->ref, refs[0]);
}

TEST_P(StoreContract, SeveralVersionsThatBegan_TheLatestIsThePerson)
{
    roster_.apply(dated_read());

    roster_.take_effect(at(1000));
    EXPECT_EQ(roster_.find("hr", "E1")->person.title, "Director");
    EXPECT_EQ(roster_.next_due(at(0)), std::nullopt);
}

TEST_P(StoreContract, VersionInAnotherDepartment_MovesWhoIsCountedThere)
{
    RosterDelta delta = read_of({person("E1")});
    delta.upserts[0].departments = {"/A"};
    model::Person moved = delta.upserts[0];
    moved.departments = {"/B"};
    delta.dated = {{"E1", {{1, delta.upserts[0]}, {2, moved}}, {{at(100), moved}}}};
    roster_.apply(delta);

    roster_.take_effect(at(100));
    EXPECT_EQ(roster_.departments_in_use(),
              (std::map<model::DepartmentKey, std::int64_t>{{"/B", 1}}));
}

TEST_P(StoreContract, WhoIsGone_HasNoLaterVersions)
{
    const auto refs = roster_.apply(dated_read());
    RosterDelta gone = read_of({});
    gone.absent = refs;
    roster_.apply(gone);

    EXPECT_FALSE(roster_.anybody_dated("hr"));
    EXPECT_EQ(roster_.next_due(at(0)), std::nullopt);
}

TEST_P(StoreContract, WhoHasOneRecordAgain_HasNoLaterVersions)
{
    roster_.apply(dated_read());
    RosterDelta delta = read_of({titled("Clerk")});
    delta.dated = {{"E1", {}, {}}};
    roster_.apply(delta);

    EXPECT_TRUE(roster_.versions_of("hr", "E1").empty());
    EXPECT_TRUE(roster_.records_of("hr", "E1").empty());
}

TEST_P(StoreContract, AccountThatSomebodyHad_IsRememberedWithTheLink)
{
    MirrorStore& mirror = store_->mirror();
    PersonLink link{"hr", "E1", "E1", true, at(1), {}};
    link.former = model::Former{
        at(9), "leaver.last_day", {{"title", "Clerk"}}, {{model::RightKind::role, "G/a"}}};
    mirror.put(link);

    EXPECT_EQ(mirror.link_of("hr", "E1")->former, link.former);
    link.former.reset();
    mirror.put(link);
    EXPECT_FALSE(mirror.link_to("E1")->former);
}

TEST_P(StoreContract, SwitchByARule_IsRememberedUntilItOrTheAccountIsGone)
{
    RightsStore& rights = store_->rights();
    EXPECT_FALSE(rights.anybody_switched());
    rights.put_switch("E1", "senior_mode", std::nullopt);
    rights.put_switch("E1", "hide_mobile", at(5));

    EXPECT_TRUE(rights.anybody_switched());
    EXPECT_EQ(rights.switched_on("E1"),
              (std::map<std::string, std::optional<model::Instant>>{
                  {"hide_mobile", at(5)}, {"senior_mode", std::nullopt}}));
    rights.remove_switch("E1", "senior_mode");
    EXPECT_EQ(rights.switched_on("E1").size(), 1U);
    rights.remove_all("E1");
    EXPECT_FALSE(rights.anybody_switched());
}

TEST_P(StoreContract, MembersOfADepartment_AreCountedAsFarAsAskedFor)
{
    for (const char* userid : {"a", "b", "c"}) {
        model::ObservedUser user;
        user.userid = userid;
        user.dept_ids = {7};
        store_->mirror().put(user);
    }
    EXPECT_EQ(store_->mirror().count_members(7, 10), 3);
    EXPECT_EQ(store_->mirror().count_members(7, 2), 2);
    EXPECT_EQ(store_->mirror().count_members(8, 10), 0);
}

TEST_P(StoreContract, WhatIsHeldBackOfOnePerson_IsFoundByThem)
{
    model::Plan plan;
    for (const char* id : {"E1", "E2"}) {
        model::Operation one =
            operation(std::string{"u-delete-"} + id, model::OperationKind::user_delete);
        one.employee_id = id;
        one.source = "hr";
        plan.operations.push_back(one);
    }
    plan.held = {{"", "leavers", 1, 2, {"u-delete-E1", "u-delete-E2"}, "", {}}};
    store_->journal().record_holds(plan, at(1));

    const auto held = store_->journal().held_for("E2");
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].hold, plan.held[0].id);
    EXPECT_EQ(held[0].operation.id, "u-delete-E2");
    store_->journal().decide_hold(plan.held[0].id, true, "chan", "", at(2));
    EXPECT_TRUE(store_->journal().held_for("E2").empty());
}

} // namespace
} // namespace rosterd::state::test
