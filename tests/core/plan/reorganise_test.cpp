// What HR renames, moves, merges or splits keeps its dept_id, as far as it can be told by the
// people.
#include <array>

#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"
#include "tests/core/plan/words.hpp"

namespace rosterd::plan::test
{
namespace
{

struct Reorganisation : testing::Test {
    Company company;
    int hired = 0;

    void hire(const std::string& department, int people)
    {
        for (int i = 0; i < people; ++i) {
            ++hired;
            company.hire("E" + std::to_string(hired), std::to_string(13'800'000'000 + hired),
                         {department});
        }
    }
    // All people of a department, or `most` of them.
    void move(const std::string& from, const std::string& to, int most = 1000)
    {
        for (auto& [key, employee] : company.roster) {
            if (employee.person.departments == std::vector{from} && most-- > 0) {
                employee.person.departments = {{to}};
            }
        }
    }
    model::Plan plan() const { return make(company.input()).plan; }
    std::string planned() const { return words(plan()); }
    void settle() { ASSERT_EQ(company.apply(plan()), std::nullopt); }
    model::DeptId id_of(const std::string& key) const
    {
        const auto found = company.department_links.find(key);
        return found == company.department_links.end() ? 0 : found->second.dept_id;
    }
};

TEST_F(Reorganisation, RenamedPath_IsOneChangeOfTheDepartmentAndNoneOfItsPeople)
{
    hire("/零售", 3);
    settle();
    const auto id = id_of("/零售");
    move("/零售", "/零售部");

    EXPECT_EQ(planned(), "d-update-/零售部 department.goes_on: name \"零售\"->\"零售部\" "
                         "source_identifier \"rosterd:/零售\"->\"rosterd:/零售部\"\n");
    settle();
    EXPECT_EQ(id_of("/零售部"), id);
    EXPECT_EQ(id_of("/零售"), 0);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, RenamedParentWithoutPeopleOfItsOwn_IsKnownByWhatIsBelowIt)
{
    hire("/R/One", 2);
    hire("/R/Two/Deep", 2);
    settle();
    move("/R/One", "/Retail/One");
    move("/R/Two/Deep", "/Retail/Two/Deep");

    EXPECT_EQ(planned(), "d-update-/Retail department.goes_on: name \"R\"->\"Retail\" "
                         "source_identifier \"rosterd:/R\"->\"rosterd:/Retail\"\n");
    settle();
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, NewParentInBetween_IsMadeAndTheDepartmentMovesBelowIt)
{
    hire("/A", 1);
    hire("/A/X", 2);
    settle();
    const auto id = id_of("/A/X");
    move("/A/X", "/A/N/X");

    EXPECT_EQ(planned(),
              "d-create-/A/N department.used\n"
              "d-update-/A/N/X department.goes_on: parent_id 100->\"d:/A/N\" source_identifier "
              "\"rosterd:/A/X\"->\"rosterd:/A/N/X\" <d-create-/A/N\n");
    settle();
    EXPECT_EQ(id_of("/A/N/X"), id);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, MovedAndJoinedByOthers_IsTheSameWhereMostOfItsPeopleAre)
{
    hire("/A/X", 4);
    hire("/B", 3);
    settle();
    const auto id = id_of("/A/X");
    move("/A/X", "/B/X");
    move("/B", "/B/X", 2);
    hire("/B/X", 5);

    settle();

    EXPECT_EQ(id_of("/B/X"), id);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, FewPeopleOfAClosedDepartmentInANewOne_IsNotTheSameDepartment)
{
    hire("/Old", 2);
    hire("/Big", 20);
    settle();
    const auto old = id_of("/Old");
    move("/Old", "/New");
    move("/Big", "/New", 10);

    settle();

    EXPECT_NE(id_of("/New"), old);
    EXPECT_EQ(id_of("/Old"), 0);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, MostPeopleOfAClosedDepartmentGoToOneThatIsThere_NothingGoesOn)
{
    hire("/Sales", 10);
    hire("/Marketing", 3);
    settle();
    const auto sales = id_of("/Sales");
    move("/Sales", "/Marketing", 6);
    move("/Sales", "/Ops");

    settle();

    EXPECT_NE(id_of("/Ops"), sales);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, Merger_KeepsTheDepartmentThatBroughtMost)
{
    hire("/East", 5);
    hire("/West", 2);
    settle();
    const auto east = id_of("/East");
    move("/East", "/All");
    move("/West", "/All");

    EXPECT_TRUE(plan().held.empty());
    settle();
    EXPECT_EQ(id_of("/All"), east);
    EXPECT_EQ(id_of("/West"), 0);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, Split_KeepsTheDepartmentWhereMostWent)
{
    hire("/Shop", 5);
    settle();
    const auto shop = id_of("/Shop");
    move("/Shop", "/Shop HK", 2);
    move("/Shop", "/Shop SZ");

    settle();

    EXPECT_EQ(id_of("/Shop SZ"), shop);
    EXPECT_NE(id_of("/Shop HK"), shop);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, SplitInHalves_IsProposedAndHeldWithTheOtherReadingNamed)
{
    hire("/Other", 2);
    hire("/Shop", 4);
    settle();
    const auto shop = id_of("/Shop");
    move("/Shop", "/Shop HK", 2);
    move("/Shop", "/Shop SZ");
    company.person("E1").title = "clerk";

    const auto proposed = plan();

    ASSERT_EQ(proposed.held.size(), 1U);
    EXPECT_EQ(proposed.held[0].guard, "reorganisation");
    EXPECT_EQ(proposed.held[0].operations,
              (std::vector<std::string>{"d-create-/Shop SZ", "d-update-/Shop HK", "u-update-E5",
                                        "u-update-E6"}));
    EXPECT_EQ(proposed.held[0].explanation,
              "The department /Shop would go on as /Shop HK, with its dept_id, groups and files, "
              "but /Shop SZ is as good a reading: approve this one, or reject it and say with "
              "rosterd link which it is.");

    PlanInput input = company.input();
    for (const Operation& operation : proposed.operations) {
        input.approved.push_back(model::fingerprint_of(operation));
    }
    const auto approved = make(input).plan;
    EXPECT_TRUE(approved.held.empty());
    ASSERT_EQ(company.apply(approved), std::nullopt);
    EXPECT_EQ(id_of("/Shop HK"), shop);
}

TEST_F(Reorganisation, MergerOfEquals_IsHeldAndNobodyIsMovedMeanwhile)
{
    hire("/East", 3);
    hire("/West", 3);
    settle();
    move("/East", "/All");
    move("/West", "/All");

    const auto proposed = plan();

    ASSERT_EQ(proposed.held.size(), 1U);
    EXPECT_EQ(proposed.held[0].operations.size(), proposed.operations.size());
}

TEST_F(Reorganisation, DepartmentMadeByHandInThatPlace_IsAdoptedInstead)
{
    hire("/A", 2);
    settle();
    const auto by_hand = company.dingtalk.add_department(1, "B");
    move("/A", "/B");

    settle();

    EXPECT_EQ(id_of("/B"), by_hand);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, RecordsWithOtherIds_KeepTheDepartmentsTheyName)
{
    company.records = {{"1", "Shop", "/", {}, {}, {"hr", "d.csv:2", "", 1}}};
    hire("1", 2);
    settle();
    const auto id = id_of("1");
    company.records = {{"0001", "Shop", "/", {}, {}, {"hr", "d.csv:2", "", 1}}};
    move("1", "0001");

    EXPECT_EQ(planned(), "");
    settle();
    EXPECT_EQ(id_of("0001"), id);
    EXPECT_EQ(id_of("1"), 0);
}

// Departments that HR knows by ids of its own.
struct Records : Reorganisation {
    void say(std::initializer_list<std::array<std::string, 3>> records) // id, name, parent
    {
        company.records.clear();
        for (const auto& [id, name, parent] : records) {
            company.records.push_back({id, name, parent, {}, {}, {"hr", "d.csv:2", "", 1}});
        }
    }
    std::string name_of(const std::string& key) const
    {
        return company.dingtalk.departments.at(id_of(key)).name;
    }
    std::string kinds() const // of the plan's operations
    {
        std::string text;
        for (const model::Operation& operation : plan().operations) {
            text += std::string{to_string(operation.kind)} + " " + operation.department + "\n";
        }
        return text;
    }
};

TEST_F(Records, RenamedUnderAnotherId_IsTheDepartmentWherePeopleAre)
{
    say({{"1", "Shop", "/"}});
    hire("1", 3);
    settle();
    const auto id = id_of("1");
    say({{"0001", "Store", "/"}});
    move("1", "0001");

    EXPECT_EQ(kinds(), "department.update 0001\n");
    settle();
    EXPECT_EQ(id_of("0001"), id);
    EXPECT_EQ(name_of("0001"), "Store");
    EXPECT_EQ(planned(), "");
}

TEST_F(Records, WholeTreeUnderOtherIdsAndNames_KeepsItsDepartments)
{
    say({{"1", "R", "/"}, {"2", "One", "1"}, {"3", "Two", "1"}, {"4", "Deep", "3"}});
    hire("2", 2);
    hire("4", 2);
    settle();
    const std::vector ids{id_of("1"), id_of("2"), id_of("3"), id_of("4")};
    say({{"a", "Retail", "/"}, {"b", "First", "a"}, {"c", "Two", "a"}, {"d", "Deepest", "c"}});
    move("2", "b");
    move("4", "d");

    EXPECT_EQ(kinds(), "department.update a\ndepartment.update b\ndepartment.update d\n");
    settle();
    EXPECT_EQ((std::vector{id_of("a"), id_of("b"), id_of("c"), id_of("d")}), ids);
    EXPECT_EQ(planned(), "");
}

TEST_F(Records, Merger_KeepsTheDepartmentThatBroughtMost)
{
    say({{"1", "One", "/"}, {"2", "Two", "/"}});
    hire("1", 2);
    hire("2", 4);
    settle();
    const auto id = id_of("2");
    say({{"3", "Both", "/"}});
    move("1", "3");
    move("2", "3");
    settle();

    EXPECT_EQ(id_of("3"), id);
    EXPECT_EQ(name_of("3"), "Both");
    EXPECT_EQ(planned(), "");
}

TEST_F(Records, Split_KeepsTheDepartmentWhereMostWent)
{
    say({{"1", "All", "/"}});
    hire("1", 6);
    settle();
    const auto id = id_of("1");
    say({{"2", "Few", "/"}, {"3", "Most", "/"}});
    move("1", "2", 2);
    move("1", "3");
    settle();

    EXPECT_EQ(id_of("3"), id);
    EXPECT_NE(id_of("2"), id);
    EXPECT_EQ(planned(), "");
}

TEST_F(Records, SplitInHalves_IsHeldWithTheOtherReadingNamed)
{
    say({{"1", "All", "/"}});
    hire("1", 4);
    settle();
    say({{"2", "Left", "/"}, {"3", "Right", "/"}});
    move("1", "2", 2);
    move("1", "3");

    const model::Plan halves = plan();
    ASSERT_EQ(halves.held.size(), 1U);
    EXPECT_EQ(halves.held[0].guard, "reorganisation");
}

TEST_F(Records, SameNameInTheSamePlace_GoesBeforeWhereThePeopleWent)
{
    say({{"1", "One", "/"}, {"2", "Two", "/"}});
    hire("1", 3);
    hire("2", 3);
    settle();
    const auto one = id_of("1");
    say({{"a", "One", "/"}, {"b", "Two", "/"}});
    move("1", "b");
    move("2", "a");
    settle();

    EXPECT_EQ(id_of("a"), one);
    EXPECT_EQ(planned(), "");
}

// Once others have left it for good, whoever is still in the old department would be most of it.
TEST_F(Records, OneWhoseNewPlaceIsTaken_IsNotReadAsTheRestOfAnOldOneByTheNextPlan)
{
    say({{"1", "Old", "/"}, {"2", "Shop", "/"}});
    hire("1", 3);
    settle();
    say({{"2", "Shop", "/"}, {"3", "Shop", "/"}}); // two of one name in one place
    move("1", "2", 2);
    move("1", "3");

    EXPECT_EQ(kinds(), "user.update \nuser.update \n");
    settle();

    EXPECT_EQ(kinds(), "");
    EXPECT_TRUE(plan().department_adoptions.empty());
    EXPECT_EQ(id_of("3"), 0);
}

TEST_F(Records, PathsInsteadOfIds_KeepTheDepartments)
{
    say({{"1", "R", "/"}, {"2", "One", "1"}});
    hire("2", 3);
    settle();
    const auto id = id_of("2");
    say({});
    move("2", "/R/First");
    settle();

    EXPECT_EQ(id_of("/R/First"), id);
    EXPECT_EQ(planned(), "");
}

TEST_F(Reorganisation, OnesWhoHaveYetToBeLinkedAnew_AreLookedAtAgain)
{
    hire("/A", 2);
    settle();
    move("/A", "/B");

    for (const Outlook& outlook : make(company.input()).outlooks) {
        EXPECT_FALSE(outlook.settled);
    }
}

} // namespace
} // namespace rosterd::plan::test
