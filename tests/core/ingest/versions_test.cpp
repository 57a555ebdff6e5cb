// A person in several records of one source.
#include <gtest/gtest.h>

#include "core/ingest/ingest.hpp"
#include "core/ingest/versions.hpp"

namespace rosterd::ingest::test
{
namespace
{

using namespace std::chrono_literals;
using model::Person;
using Keys = std::vector<model::DepartmentKey>;

Person record(const char* title, Keys departments, std::optional<bool> main = {},
              std::optional<model::Date> from = {})
{
    Person person;
    person.employee_id = "E1";
    person.name = "Chan";
    person.title = title;
    person.departments = std::move(departments);
    person.main_job = main;
    person.effective_on = from;
    return person;
}

constexpr model::Date kJune{2026y / 6 / 1};
constexpr model::Date kJuly{2026y / 7 / 1};

TEST(SeveralRecords, OfSeveralJobs_DepartmentsAddUpAndTheMainOneDecidesTheRest)
{
    const auto all =
        taken_together({record("Cashier", {"/shop"}, false), record("Manager", {"/head"}, true)});
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 1U);
    EXPECT_EQ(all->front().title, "Manager");
    EXPECT_EQ(all->front().departments, (Keys{"/head", "/shop"}));
}

TEST(SeveralRecords, OfSeveralDays_AreVersionsInTheirOrder)
{
    const auto all = taken_together({record("Later", {"/b"}, {}, kJuly), record("Now", {"/a"}),
                                     record("Soon", {"/a"}, {}, kJune)});
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 3U);
    EXPECT_EQ((*all)[0].title, "Now");
    EXPECT_EQ((*all)[1].title, "Soon");
    EXPECT_EQ((*all)[2].effective_on, kJuly);
}

TEST(SeveralRecords, OfADayThatIsAboutTheOtherJobOnly_KeepTheMainOne)
{
    const auto all =
        taken_together({record("Manager", {"/head"}, true), record("Cashier", {"/shop"}, false),
                        record("Cashier", {"/mall"}, false, kJune)});
    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ((*all)[1].title, "Manager");
    EXPECT_EQ((*all)[1].departments, (Keys{"/head", "/mall"}));
}

TEST(SeveralRecords, OfAnotherJobThatEnds_AreAVersionWithoutItFromTheDayAfter)
{
    Person second = record("Cashier", {"/shop"}, false);
    second.leads = {"/shop"};
    second.last_day = model::Date{2026y / 5 / 31};
    Person third = record("Guard", {"/gate"}, false);
    third.last_day = kJune;
    const auto all = taken_together({record("Manager", {"/head"}, true), second, third});

    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 3U);
    EXPECT_EQ((*all)[0].departments, (Keys{"/head", "/shop", "/gate"}));
    EXPECT_EQ((*all)[1].effective_on, kJune);
    EXPECT_EQ((*all)[1].departments, (Keys{"/head", "/gate"}));
    EXPECT_TRUE((*all)[1].leads.empty());
    EXPECT_EQ((*all)[2].effective_on, (model::Date{2026y / 6 / 2}));
    EXPECT_EQ((*all)[2].departments, Keys{"/head"});
    EXPECT_FALSE((*all)[2].last_day) << "the employment goes on";
}

TEST(SeveralRecords, OfAnotherJobThatEndsBeforeItIsRestated_GoOnWithTheNewOne)
{
    Person second = record("Cashier", {"/shop"}, false);
    second.last_day = kJuly;
    const auto all = taken_together(
        {record("Manager", {"/head"}, true), second, record("Guard", {"/gate"}, false, kJune)});

    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 2U) << "nothing ends in July any more";
    EXPECT_EQ((*all)[1].departments, (Keys{"/head", "/gate"}));
}

TEST(SeveralRecords, OfAnotherJobThatIsTerminated_AreTheMainOneAlone)
{
    Person second = record("Cashier", {"/shop"}, false);
    second.status = model::EmploymentStatus::terminated;
    const auto all = taken_together({record("Manager", {"/head"}, true), second});

    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 1U);
    EXPECT_EQ(all->front().departments, Keys{"/head"});
    EXPECT_EQ(all->front().status, model::EmploymentStatus::active);
}

TEST(SeveralRecords, OfAMainJobThatEnds_EndWithIt)
{
    Person main = record("Manager", {"/head"}, true);
    main.last_day = kJune;
    const auto all = taken_together({main, record("Cashier", {"/shop"}, false)});

    ASSERT_TRUE(all);
    ASSERT_EQ(all->size(), 1U);
    EXPECT_EQ(all->front().last_day, kJune);
}

TEST(SeveralRecords, OfTwoMainJobs_ContradictEachOther)
{
    EXPECT_FALSE(taken_together({record("A", {"/a"}, true), record("B", {"/b"}, true)}));
}

TEST(SeveralRecords, WithoutAWordWhichIsMain_ContradictEachOther)
{
    EXPECT_FALSE(taken_together({record("A", {"/a"}), record("B", {"/b"})}));
}

TEST(SeveralRecords, OneThatCallsItselfASecondJob_IsTheOnlyOneThereIs)
{
    const auto all = taken_together({record("A", {"/a"}, false)});
    ASSERT_TRUE(all);
    EXPECT_EQ(all->front().title, "A");
}

TEST(SeveralRecords, OfAFileByItself_ArePeopleOnceEach)
{
    Ingested all;
    all.people = {record("Clerk", {"/a"}), record("Other", {"/a"}),
                  record("Manager", {"/b"}, {}, kJuly)};
    all.people[1].employee_id = "E2";
    all.record_of_person = {0, 1, 2};
    keep_one_each(all);

    ASSERT_EQ(all.people.size(), 2U);
    EXPECT_EQ(all.people[0].title, "Clerk");
    EXPECT_EQ(all.people[1].title, "Other");
    EXPECT_EQ(all.record_of_person, (std::vector<std::size_t>{0, 1}));
}

TEST(SeveralRecords, ThatContradictEachOther_StayForTheCheckOfDuplicates)
{
    Ingested all;
    all.people = {record("A", {"/a"}, true), record("B", {"/b"}, true)};
    all.record_of_person = {0, 1};
    keep_one_each(all);

    EXPECT_EQ(all.people.size(), 2U);
}

Person read(std::vector<model::Cell> cells)
{
    model::Record record;
    record.cells = {{"employee_id", "E1"}, {"name", "Chan"}};
    record.cells.insert(record.cells.end(), cells.begin(), cells.end());
    const Ingested all = ingest(std::span{&record, 1}, {});
    return all.people.at(0);
}

TEST(ContractEnd, OfAContractor_IsTheLastDay)
{
    for (const char* kind : {"外包", "Contractor", "派遣", "Temp"}) {
        EXPECT_EQ(read({{"用工类型", kind}, {"合同到期日", "2026-07-01"}}).last_day, kJuly) << kind;
    }
}

TEST(ContractEnd, OfAnEmployee_IsNoLastDay)
{
    EXPECT_FALSE(read({{"用工类型", "正式"}, {"合同到期日", "2026-07-01"}}).last_day)
        << "it is renewed, as a rule";
    EXPECT_FALSE(read({{"合同到期日", "2026-07-01"}}).last_day);
}

TEST(ContractEnd, BesideALastDay_DoesNotCount)
{
    EXPECT_EQ(read({{"Employment type", "contractor"},
                    {"Contract end date", "2026-07-01"},
                    {"Last day", "2026-06-01"}})
                  .last_day,
              kJune);
}

TEST(Headings, OfVersionsJobsAndFormerNumbers_AreRecognised)
{
    const Person person = read({{"生效日期", "2026-06-01"},
                                {"是否主职", "否"},
                                {"原工号", "E0"},
                                {"Worker Type", "Contractor"}});
    EXPECT_EQ(person.effective_on, kJune);
    EXPECT_EQ(person.main_job, false);
    EXPECT_EQ(person.previous_employee_id, "E0");
    EXPECT_EQ(person.employment, "Contractor");
}

} // namespace
} // namespace rosterd::ingest::test
