#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

struct Departments : testing::Test {
    Company company;
    model::Plan plan() const { return make(company.input()).plan; }
    std::string planned() const { return words(plan()); }
    void settle() { ASSERT_EQ(company.apply(plan()), std::nullopt); }
    void record(const std::string& key, const std::string& name, const std::string& parent = "/")
    {
        std::erase_if(company.records, [&](const auto& record) { return record.key == key; });
        company.records.push_back({key, name, parent, {}, {}, {"hr", "d.csv:" + key, "", 1}});
    }
};

TEST_F(Departments, Path_CreatesParentsBeforeChildrenBeforePeople)
{
    company.hire("E1", "13800000001", {"/零售/旺角店"});

    const auto made = plan();

    EXPECT_EQ(words(made), "d-create-/零售 department.used\n"
                           "d-create-/零售/旺角店 department.used <d-create-/零售\n"
                           "u-create-E1 joiner <d-create-/零售/旺角店\n");
    EXPECT_EQ(made.operations[1].after, (Json{{"name", "旺角店"},
                                              {"parent_id", "d:/零售"},
                                              {"source_identifier", "rosterd:/零售/旺角店"}}));
    EXPECT_EQ(made.operations[0].after.at("parent_id"), 1);
    EXPECT_EQ(made.operations[2].after.at("dept_id_list"), Json{"d:/零售/旺角店"});
    EXPECT_EQ(made.operations[0].cause.where, "roster.csv:E1");
}

TEST_F(Departments, SameNameUnderTheSameParent_IsAdopted)
{
    const auto retail = company.dingtalk.add_department(1, "零售");
    company.hire("E1", "13800000001", {"/零售"});

    const auto made = plan();

    EXPECT_EQ(words(made), "u-create-E1 joiner\n");
    ASSERT_EQ(made.department_adoptions.size(), 1u);
    EXPECT_EQ(made.department_adoptions[0].dept_id, retail);
}

TEST_F(Departments, LostLink_IsFoundAgainByRosterdsMark)
{
    company.hire("E1", "13800000001", {"/零售"});
    settle();
    const auto id = company.department_links.at("/零售").dept_id;
    company.department_links.clear();
    company.dingtalk.departments.at(id).name = "renamed by hand";

    const auto made = plan();

    EXPECT_EQ(words(made),
              "d-update-/零售 department.changed: name \"renamed by hand\"->\"零售\"\n");
    EXPECT_EQ(made.department_adoptions.at(0).dept_id, id);
}

TEST_F(Departments, LinkedPathThatSomebodyRenamedOrMovedInDingTalk_IsPutBack)
{
    company.hire("E1", "13800000001", {"/零售"});
    company.hire("E2", "13800000002", {"/財務"});
    settle();
    auto& retail = company.dingtalk.departments.at(company.department_links.at("/零售").dept_id);
    retail.name = "Retail";
    retail.parent_id = company.department_links.at("/財務").dept_id;

    EXPECT_EQ(planned(),
              "d-update-/零售 department.changed: name \"Retail\"->\"零售\" parent_id 100->1\n");
}

TEST_F(Departments, UnusedDepartment_GoesFromBelowAfterItsPeople)
{
    company.hire("E1", "13800000001", {"/A/B"});
    company.hire("E2", "13800000002", {"/A"});
    company.hire("E3", "13800000003", {"/C"});
    settle();
    company.person("E1").departments = {{"/C"}};
    company.person("E2").status = model::EmploymentStatus::terminated;
    company.roster.at({"hr", "E2"}).present = false;

    EXPECT_EQ(planned(), "u-delete-E2 leaver.absent\n"
                         "u-update-E1 changed: dept_id_list [101]->[102]\n"
                         "d-delete-/A/B department.unused <u-update-E1\n"
                         "d-delete-/A department.unused <d-delete-/A/B <u-delete-E2\n");
}

TEST_F(Departments, DepartmentOfWhoHasLeftAndIsStillInTheRoster_GoesWithThem)
{
    company.hire("E1", "13800000001", {"/A/B"});
    company.hire("E2", "13800000002", {"/A"});
    settle();
    company.person("E1").status = model::EmploymentStatus::terminated;

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n"
                         "d-delete-/A/B department.unused <u-delete-E1\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, FormerStaffInTheFirstExport_NeedNoDepartments)
{
    company.hire("E1", "13800000001", {"/closed"});
    company.person("E1").status = model::EmploymentStatus::terminated;

    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, UnusedDepartmentWithSomebodyElseInIt_StaysAndIsReported)
{
    company.hire("E1", "13800000001", {"/A"});
    settle();
    company.add_account("visitor", "13800000009").dept_ids = {
        company.department_links.at("/A").dept_id};
    company.person("E1").departments = {{"/"}};

    EXPECT_EQ(planned(), "u-update-E1 changed: dept_id_list [100]->[1]\n"
                         "warning department.not_empty  /A\n");
}

TEST_F(Departments, AdoptedDepartment_IsNeverRemoved)
{
    company.dingtalk.add_department(1, "A");
    company.hire("E1", "13800000001", {"/A"});
    settle();
    company.person("E1").departments = {{"/"}};

    EXPECT_EQ(planned(), "u-update-E1 changed: dept_id_list [100]->[1]\n");
}

TEST_F(Departments, Record_IsRenamedMovedAndOrdered)
{
    record("#1", "Retail");
    record("#2", "Shop");
    settle();
    record("#2", "Store", "#1");
    company.records.back().order = 5;

    EXPECT_EQ(planned(),
              "d-update-#2 changed: name \"Shop\"->\"Store\" order 0->5 parent_id 1->100\n");
}

TEST_F(Departments, EveryOperation_NamesWhatItIsAbout)
{
    record("#1", "零售");
    record("#2", "財務");
    company.hire("E1", "13800000001", {"/倉庫"});
    const auto names = [this] {
        std::string text;
        for (const model::Operation& operation : plan().operations) {
            text += operation.department.empty() ? "" : operation.id + " " + operation.name + "\n";
        }
        return text;
    };
    EXPECT_EQ(names(), "d-create-#1 零售\nd-create-#2 財務\nd-create-/倉庫 倉庫\n");
    settle();
    record("#1", "零售", "#2");
    company.person("E1").departments = {{"#1"}};

    EXPECT_EQ(names(), "d-update-#1 零售\nd-delete-/倉庫 倉庫\n");
}

TEST_F(Departments, SwappedNames_OneHasAnotherNameForAMoment)
{
    record("#1", "North");
    record("#2", "South");
    settle();
    record("#1", "South");
    record("#2", "North");

    EXPECT_EQ(planned(),
              "d-release-#2 name.swap: name \"South\"->\"rosterd 101\"\n"
              "d-update-#1 changed: name \"North\"->\"South\" <d-release-#2\n"
              "d-update-#2 changed: name \"rosterd 101\"->\"North\" <d-release-#2 <d-update-#1\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, ParentAndChildTradePlaces_UpperOneFirst)
{
    record("#1", "A");
    record("#2", "B", "#1");
    settle();
    record("#1", "A", "#2");
    record("#2", "B");

    EXPECT_EQ(planned(), "d-update-#2 changed: parent_id 100->1\n"
                         "d-update-#1 changed: parent_id 1->101 <d-update-#2\n");
    settle();
}

TEST_F(Departments, NameOfADepartmentThatStays_IsReported)
{
    company.dingtalk.add_department(1, "by hand");
    record("#1", "A");
    settle();
    record("#1", "by hand");

    EXPECT_EQ(planned(), "error department.name_taken  by hand\n");
}

TEST_F(Departments, NameThatARemovalFrees_IsTakenInTheSameRun)
{
    record("#1", "North");
    record("#2", "South");
    settle();
    company.records.pop_back();
    record("#1", "South");

    EXPECT_EQ(planned(), "d-delete-#2 department.unused\n"
                         "d-update-#1 changed: name \"North\"->\"South\" <d-delete-#2\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, NameOfADepartmentThatCannotBeRemoved_IsReported)
{
    record("#1", "North");
    record("#2", "South");
    settle();
    company.records.pop_back();
    record("#1", "South");
    company.add_account("by hand", "13800000009").dept_ids = {
        company.department_links.at("#2").dept_id};

    EXPECT_EQ(planned(), "warning department.not_empty  #2\nerror department.name_taken  South\n");
}

TEST_F(Departments, RemovalThatWaitsForTheMoverItself_GivesItsNameUpFirst)
{
    record("#1", "P");
    record("#2", "A");
    record("#3", "A", "#1");
    record("#4", "C", "#3");
    settle();
    company.records.erase(company.records.begin() + 2); // #3 goes: #2 takes its place ...
    record("#2", "A", "#1");
    record("#4", "C", "#2"); // ... and its child

    EXPECT_EQ(planned(), "d-release-#3 name.swap: name \"A\"->\"rosterd 102\"\n"
                         "d-update-#2 changed: parent_id 1->100 <d-release-#3\n"
                         "d-update-#4 changed: parent_id 102->101 <d-update-#2\n"
                         "d-delete-#3 department.unused <d-release-#3 <d-update-#4\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, JoinerWithoutAnAccount_BringsNoEmptyDepartment)
{
    company.hire("E1", "", {"/A/B"});
    company.hire("E2", "13800000002", {"/A"});

    EXPECT_EQ(planned().find("d-create-/A/B"), std::string::npos) << planned();
    settle();
    company.person("E1").mobile = "13800000001";
    EXPECT_EQ(planned().substr(0, 14), "d-create-/A/B ");
}

TEST_F(Departments, RingOfParents_IsReportedAndPeopleWait)
{
    record("#1", "A", "#2");
    record("#2", "B", "#1");
    company.hire("E1", "13800000001", {"#1"});

    EXPECT_EQ(planned().find("create"), std::string::npos) << planned();
    EXPECT_NE(planned().find("error department.parent_unknown"), std::string::npos);
    EXPECT_NE(planned().find("error department.unknown E1 #1"), std::string::npos);
}

TEST_F(Departments, PathsBecomeRecords_TheSameDepartmentsGoOn)
{
    company.hire("E1", "13800000001", {"/A"});
    settle();
    record("#1", "A");
    company.person("E1").departments = {{"#1"}};

    const auto made = plan();
    EXPECT_TRUE(made.empty()) << words(made);
    EXPECT_EQ(made.department_adoptions.at(0).key, "#1");
}

TEST_F(Departments, Leader_IsSetOnceTheMembershipStands)
{
    company.hire("E1", "13800000001", {"/A"}).leads = {"/A"};

    EXPECT_EQ(planned(), "d-create-/A department.used\n"
                         "u-create-E1 joiner <d-create-/A\n"
                         "d-update-/A leader: dept_manager_userid_list []->[\"E1\"] <d-create-/A "
                         "<u-create-E1\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, LeaderWhoIsNoMember_IsReported)
{
    company.hire("E1", "13800000001", {"/A"}).leads = {"/B"};
    settle();

    EXPECT_EQ(planned(), "warning leader.not_member E1 /B\n");
}

TEST_F(Departments, LeaderWhoLeaves_NeedsNoUpdateOfTheDepartment)
{
    company.hire("E1", "13800000001", {"/A"}).leads = {"/A"};
    company.hire("E2", "13800000002", {"/A"});
    settle();
    company.person("E1").status = model::EmploymentStatus::terminated;

    EXPECT_EQ(planned(), "u-delete-E1 leaver.terminated\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, FormerLeader_IsTakenOffTheList)
{
    company.hire("E1", "13800000001", {"/A"}).leads = {"/A"};
    company.hire("E2", "13800000002", {"/B"}).leads = {"/B"};
    settle();
    company.person("E1").leads.clear();

    EXPECT_EQ(planned(), "d-update-/A leader: dept_manager_userid_list [\"E1\"]->[]\n");
}

TEST_F(Departments, ManagerSetByHandWhereHrNamesNobody_Stays)
{
    company.hire("E1", "13800000001", {"/A"});
    company.hire("E2", "13800000002", {"/B"}).leads = {"/B"};
    settle();
    const auto a = company.department_links.at("/A").dept_id;
    company.add_account("boss", "13800000009").dept_ids = {a};
    company.dingtalk.departments.at(a).manager_userids = {"E1", "boss"};
    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, HrThatNamesNoLeadersAtAll_LeavesEveryManager)
{
    company.hire("E1", "13800000001", {"/A"});
    settle();
    company.dingtalk.departments.at(company.department_links.at("/A").dept_id).manager_userids = {
        "E1"};

    EXPECT_EQ(planned(), "");
}

TEST_F(Departments, TheLastOfAllWhomHrNamed_LeadsNoMore)
{
    company.hire("E1", "13800000001", {"/A"}).leads = {"/A"};
    settle();
    company.person("E1").leads.clear();
    PlanInput input = company.input();
    input.leaders.push_back({"", "hr", "", ""}); // as it did before

    EXPECT_EQ(words(make(input).plan),
              "d-update-/A leader: dept_manager_userid_list [\"E1\"]->[]\n");
}

TEST_F(Departments, ManagersOfARecord_AreTheList)
{
    record("#1", "A");
    company.records.back().manager_ids = "E1; E9";
    company.hire("E1", "13800000001", {"#1"});
    settle();

    EXPECT_EQ(company.dingtalk.departments.at(100).manager_userids, std::vector<std::string>{"E1"});
    EXPECT_EQ(planned(), "warning leader.unknown  E9\n");

    company.records.back().manager_ids = "";
    EXPECT_EQ(planned(), "d-update-#1 leader: dept_manager_userid_list [\"E1\"]->[]\n");
}

TEST_F(Departments, NotLookedAt_NothingIsCreatedNorRemoved)
{
    company.hire("E1", "13800000001", {"/A"});
    settle();
    company.person("E1").departments = {{"/B"}};
    PlanInput input = company.input();
    input.departments_changed = false;
    input.observed_departments.clear();

    EXPECT_EQ(words(make(input).plan), "error department.unknown E1 /B\n");
}

} // namespace
} // namespace rosterd::plan::test
