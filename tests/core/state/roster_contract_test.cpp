#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

TEST_P(StoreContract, AcceptedPeople_AreKeptAsTheyWere)
{
    model::Person one = person("E1", 2);
    one.mobile = "+852-51234567";
    one.remark = ""; // stated to be empty, which is not the same as not stated
    one.departments = {{"/零售/旺角店", "/總部"}};
    one.ext["工號"] = "7";

    const auto refs = roster_.apply(read_of({one}));

    ASSERT_EQ(refs.size(), 1U);
    const auto people = roster_.people(refs);
    ASSERT_EQ(people.size(), 1U);
    EXPECT_EQ(people[0].ref, refs[0]);
    EXPECT_EQ(people[0].person, one);
    EXPECT_TRUE(people[0].present);
}

TEST_P(StoreContract, APersonWhoChanged_KeepsTheirRef)
{
    const auto before = roster_.apply(read_of({person("E1"), person("E2")}));
    model::Person changed = person("E2");
    changed.title = "店長";

    const auto after = roster_.apply(read_of({changed}));

    EXPECT_EQ(after, (std::vector<PersonRef>{before[1]}));
    EXPECT_EQ(roster_.find("hr", "E2")->person.title, "店長");
    EXPECT_EQ(roster_.count_present(), 2);
}

TEST_P(StoreContract, PeopleWhoAreKnownAlready_AreChangedAsIfTheyWereLookedUp)
{
    const auto outcome = [this](bool known) {
        const Folder folder;
        const auto store = GetParam()(folder);
        model::Person moved = person("E1");
        moved.departments = {"/A"};
        moved.mobile = "13800138000";
        const auto refs = store->roster().apply(read_of({moved, person("E2")}));
        RosterDelta gone = read_of({});
        gone.absent = {refs[1]};
        store->roster().apply(gone);
        moved.departments = {"/B"};
        moved.mobile = "13800138001";
        RosterDelta back = read_of({moved, person("E2"), person("E3")});
        const auto before = store->roster().people(refs);
        if (known) {
            back.known = before;
        }
        const auto after = store->roster().apply(back);
        const std::vector<std::string> numbers{"13800138000", "13800138001"};
        return std::tuple{after, store->roster().departments_in_use(),
                          store->roster().count_present(),
                          store->roster().holders(UniqueValue::mobile, numbers).size(),
                          store->roster().find("hr", "E2")->present};
    };

    EXPECT_EQ(outcome(true), outcome(false));
}

TEST_P(StoreContract, WhatIsWrongWithOnePerson_IsFoundInEverySourceAcceptedOrNot)
{
    RosterDelta delta = read_of({person("E1")});
    delta.findings = {finding("E1", 2, "name.space"), finding("E2", 3, "mobile.format")};
    roster_.apply(delta);
    delta.source = "contractors";
    delta.upserts.clear();
    delta.findings = {finding("E1", 9, "email.format")};
    delta.findings[0].origin.source = "contractors";
    roster_.apply(delta);

    const auto rules = [&](const std::string& id) {
        std::string out;
        for (const model::Finding& one : roster_.findings_about(id)) {
            out += one.rule + " ";
        }
        return out;
    };
    EXPECT_EQ(rules("E1"), "email.format name.space ");
    EXPECT_EQ(rules("E2"), "mobile.format ");
    EXPECT_EQ(rules("E3"), "");
}

TEST_P(StoreContract, Neighbours_AreTheNextOnEitherSideInOrder)
{
    roster_.apply(read_of({person("E1"), person("E2"), person("E4"), person("E5"), person("E6")}));

    EXPECT_EQ(roster_.neighbours("E3", 2), (Names{"E1", "E2", "E4", "E5"}));
    EXPECT_EQ(roster_.neighbours("E4", 1), (Names{"E2", "E5"}));
    EXPECT_EQ(roster_.neighbours("Z", 1), (Names{"E6"}));
}

TEST_P(StoreContract, TwoSourcesWithOneEmployeeId_AreTwoPeople)
{
    model::Person other = person("E1");
    other.origin.source = "contractors";
    RosterDelta delta = read_of({other});
    delta.source = "contractors";

    roster_.apply(read_of({person("E1")}));
    roster_.apply(delta);

    EXPECT_EQ(roster_.find_employee("E1").size(), 2U);
    EXPECT_EQ(roster_.find("contractors", "E1")->person, other);
    EXPECT_EQ(roster_.find("nobody", "E1"), std::nullopt);
}

TEST_P(StoreContract, AnAbsentPerson_IsKeptWithTheTimeAndComesBack)
{
    const auto refs = roster_.apply(read_of({person("E1")}));
    RosterDelta gone = read_of({});
    gone.absent = refs;
    gone.at = at(60);
    roster_.apply(gone);
    gone.at = at(120); // still absent: since the first time
    roster_.apply(gone);

    const auto absent = roster_.find("hr", "E1");
    EXPECT_FALSE(absent->present);
    EXPECT_FALSE(absent->told);
    EXPECT_EQ(absent->absent_since, at(60));
    EXPECT_EQ(roster_.count_present(), 0);

    roster_.apply(read_of({person("E1")}));
    EXPECT_TRUE(roster_.find("hr", "E1")->present);
    EXPECT_EQ(roster_.count_present(), 1);
}

TEST_P(StoreContract, ATombstone_IsToldFromAbsence)
{
    roster_.apply(read_of({person("E1")}));
    RosterDelta delta = read_of({});
    delta.tombstones = {"E1", "E-never-known"};

    roster_.apply(delta);

    EXPECT_TRUE(roster_.find("hr", "E1")->told);
    EXPECT_FALSE(roster_.find("hr", "E1")->present);
}

TEST_P(StoreContract, AQuarantinedPerson_StaysAsTheyWere)
{
    const auto refs = roster_.apply(read_of({person("E1")}));
    roster_.settle(std::vector<RosterStore::Settled>{{refs[0], {}}});
    RosterDelta delta = read_of({});
    delta.quarantined = {"E1"};
    delta.findings = {finding("E1", 2, "mobile.format")};

    roster_.apply(delta);

    EXPECT_TRUE(roster_.find("hr", "E1")->present);
    EXPECT_FALSE(roster_.anything_unsettled(at(0)));
    EXPECT_EQ(roster_.findings().size(), 1U);
}

TEST_P(StoreContract, AReadInParts_IsWhatItWouldBeInOne)
{
    model::Person one = person("E1"), two = person("E2");
    one.departments = two.departments = {{"/A"}};
    roster_.apply(read_of({one}));
    RosterDelta old;
    old.source = "hr";
    old.findings = {finding("E1", 2, "mobile.format")};
    roster_.apply(old);
    RosterDelta part = read_of({one});
    part.more = true;
    part.ingest_version = 2;
    part.findings = {finding("", 3, "id.missing")};
    part.departments = {{model::Department{"#1", "A", "/", {}, {}, {}}}};

    roster_.apply(part);

    EXPECT_TRUE(roster_.findings().empty()) << "E1 is spoken of anew";
    EXPECT_TRUE(roster_.departments().empty()) << "these come last";
    EXPECT_EQ(roster_.source("hr").ingest_version, 0U) << "and so does this";

    RosterDelta last = read_of({two});
    last.ingest_version = 2;
    last.findings = {finding("E3", 3, "mobile.format")};
    roster_.apply(last);

    EXPECT_EQ(roster_.findings().size(), 1U);
    EXPECT_EQ(roster_.source("hr").ingest_version, 2U);
    EXPECT_EQ(roster_.count_present(), 2);
    EXPECT_EQ(roster_.departments_in_use().at("/A"), 2);
}

TEST_P(StoreContract, SeenRecords_ComeBackInTheirOrderAcrossChunks)
{
    const auto refs = roster_.apply(read_of({person("E1")}));
    std::vector<SeenRecord> seen;
    for (std::uint32_t row = 1; row <= 150'000; ++row) {
        seen.push_back({row * 7ULL, static_cast<std::uint32_t>(refs[0]), row});
    }
    roster_.set_seen("hr", seen);

    const auto stored = roster_.seen("hr", 1);
    ASSERT_EQ(stored.size(), seen.size());
    EXPECT_EQ(stored.front().fingerprint, 7U);
    EXPECT_EQ(stored.back().row, 150'000U);
    EXPECT_TRUE(roster_.seen("hr", 2).empty()) << "other rules: everything is looked at again";

    roster_.set_seen("hr", std::span{seen}.first(2));
    EXPECT_EQ(roster_.seen("hr", 1).size(), 2U) << "a shorter list leaves nothing of the longer";
}

TEST_P(StoreContract, ARecordOfSomebodyWhoIsGone_IsNotRecognisedAsUnchanged)
{
    const auto refs = roster_.apply(read_of({person("E1"), person("E2")}));
    roster_.set_seen("hr", std::vector<SeenRecord>{{11, static_cast<std::uint32_t>(refs[0]), 2},
                                                   {22, static_cast<std::uint32_t>(refs[1]), 3}});
    RosterDelta delta = read_of({});
    delta.complete = false;
    delta.tombstones = {"E1"};

    roster_.apply(delta);

    // Otherwise the same record in the next file would leave E1 gone for ever.
    const auto seen = roster_.seen("hr", 1);
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].fingerprint, 22U);
}

TEST_P(StoreContract, AForgottenPerson_LeavesNothingBehind)
{
    const auto refs = roster_.apply(read_of({person("E1"), person("E2")}));
    roster_.set_seen("hr", std::vector<SeenRecord>{{11, static_cast<std::uint32_t>(refs[0]), 2},
                                                   {22, static_cast<std::uint32_t>(refs[1]), 3}});

    roster_.forget(std::vector<PersonRef>{refs[1]});

    EXPECT_EQ(roster_.find("hr", "E2"), std::nullopt);
    EXPECT_EQ(roster_.count_present(), 1);
    EXPECT_EQ(ids_of(roster_.unsettled(at(0))), (Names{"E1"}));
    // A new person may get the same ref: the old record must not speak for them.
    EXPECT_EQ(roster_.seen("hr", 1).size(), 1U);
}

TEST_P(StoreContract, WhoWasSettled_IsUnsettledByChangeTimePolicyAndMirror)
{
    const auto refs = roster_.apply(read_of({person("E1"), person("E2"), person("E3")}));
    EXPECT_EQ(ids_of(roster_.unsettled(at(0))), (Names{"E1", "E2", "E3"}));

    roster_.settle(
        std::vector<RosterStore::Settled>{{refs[0], {}}, {refs[1], at(50)}, {refs[2], {}}});
    EXPECT_FALSE(roster_.anything_unsettled(at(49)));
    EXPECT_TRUE(roster_.anything_unsettled(at(50)));
    EXPECT_EQ(ids_of(roster_.unsettled(at(50))), (Names{"E2"}));
    EXPECT_EQ(roster_.unsettled_refs(at(50)), (std::vector<PersonRef>{refs[1]}));
    EXPECT_EQ(roster_.next_due(at(49)), at(50));
    EXPECT_EQ(roster_.next_due(at(50)), std::nullopt) << "only what is to come";

    roster_.settle(std::vector<RosterStore::Settled>{{refs[1], {}}});
    EXPECT_FALSE(roster_.anything_unsettled(at(1'000))) << "the later word counts";

    roster_.apply(read_of({person("E3")}));
    EXPECT_EQ(ids_of(roster_.unsettled(at(0))), (Names{"E3"}));
    roster_.settle(std::vector<RosterStore::Settled>{{refs[2], {}}});

    mirror_.put(PersonLink{"hr", "E1", "u1", true, at(0), {}});
    roster_.unsettle(Names{"u1", "somebody-else"});
    EXPECT_EQ(ids_of(roster_.unsettled(at(0))), (Names{"E1"}));

    roster_.unsettle_all();
    EXPECT_EQ(roster_.unsettled(at(0)).size(), 3U);
}

TEST_P(StoreContract, Holders_ArePresentPeopleOfAnySource)
{
    model::Person one = person("E1");
    one.mobile = "13800138000";
    model::Person two = person("E2");
    two.mobile = "13800138000";
    two.userid = "u2";
    const auto refs = roster_.apply(read_of({one, two}));

    EXPECT_EQ(ids_of(roster_.holders(UniqueValue::mobile, Names{"13800138000", "13900139000"})),
              (Names{"E1", "E2"}));
    EXPECT_EQ(ids_of(roster_.holders(UniqueValue::userid, Names{"u2"})), (Names{"E2"}));
    EXPECT_TRUE(roster_.holders(UniqueValue::email, Names{"13800138000"}).empty());

    RosterDelta gone = read_of({});
    gone.absent = {refs[0]};
    roster_.apply(gone);
    EXPECT_EQ(ids_of(roster_.holders(UniqueValue::mobile, Names{"13800138000"})), (Names{"E2"}));
}

TEST_P(StoreContract, APersonWithANewNumber_HoldsItAndNoLongerTheOld)
{
    model::Person one = person("E1");
    one.mobile = "13800138000";
    roster_.apply(read_of({one}));

    one.mobile = "13900139000";
    roster_.apply(read_of({one}));

    EXPECT_TRUE(roster_.holders(UniqueValue::mobile, Names{"13800138000"}).empty());
    EXPECT_EQ(ids_of(roster_.holders(UniqueValue::mobile, Names{"13900139000"})), (Names{"E1"}));
}

TEST_P(StoreContract, DepartmentsInUseAndLeaders_FollowThePeople)
{
    model::Person one = person("E1");
    one.departments = {{"/A", "/B"}};
    one.leads = {"/A"};
    model::Person two = person("E2");
    two.departments = {{"/A"}};
    const auto refs = roster_.apply(read_of({one, two}));
    using Use = std::map<model::DepartmentKey, std::int64_t>;
    EXPECT_EQ(roster_.departments_in_use(), (Use{{"/A", 2}, {"/B", 1}}));
    ASSERT_EQ(roster_.leaders().size(), 1U);
    EXPECT_EQ(roster_.leaders()[0].employee_id, "E1");

    one.departments = {{"/C"}};
    one.leads = {};
    roster_.apply(read_of({one}));
    EXPECT_EQ(roster_.departments_in_use(), (Use{{"/A", 1}, {"/C", 1}}));
    EXPECT_TRUE(roster_.leaders().empty());

    RosterDelta gone = read_of({});
    gone.absent = {refs[1]};
    roster_.apply(gone);
    EXPECT_EQ(roster_.departments_in_use(), (Use{{"/C", 1}}));
}

TEST_P(StoreContract, WhoIsOver_NeedsNoDepartmentUntilTheRecordChangesOrTheEmploymentGoesOn)
{
    model::Person one = person("E1");
    one.departments = {{"/A"}};
    one.leads = {"/A"};
    const PersonRef ref = roster_.apply(read_of({one}))[0];
    using Use = std::map<model::DepartmentKey, std::int64_t>;
    const auto settle = [&](bool over) {
        const RosterStore::Settled settled{ref, {}, over};
        roster_.settle({&settled, 1});
    };

    settle(true);
    settle(true);
    EXPECT_TRUE(roster_.departments_in_use().empty());
    EXPECT_TRUE(roster_.leaders().empty());

    settle(false);
    EXPECT_EQ(roster_.departments_in_use(), (Use{{"/A", 1}}));

    settle(true);
    roster_.apply(read_of({one}));
    EXPECT_EQ(roster_.departments_in_use(), (Use{{"/A", 1}})) << "a new record counts again";

    settle(true);
    RosterDelta gone = read_of({});
    gone.absent = {ref};
    roster_.apply(gone);
    EXPECT_TRUE(roster_.departments_in_use().empty());
    roster_.apply(read_of({one}));
    EXPECT_EQ(roster_.departments_in_use(), (Use{{"/A", 1}}));
}

TEST_P(StoreContract, DepartmentRecords_AreReplacedOnlyWhereTheReadSpeaksOfThem)
{
    RosterDelta delta = read_of({});
    delta.departments = {{{"#1", "零售", "/", {}, {}, {"hr", "d.csv:2", "d.csv", 2}}}};
    roster_.apply(delta);

    roster_.apply(read_of({}));
    EXPECT_EQ(roster_.departments().size(), 1U) << "no statement about records";

    delta.departments->clear();
    roster_.apply(delta);
    EXPECT_TRUE(roster_.departments().empty());
}

TEST_P(StoreContract, ASource_RemembersItsCursorAndItsLastCompleteCount)
{
    EXPECT_EQ(roster_.source("hr").last_complete_records, -1);
    roster_.apply(read_of({person("E1"), person("E2")}));
    RosterDelta changes = read_of({person("E1")});
    changes.complete = false;
    changes.cursor = "c-9";
    changes.at = at(30);
    roster_.apply(changes);

    const SourceState state = roster_.source("hr");
    EXPECT_EQ(state.last_complete_records, 2) << "a read of changes counts nothing";
    EXPECT_EQ(state.cursor, "c-9");
    EXPECT_EQ(state.last_read, at(30));
    EXPECT_EQ(state.ingest_version, 1U);
}

Names rules_of(const std::vector<model::Finding>& findings)
{
    Names out;
    for (const model::Finding& one : findings) {
        out.push_back(one.rule);
    }
    return out;
}

TEST_P(StoreContract, FindingsOfAPerson_StayUntilTheirRecordIsLookedAtAgain)
{
    RosterDelta first = read_of({person("E1", 2), person("E2", 3)});
    first.findings = {finding("E1", 2, "name.space"), finding("E2", 3, "title.long"),
                      finding("", 4, "employee_id.missing"), finding("E9", 5, "mobile.format")};
    roster_.apply(first);
    EXPECT_EQ(roster_.findings().size(), 4U);

    RosterDelta changes = read_of({person("E2", 3)});
    changes.complete = false;
    roster_.apply(changes);
    EXPECT_EQ(rules_of(roster_.findings()), (Names{"name.space", "mobile.format"}))
        << "a read of changes looks again at what has no id";

    roster_.apply(read_of({}));
    EXPECT_EQ(rules_of(roster_.findings()), (Names{"name.space"}))
        << "a complete read speaks anew of the file and of all in quarantine";
}

TEST_P(StoreContract, RecordsInQuarantine_AreKeptAsTheyCame)
{
    model::Record record;
    record.kind = model::RecordKind::department;
    record.cells = {{"部門編號", "7"}, {"name", ""}};
    record.origin = {"hr", "push:1/2", "", 2};
    roster_.set_waiting("hr", {&record, 1});
    roster_.set_waiting("other", {});

    const auto kept = roster_.waiting("hr");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(model::Json(kept[0]), model::Json(record));
    EXPECT_EQ(kept[0].fingerprint, model::fingerprint_of(record));

    roster_.set_waiting("hr", {});
    EXPECT_TRUE(roster_.waiting("hr").empty());
}

TEST_P(StoreContract, FindingsOfWhoIsGoneOrFaulty_AreThoseOfTheLatestReadAlone)
{
    RosterDelta first = read_of({person("E1"), person("E2"), person("E3"), person("E4")});
    first.findings = {finding("E1", 2, "old"), finding("E2", 3, "old"), finding("E3", 4, "old"),
                      finding("E4", 5, "kept")};
    const auto refs = roster_.apply(first);

    RosterDelta delta = read_of({});
    delta.absent = {refs[0]};
    delta.tombstones = {"E2"};
    delta.quarantined = {"E3"};
    delta.findings = {finding("E3", 4, "mobile.format"), finding("E3", 4, "email.format")};
    roster_.apply(delta);

    EXPECT_EQ(rules_of(roster_.findings()), (Names{"kept", "mobile.format", "email.format"}));
}

TEST_P(StoreContract, WhenAFileIsEditedAbove_FindingsAndPeopleNameTheRowOfNow)
{
    RosterDelta first = read_of({person("E1", 17)});
    first.findings = {finding("E1", 17, "name.space")};
    const auto refs = roster_.apply(first);

    roster_.set_seen("hr", std::vector<SeenRecord>{{11, static_cast<std::uint32_t>(refs[0]), 19}});

    ASSERT_EQ(roster_.findings().size(), 1U);
    EXPECT_EQ(roster_.findings()[0].origin.row, 19U);
    EXPECT_EQ(roster_.findings()[0].origin.where, "roster.csv:19");
    EXPECT_EQ(roster_.unsettled(at(0))[0].person.origin.where, "roster.csv:19");
    EXPECT_EQ(roster_.everyone()[0].person.origin.row, 19U);
}

TEST_P(StoreContract, WhatThrowsInATransaction_LeavesNothing)
{
    EXPECT_THROW(store_->transaction([&] {
        roster_.apply(read_of({person("E1")}));
        runs_.set_setting("a", "b");
        throw std::runtime_error{"a defect"};
    }),
                 std::runtime_error);

    EXPECT_EQ(roster_.count_present(), 0);
    EXPECT_EQ(runs_.setting("a"), std::nullopt);
    store_->transaction([&] { runs_.set_setting("a", "c"); });
    EXPECT_EQ(runs_.setting("a"), "c");
}

} // namespace
} // namespace rosterd::state::test
