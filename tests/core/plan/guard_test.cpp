#include <gtest/gtest.h>

#include "core/plan/guard_texts.hpp"
#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

struct Guards : testing::Test {
    Company company;
    PlanInput changes; // put on top of the company's input

    Guards()
    {
        company.policy = {};
        for (int i = 0; i < 8; ++i) {
            company.hire("E" + std::to_string(i), "1380000000" + std::to_string(i), {"/A"});
        }
        EXPECT_FALSE(company.apply(make(company.input()).plan));
    }
    void leave(int count)
    {
        for (int i = 0; i < count; ++i) {
            company.roster.at({"hr", "E" + std::to_string(i)}).present = false;
        }
    }
    PlanInput input() const
    {
        PlanInput input = company.input();
        input.done = changes.done;
        input.departments_of_done = changes.departments_of_done;
        input.source_counts = changes.source_counts;
        input.read_before = changes.read_before;
        input.rings_started = changes.rings_started;
        input.approved = changes.approved;
        input.rejected = changes.rejected;
        return input;
    }
    // Within the last day.
    void done(model::Counted kind, OperationKind did, int people,
              const std::string& rule = "leaver.absent")
    {
        for (int i = 0; i < people; ++i) {
            changes.done[{kind, std::chrono::hours{24}}].push_back(
                {did, rule, "hr", rule + std::to_string(i)});
        }
    }
    model::Plan plan() const { return make(input()).plan; }
    std::string held() const
    {
        std::string text;
        for (const model::Hold& hold : plan().held) {
            text += hold.guard + " " + std::to_string(hold.found) + ">" +
                    std::to_string(hold.limit) + ":";
            for (const std::string& id : hold.operations) {
                text += " " + id;
            }
            text += "\n";
        }
        return text;
    }
};

TEST_F(Guards, AsManyLeaversAsAllowed_Pass)
{
    leave(5);

    EXPECT_EQ(held(), "");
}

// Under ids that were all changed, with nothing by which they could be known again.
struct ChangedIds : Guards {
    ChangedIds()
    {
        leave(6);
        for (int i = 0; i < 6; ++i) {
            joins(i);
        }
    }
    void joins(int i)
    {
        company.hire("N" + std::to_string(i), "1390000000" + std::to_string(i), {"/A"});
    }
    std::vector<std::string> removals() const
    {
        std::vector<std::string> prints;
        for (const model::Operation& operation : plan().operations) {
            if (operation.kind == OperationKind::user_delete) {
                prints.push_back(model::fingerprint_of(operation));
            }
        }
        return prints;
    }
    const std::string creations = "doubles 6>5: u-create-N0 u-create-N1 u-create-N2 u-create-N3 "
                                  "u-create-N4 u-create-N5\n";
};

TEST_F(ChangedIds, NobodyGetsASecondAccount)
{
    ASSERT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1 u-delete-E2 u-delete-E3 u-delete-E4 "
                      "u-delete-E5\n" +
                          creations);
    EXPECT_EQ(
        plan().held[1].explanation,
        "6 people of the source hr are missing while 6 new employee ids appear, both more "
        "than the 5 allowed: were all ids changed? Then each would have two accounts. Approve "
        "to make them.");
}

TEST_F(ChangedIds, RemovalsThatSomebodyRejected_StillCount)
{
    changes.rejected = removals();
    EXPECT_TRUE(held().starts_with(creations)) << held();
}

TEST_F(ChangedIds, RemovalsThatSomebodyApproved_LetTheOthersPass)
{
    changes.approved = removals();
    EXPECT_EQ(held(), "");
}

TEST_F(ChangedIds, FewNewcomers_Pass)
{
    company.roster.erase({"hr", "N5"});
    EXPECT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1 u-delete-E2 u-delete-E3 u-delete-E4 "
                      "u-delete-E5\n");
}

TEST_F(ChangedIds, ManyNewcomersWhileFewAreMissing_Pass)
{
    company.roster.at({"hr", "E5"}).present = true;
    EXPECT_EQ(held(), "");
}

TEST_F(ChangedIds, OfAnotherSource_Pass)
{
    for (int i = 0; i < 6; ++i) {
        company.roster.erase({"hr", "N" + std::to_string(i)});
        company.hire("N" + std::to_string(i), "1390000000" + std::to_string(i), {}, "other");
    }
    EXPECT_EQ(plan().held.size(), 1U);
}

TEST_F(Guards, OneLeaverTooMany_AllOfThemAreHeld)
{
    leave(6);

    EXPECT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1 u-delete-E2 u-delete-E3 u-delete-E4 "
                      "u-delete-E5\n");
    EXPECT_EQ(plan().held[0].explanation,
              "6 leavers (6 in this plan, 0 done within the window) are more than the 5 allowed: "
              "the larger of 5 and 2 % of 8 managed people.");
}

TEST_F(Guards, TooManyAreMissingButFewAreNamedAsLeavers_ThoseGoAllTheSame)
{
    leave(6);
    company.roster.at({"hr", "E0"}).told = true;
    company.person("E1").status = model::EmploymentStatus::terminated;
    company.roster.at({"hr", "E1"}).present = true;

    EXPECT_EQ(held(), "leavers 6>5: u-delete-E2 u-delete-E3 u-delete-E4 u-delete-E5\n");
}

TEST_F(Guards, TooManyAreNamedAsLeavers_AllOfThemAreHeld)
{
    leave(6);
    for (int i = 0; i < 6; ++i) {
        company.roster.at({"hr", "E" + std::to_string(i)}).told = true;
    }

    EXPECT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1 u-delete-E2 u-delete-E3 u-delete-E4 "
                      "u-delete-E5\n");
}

TEST_F(Guards, ThoseWhoWereMissingInTheWindow_HoldNobodyWhoIsNamed)
{
    leave(3);
    company.roster.at({"hr", "E0"}).told = true;
    done(model::Counted::leavers, OperationKind::user_delete, 5);

    EXPECT_EQ(held(), "leavers 8>5: u-delete-E1 u-delete-E2\n");
}

TEST_F(Guards, NamedLeaversOfTheWindow_CountForThoseThatAreNamed)
{
    leave(3);
    company.roster.at({"hr", "E0"}).told = true;
    done(model::Counted::leavers, OperationKind::user_delete, 4, "leaver.terminated");
    EXPECT_EQ(held(), "leavers 7>5: u-delete-E1 u-delete-E2\n") << "five named ones are allowed";
    done(model::Counted::leavers, OperationKind::user_disable, 1, "leaver.told");

    EXPECT_EQ(held(), "leavers 8>5: u-delete-E0 u-delete-E1 u-delete-E2\n");
}

TEST_F(Guards, PeopleWhoseRightsChangedInTheWindow_CountAsUpdated)
{
    company.policy.updates = {5, 0};
    company.person("E0").title = "clerk";
    done(model::Counted::updates, OperationKind::role_grant, 5, "entitlement");
    EXPECT_EQ(held(), "updates 6>5: u-update-E0\n");

    changes.done.clear();
    done(model::Counted::updates, OperationKind::role_grant, 4, "entitlement");
    done(model::Counted::updates, OperationKind::role_revoke, 4, "entitlement");
    EXPECT_EQ(held(), "") << "four people, each with two rights";
}

TEST_F(Guards, WhatWasDoneInAnotherWindow_IsNotCounted)
{
    leave(2);
    done(model::Counted::leavers, OperationKind::user_delete, 5);
    company.policy.leavers.window = std::chrono::hours{1};

    EXPECT_EQ(held(), "");
}

TEST_F(Guards, AFloor_KeepsItsShareOfASmallCompany)
{
    company.policy.leavers.floor = 50;
    leave(4);
    EXPECT_EQ(held(), "");
    done(model::Counted::leavers, OperationKind::user_delete, 2);

    EXPECT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1 u-delete-E2 u-delete-E3\n")
        << "of ten before, five";
    EXPECT_EQ(
        plan().held[0].explanation,
        "6 leavers (4 in this plan, 2 done within the window) are more than the 5 allowed: the "
        "larger of 5 and 2 % of 8 managed people, but 50 % stay.");
    changes.done.clear();
    leave(5);
    EXPECT_EQ(held().substr(0, 12), "leavers 5>4:");
}

TEST_F(Guards, KindsWithoutALimit_PassUnlessOneIsConfigured)
{
    company.hire("N1", "13900000001");
    company.hire("N2", "13900000002");
    EXPECT_EQ(held(), "");
    company.policy.other_limits[model::Counted::creates] = {1, 0};

    EXPECT_EQ(held(), "creates 2>1: u-create-N1 u-create-N2\n");
    EXPECT_EQ(
        explanation_of(plan().held[0], Language::zh_cn),
        "新建账号 2 人（此方案 2 人，时段内已新建 0 人），超过上限 1 人；上限是 1 人与受管理的 8 "
        "人的 0%，取较大者。");
}

struct DepartmentGuards : Guards {
    DepartmentGuards()
    {
        company.policy.leavers = {1000, 0};
        company.policy.vanished_branches = {1000, 100};
        for (int i = 0; i < 6; ++i) {
            company.hire("S" + std::to_string(i), "1390000000" + std::to_string(i),
                         {i < 3 ? "/S/North/Shop" : "/S/South"});
        }
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        company.policy.department_limits = {{"S/*", {{model::Counted::leavers, {1, 0}}}}};
    }
    void miss(std::initializer_list<const char*> people)
    {
        for (const char* id : people) {
            company.roster.at({"hr", id}).present = false;
        }
    }
};

TEST_F(DepartmentGuards, EachDepartmentThatFits_IsCountedOnItsOwn)
{
    miss({"S0", "S3", "E0", "E1", "E2"});
    EXPECT_EQ(held(), "");
    miss({"S1"});

    EXPECT_EQ(held(), "department_limits 2>1: u-delete-S0 u-delete-S1\n");
    EXPECT_EQ(
        plan().held[0].explanation,
        "/S/North: 2 leavers (2 in this plan, 0 within the window) are more than the 1 allowed: "
        "the larger of 1 and 0 % of its 3 people.");
}

TEST_F(DepartmentGuards, WhoLeftADepartmentInTheWindow_Counts)
{
    miss({"S3"});
    done(model::Counted::leavers, OperationKind::user_delete, 1);
    changes.departments_of_done = {{{"hr", "leaver.absent0"}, {"/S/North"}}};
    EXPECT_EQ(held(), "");
    changes.departments_of_done = {{{"hr", "leaver.absent0"}, {"/S/South"}}};

    EXPECT_EQ(held(), "department_limits 2>1: u-delete-S3\n");
}

TEST_F(DepartmentGuards, AShareOfADepartment_IsOfItsOwnPeople)
{
    company.policy.department_limits = {{"S", {{model::Counted::leavers, {0, 50}}}}};
    miss({"S0", "S1", "S3"});
    EXPECT_EQ(held(), "") << "three of six";
    miss({"S4"});

    EXPECT_EQ(held().substr(0, 22), "department_limits 4>3:");
}

TEST_F(DepartmentGuards, DepartmentsThatAreRecords_FitByTheirPaths)
{
    company.records.push_back({"#1", "R", "/", {}, {}, {"hr", "d.csv:#1", "", 1}});
    company.records.push_back({"#2", "Shop", "#1", {}, {}, {"hr", "d.csv:#2", "", 1}});
    for (const char* id : {"R0", "R1", "R2"}) {
        company.hire(id, std::string{"1370000000"} + id[1], {"#2"});
    }
    EXPECT_FALSE(company.apply(make(company.input()).plan));
    company.policy.department_limits = {{"R", {{model::Counted::updates, {1, 0}}}}};
    company.person("R0").title = company.person("R1").title = company.person("E0").title = "clerk";

    EXPECT_EQ(held(), "department_limits 2>1: u-update-R0 u-update-R1\n");
}

struct DepartmentDeletes : DepartmentGuards {
    DepartmentDeletes()
    {
        company.hire("Z", "13900000009", {"/Z"});
        EXPECT_FALSE(company.apply(make(company.input()).plan));
        company.policy.department_limits = {
            {"S/*", {{model::Counted::department_deletes, {1, 0}}}}};
        company.policy.department_deletes = {1000, 0};
    }
    void move_from(const std::string& below)
    {
        for (auto& [key, employee] : company.roster) {
            auto& departments = employee.person.departments;
            if (departments && departments->front().starts_with(below)) {
                departments = {{"/Z"}};
            }
        }
    }
};

TEST_F(DepartmentDeletes, BelowADepartmentThatFits_AreCountedOnTheirOwn)
{
    move_from("/S/South");
    EXPECT_EQ(held(), "") << "one below /S/South, itself";
    move_from("/S/North");

    EXPECT_EQ(held(),
              "department_limits 2>1: d-delete-/S/North/Shop d-delete-/S/North d-delete-/S\n");
    EXPECT_EQ(plan().held[0].explanation,
              "/S/North: 2 removals of departments (2 in this plan, 0 within the window) are more "
              "than the 1 allowed: the larger of 1 and 0 % of its 2 departments.");
}

TEST_F(DepartmentDeletes, BelowItInTheWindow_Count)
{
    move_from("/S/South");
    changes.done[{model::Counted::department_deletes, std::chrono::hours{24}}] = {
        {OperationKind::department_delete, "department.unused", "", "", "/S/North/Shop"}};
    EXPECT_EQ(held(), "");
    changes.done.begin()->second[0].department = "/S/South/Kiosk";

    EXPECT_EQ(held(), "department_limits 2>1: d-delete-/S/South\n");
}

TEST_F(DepartmentDeletes, OfADepartmentWhoseRecordIsGone_CountByItsNameInDingTalk)
{
    company.records.push_back({"#1", "Kiosk", "/S/South", {}, {}, {"hr", "d.csv:#1", "", 1}});
    company.records.push_back({"#2", "Van", "/S/South", {}, {}, {"hr", "d.csv:#2", "", 1}});
    EXPECT_FALSE(company.apply(make(company.input()).plan));
    company.records.clear();

    EXPECT_EQ(held(), "department_limits 2>1: d-delete-#1 d-delete-#2\n");
    EXPECT_EQ(plan().operations.at(0).about.department, "/S/South/Kiosk");
}

struct Branches : Guards {
    Branches()
    {
        company.policy.leavers = {1000, 0};
        for (int i = 0; i < 4; ++i) {
            company.hire("S" + std::to_string(i), "1390000000" + std::to_string(i),
                         {i < 2 ? "/S/North" : "/S/South"});
        }
        EXPECT_FALSE(company.apply(make(company.input()).plan));
    }
    void miss(std::initializer_list<const char*> people)
    {
        for (const char* id : people) {
            company.roster.at({"hr", id}).present = false;
        }
    }
};

TEST_F(Branches, EverybodyOfABranchIsMissing_ItIsHeldAsOne)
{
    miss({"S0", "S1", "S2", "S3", "E0"});

    EXPECT_EQ(held(), "vanished_branches 4>3: u-delete-S0 u-delete-S1 u-delete-S2 "
                      "u-delete-S3 d-delete-/S/North d-delete-/S/South d-delete-/S\n");
    EXPECT_EQ(
        plan().held[0].explanation,
        "4 of the 4 people of /S are missing from the roster all at once, more than 80 %: was "
        "this branch left out of the export?");
}

TEST_F(Branches, SomebodyOfTheBranchIsStillThere_NothingIsHeld)
{
    miss({"S0", "S1", "S2"});

    EXPECT_EQ(held(), "");
}

TEST_F(Branches, TheSourceSaysThatTheyLeft_TheyGo)
{
    miss({"S0", "S1", "S2", "S3"});
    for (const char* id : {"S0", "S1", "S2", "S3"}) {
        company.roster.at({"hr", id}).told = true;
    }

    EXPECT_EQ(held(), "");
}

TEST_F(Branches, DepartmentsThatAreRecords_AreBranchesToo)
{
    company.records.push_back({"#1", "R", "/", {}, {}, {"hr", "d.csv:#1", "", 1}});
    company.records.push_back({"#2", "Shop", "#1", {}, {}, {"hr", "d.csv:#2", "", 1}});
    for (const char* id : {"R0", "R1", "R2"}) {
        company.hire(id, std::string{"1370000000"} + id[1], {"#2"});
    }
    EXPECT_FALSE(company.apply(make(company.input()).plan));
    miss({"R0", "R1", "R2"});

    EXPECT_EQ(held(), "vanished_branches 3>2: u-delete-R0 u-delete-R1 u-delete-R2\n");
}

TEST_F(Guards, RosterThatWasThereBefore_IsHeldIfItBringsMoreThanAFewChanges)
{
    changes.read_before = {{"hr", kNow - std::chrono::hours{24}}};
    for (int i = 0; i < 5; ++i) {
        company.person("E" + std::to_string(i)).title = "clerk";
    }
    EXPECT_EQ(held(), "");
    company.person("E5").title = "clerk";

    EXPECT_EQ(held(), "earlier_read 6>5: u-update-E0 u-update-E1 u-update-E2 u-update-E3 "
                      "u-update-E4 u-update-E5\n");
    EXPECT_EQ(
        plan().held[0].explanation,
        "The source hr is again the very roster of 2026-11-21 00:00 UTC, though there was "
        "another one since: it would bring 6 changes, more than the 5 allowed. Was an old file "
        "put back?");
}

TEST_F(Guards, RosterThatWasThereBefore_HoldsNobodyWhoHasLeft)
{
    changes.read_before = {{"hr", kNow - std::chrono::hours{24}}};
    for (int i = 0; i < 6; ++i) {
        company.person("E" + std::to_string(i)).title = "clerk";
    }
    company.person("E6").status = model::EmploymentStatus::terminated;
    company.person("E7").last_day =
        model::Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{20}};

    EXPECT_EQ(held(), "earlier_read 6>5: u-update-E0 u-update-E1 u-update-E2 u-update-E3 "
                      "u-update-E4 u-update-E5\n");
}

TEST_F(Guards, RosterOfAnotherSourceThatWasThereBefore_HoldsNothing)
{
    changes.read_before = {{"erp", kNow}};
    for (int i = 0; i < 8; ++i) {
        company.person("E" + std::to_string(i)).title = "clerk";
    }

    EXPECT_EQ(held(), "");
}

TEST_F(Guards, SwapThatIsHeld_NobodyGivesTheirValueUpMeanwhile)
{
    company.person("E0").telephone = "1";
    company.person("E1").telephone = "2";
    EXPECT_FALSE(company.apply(plan()));
    company.policy.updates = {1, 0};
    company.person("E0").telephone = "2";
    company.person("E1").telephone = "1";

    EXPECT_EQ(held(), "updates 2>1: u-release-E1 u-update-E0 u-update-E1\n");
}

TEST_F(Guards, EachExplanation_ExistsInThreeLanguagesWithAllItsNumbers)
{
    company.policy.updates = {0, 1.5};
    company.policy.department_deletes = {0, 0};
    leave(6);
    company.dingtalk.add_department(1, "B");
    company.person("E6").departments = {{"/B"}};
    company.person("E7").departments = {{"/B"}};
    changes.source_counts = {{"hr", {80, 100}}};
    const auto held = plan().held;
    ASSERT_EQ(held.size(), 5U);
    const auto in = [&](std::size_t hold, Language language) {
        return explanation_of(held[hold], language);
    };

    EXPECT_EQ(in(0, Language::zh_cn),
              "离职 6 人（此方案 6 人，时段内已处理 0 人），超过上限 5 人；上限"
              "是 5 人与受管理的 8 人的 2%，取较大者。");
    EXPECT_EQ(in(1, Language::zh_tw),
              "更新 2 人次（此方案 2 人次，時段內已更新 0 人次），超過上限 0 "
              "人次；上限是 0 人次與受管理的 8 人的 1.5%，取較大者。");
    EXPECT_EQ(in(2, Language::zh_tw), "刪除部門 1 個（此方案 1 個，時段內已刪除 0 個），超過上限 0 "
                                      "個；上限是 0 個與受管理的 1 個部門的 0%，取較大者。");
    EXPECT_EQ(in(3, Language::zh_tw),
              "來源「hr」現有 80 筆記錄，比上次讀取的 100 筆少 20 筆，超過 10%。");
    EXPECT_EQ(in(4, Language::zh_cn),
              "部门“/A”共 6 人，名单中一次少了 6 人，超过 80%：导出时是否漏掉了整个部门？");
    EXPECT_EQ(in(3, Language::en), "The source hr has 80 records, 20 fewer than the 100 of the "
                                   "read before: more than 10 %.");
}

struct Columns : Guards {
    Columns()
    {
        for (const auto& [key, employee] : company.roster) {
            model::Person& person = company.person(key.second);
            person.title = "title of " + key.second;
            person.work_place = "place of " + key.second;
        }
        EXPECT_FALSE(company.apply(plan()));
        company.policy.emptied_fields = company.policy.moved_values = {3, 25};
        company.policy.updates = {100, 100};
    }
    model::Person& person(int i) { return company.person("E" + std::to_string(i)); }
    std::string explanation(Language language)
    {
        return explanation_of(plan().held.at(0), language);
    }
};

TEST_F(Columns, AsManyEmptiedFieldsAsAllowed_Pass)
{
    for (int i = 0; i < 3; ++i) {
        person(i).title = "";
        person(i + 4).work_place = "";
    }

    EXPECT_EQ(held(), "");
}

TEST_F(Columns, AFieldThatManyLose_IsHeldForTheseAlone)
{
    for (int i = 0; i < 4; ++i) {
        person(i).title = "";
    }
    person(4).title = "another";

    EXPECT_EQ(held(), "emptied_fields 4>3: u-update-E0 u-update-E1 u-update-E2 u-update-E3\n");
    EXPECT_EQ(
        explanation(Language::en),
        "4 people would lose their title, more than the 3 allowed (the larger of 3 and 25 % of 8 "
        "managed people): was this column of the roster emptied?");
    EXPECT_EQ(explanation(Language::zh_tw),
              "有 4 人的「title」將被清空，超過上限 3 人（3 人與受管理的 8 人的 25%，取較大者）："
              "名單裡這一欄是否被清掉了？");
}

TEST_F(Columns, ManyWithoutTheirDepartments_AreHeld)
{
    for (int i = 0; i < 4; ++i) {
        person(i).departments = std::vector<std::string>{};
    }

    EXPECT_EQ(held(), "emptied_fields 4>3: u-update-E0 u-update-E1 u-update-E2 u-update-E3\n");
}

TEST_F(Columns, ValuesThatStandOneColumnOn_AreHeld)
{
    for (int i = 0; i < 4; ++i) {
        person(i).work_place = person(i).title;
        person(i).title = "new " + std::to_string(i);
    }

    EXPECT_EQ(held(), "moved_values 4>3: u-update-E0 u-update-E1 u-update-E2 u-update-E3\n");
    EXPECT_EQ(explanation(Language::zh_cn),
              "有 4 人的“work_place”将变成原来“title”的值，超过上限 3 人（3 人与受管理的 8 人的 "
              "25%，取较大者）：名单的列是否错位了？");
}

TEST_F(Columns, WhatWasApproved_IsNotCountedAgain)
{
    for (int i = 0; i < 4; ++i) {
        person(i).title = "";
    }
    for (const model::Operation& operation : plan().operations) {
        changes.approved.push_back(model::fingerprint_of(operation));
    }

    EXPECT_EQ(held(), "");
}

TEST_F(Guards, AHoldThatAnOlderVersionStored_KeepsItsSentence)
{
    const model::Hold hold{"h-1", "leavers", 5, 6, {"u-delete-E1"}, "6 leavers, 5 allowed"};

    EXPECT_EQ(explanation_of(hold, Language::zh_tw), "6 leavers, 5 allowed");
}

TEST_F(Guards, LeaversOfTheWindow_Count)
{
    leave(2);
    done(model::Counted::leavers, OperationKind::user_delete, 3);
    done(model::Counted::leavers, OperationKind::user_disable, 1, "leaver.told");

    EXPECT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1\n");
}

TEST_F(Guards, LargeCompany_IsAllowedItsPercentage)
{
    leave(6);
    PlanInput large = input();
    large.managed_people = 300;

    EXPECT_TRUE(make(large).plan.held.empty());
}

TEST_F(Guards, WhateverNeedsAHeldOperation_IsHeldWithIt)
{
    leave(6);
    company.hire("E9", "13800000000");
    company.hire("E10", "13800000010").manager_id = "E9";
    company.hire("E11", "13800000011");

    EXPECT_EQ(held(), "leavers 6>5: u-delete-E0 u-delete-E1 u-delete-E2 u-delete-E3 u-delete-E4 "
                      "u-delete-E5 u-create-E9 u-create-E10\n");
}

TEST_F(Guards, NobodyIsDeletedWhoseNewAccountIsHeld)
{
    leave(6);
    company.account("E7").active = true;
    company.person("E7").mobile = "13800000000";
    company.policy.mobile_change = model::MobileChange::recreate;

    const auto holds = held();

    EXPECT_NE(holds.find("u-create-E7"), std::string::npos);
    EXPECT_NE(holds.find("u-delete-E7"), std::string::npos);
    EXPECT_NE(holds.find("leavers 7>5"), std::string::npos) << "an account is gone in between";
}

TEST_F(Guards, SwapWhoseOtherHalfIsHeld_DeletesNobody)
{
    company.person("E0").mobile = "13800000001";
    company.person("E1").mobile = "13800000000";
    company.policy.updates = {0, 0};

    EXPECT_EQ(held(), "updates 1>0: u-delete-E0 u-update-E1 u-create-E0\n");
}

TEST_F(Guards, ApprovedOperations_PassAndAreNotCounted)
{
    leave(6);
    const auto before = plan();
    for (int i = 0; i < 6; ++i) {
        changes.approved.push_back(fingerprint_of(before.operations[static_cast<size_t>(i)]));
    }
    EXPECT_EQ(held(), "");

    changes.approved.pop_back();
    EXPECT_EQ(held(), "") << "one that is left is within the limit";
}

TEST_F(Guards, RejectedOperation_StaysHeld)
{
    leave(1);
    changes.rejected = {fingerprint_of(plan().operations[0])};
    changes.approved = changes.rejected;

    EXPECT_EQ(held(), "rejected 1>0: u-delete-E0\n");
    EXPECT_EQ(explanation_of(plan().held[0], Language::zh_tw), "這些操作已被人拒絕。");
}

TEST_F(Guards, TooManyUpdates_AreHeldAndTheirHelpersAreNotCounted)
{
    company.policy.updates = {2, 0};
    company.person("E0").telephone = "1";
    company.person("E1").telephone = "2";
    ASSERT_FALSE(company.apply(plan()));
    company.person("E0").telephone = "2";
    company.person("E1").telephone = "1";
    EXPECT_EQ(held(), "");

    company.person("E2").title = "third";
    EXPECT_EQ(held().substr(0, 12), "updates 3>2:");
}

TEST_F(Guards, DepartmentDeletions_AreCountedAgainstDepartments)
{
    for (const std::string name : {"B", "C", "D", "E"}) {
        company.hire("D" + name, "1390000000" + name, {"/" + name});
    }
    ASSERT_FALSE(company.apply(plan()));
    for (const std::string name : {"B", "C", "D", "E"}) {
        company.person("D" + name).departments = {{"/A"}};
    }

    EXPECT_EQ(held(), "department_deletes 4>3: d-delete-/B d-delete-/C d-delete-/D d-delete-/E\n");
}

TEST_F(Guards, SourceThatShrank_HoldsItsAbsentPeopleAndTheirDepartments)
{
    company.hire("X", "13900000001", {"/X"}, "other");
    company.hire("Y", "13900000002", {"/X"});
    ASSERT_FALSE(company.apply(plan()));
    company.roster.at({"other", "X"}).present = false;
    company.roster.at({"hr", "Y"}).present = false;
    company.roster.at({"hr", "E0"}).present = false;
    company.roster.at({"hr", "E0"}).told = true;
    changes.source_counts = {{"hr", {80, 100}}, {"other", {95, 100}}, {"new", {3, -1}}};

    EXPECT_EQ(held(), "source_shrinks 20>10: u-delete-Y d-delete-/X\n");
}

TEST_F(Guards, FirstRun_AdoptsWithinTheCount)
{
    company.links.clear();
    for (int i = 0; i < 8; ++i) {
        company.person("E" + std::to_string(i)).title = "new";
    }
    company.policy.updates.count = 7;

    EXPECT_EQ(held().substr(0, 12), "updates 8>7:");
}

TEST(Forecast, HeldOperationsDoNotCount_AndTheLongestLaneSetsThePace)
{
    Company company;
    for (int i = 0; i < 40; ++i) {
        company.hire("E" + std::to_string(i), std::to_string(13'800'000'000 + i), {"/A"});
    }

    const auto plan = make(company.input()).plan;

    EXPECT_EQ(plan.forecast.calls,
              (std::map<std::string, std::int64_t>{{"/topapi/v2/department/create", 1},
                                                   {"/topapi/v2/user/create", 40}}));
    EXPECT_EQ(plan.forecast.metered_calls, 0);
    EXPECT_DOUBLE_EQ(plan.forecast.seconds, 40 / 20.0 + 2 * 0.2);

    auto held = plan;
    held.held.push_back({"", "leavers", 0, 1, {"u-create-E0"}, ""});
    EXPECT_EQ(forecast(held, 20).calls.at("/topapi/v2/user/create"), 39);
}

TEST(Forecast, DisablingAnEnterpriseAccount_IsTwoMeteredCalls)
{
    Company company;
    company.hire("E1", "13800000001").account = model::AccountKind::sso;
    ASSERT_FALSE(company.apply(make(company.input()).plan));
    company.person("E1").status = model::EmploymentStatus::terminated;

    const auto forecast = make(company.input()).plan.forecast;

    EXPECT_EQ(forecast.metered_calls, 2);
    EXPECT_EQ(forecast.calls.at("/v1.0/contact/orgAccounts/signOut"), 1);
}

} // namespace
} // namespace rosterd::plan::test
