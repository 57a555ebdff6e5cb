#include <gtest/gtest.h>

#include "core/ingest/ingest.hpp"

namespace rosterd::ingest
{
namespace
{

model::Person person(const std::string& id, const std::string& mobile, int row)
{
    model::Person out;
    out.employee_id = id;
    out.name = "N" + id;
    out.mobile = mobile;
    out.origin = {"hr", "r.csv:" + std::to_string(row), "r.csv", static_cast<std::uint32_t>(row)};
    return out;
}

Ingested of(const std::vector<model::Person>& people)
{
    Ingested out;
    out.people = people;
    for (std::size_t i = 0; i < people.size(); ++i) {
        out.record_of_person.push_back(i);
    }
    return out;
}

TEST(Duplicates, TwoPeopleWithOneNumber_BothWaitAndNameEachOther)
{
    Ingested ingested = of({person("E1", "1", 2), person("E2", "2", 3), person("E3", "1", 4)});

    quarantine_duplicates(ingested, {}, {});

    ASSERT_EQ(ingested.people.size(), 1u);
    EXPECT_EQ(ingested.people[0].employee_id, "E2");
    EXPECT_EQ(ingested.record_of_person, std::vector<std::size_t>{1});
    EXPECT_EQ(ingested.faulty, (std::vector<std::size_t>{0, 2}));
    ASSERT_EQ(ingested.findings.size(), 2u);
    EXPECT_EQ(ingested.findings[0].rule, "mobile.duplicate");
    EXPECT_EQ(ingested.findings[0].employee_id, "E1");
    EXPECT_NE(ingested.findings[0].message.find("E3, NE3, r.csv:4"), std::string::npos);
    EXPECT_NE(ingested.findings[1].message.find("E1, NE1, r.csv:2"), std::string::npos);
}

TEST(Duplicates, TwoRowsWithOneEmployeeId_BothWait)
{
    Ingested ingested = of({person("E1", "1", 2), person("E1", "2", 3)});

    quarantine_duplicates(ingested, {}, {});

    EXPECT_TRUE(ingested.people.empty());
    EXPECT_EQ(ingested.findings[0].rule, "employee_id.duplicate");
}

TEST(Duplicates, MailsInDifferentCase_AreOneMail)
{
    Ingested ingested = of({person("E1", "", 2), person("E2", "", 3)});
    ingested.people[0].email = "A@x.hk";
    ingested.people[1].email = "a@x.hk";

    quarantine_duplicates(ingested, {}, {});

    EXPECT_TRUE(ingested.people.empty());
}

TEST(Duplicates, SuccessorTakesALeaversNumber_IsNoConflict)
{
    Ingested told = of({person("E1", "1", 2), person("E2", "1", 3)});
    told.people[0].status = model::EmploymentStatus::terminated;
    Ingested over = of({person("E1", "1", 2), person("E2", "1", 3)});
    over.people[0].last_day = model::parse_date("2024-03-01");
    IngestOptions options;
    options.today = model::parse_date("2024-03-02");

    quarantine_duplicates(told, {}, {});
    quarantine_duplicates(over, {}, options);

    EXPECT_EQ(told.people.size(), 2u);
    EXPECT_EQ(over.people.size(), 2u);
}

TEST(Duplicates, SomebodyOutsideHoldsTheNumber_IsNamedOnceAndReturned)
{
    Ingested ingested = of({person("E1", "1", 2), person("E2", "2", 3)});
    ingested.people[0].telephone = "800";
    const Holders others{[](const std::string& field, const std::string& value) {
        const bool held =
            (field == "mobile" && value == "1") || (field == "telephone" && value == "800");
        return held ? std::vector<Holder>{{"hr", "E9", "Old", "r.csv:99"}} : std::vector<Holder>{};
    }};

    const Duplicated duplicated = quarantine_duplicates(ingested, others, {});

    ASSERT_EQ(duplicated.others.size(), 1u);
    EXPECT_EQ(duplicated.others[0].employee_id, "E9");
    ASSERT_EQ(ingested.people.size(), 1u);
    EXPECT_NE(ingested.findings[0].message.find("r.csv:99"), std::string::npos);
}

TEST(Duplicates, FaultyRowWithTheSameId_KeepsTheSoundOneBack)
{
    std::vector<model::Record> records(2);
    records[0].origin = {"hr", "r.csv:2", "r.csv", 2};
    records[0].cells = {{"employee_id", "E1"}, {"name", "陳"}, {"mobile", "bad"}};
    records[1].origin = {"hr", "r.csv:3", "r.csv", 3};
    records[1].cells = {{"employee_id", "E1"}, {"name", "陳"}, {"mobile", "13800138000"}};
    Ingested ingested = ingest(records, {});

    quarantine_duplicates(ingested, {}, {});

    EXPECT_TRUE(ingested.people.empty());
    EXPECT_EQ(ingested.faulty, (std::vector<std::size_t>{0, 1}));
    EXPECT_NE(ingested.findings.back().message.find("r.csv:2"), std::string::npos);
}

TEST(Duplicates, ManyWithOneNumber_NameAFewAndCountTheRest)
{
    std::vector<model::Person> people;
    for (int i = 0; i < 20000; ++i) {
        people.push_back(person("E" + std::to_string(i), "1", i));
    }
    Ingested ingested = of(people);

    quarantine_duplicates(ingested, {}, {});

    EXPECT_TRUE(ingested.people.empty());
    ASSERT_EQ(ingested.findings.size(), 20000u);
    EXPECT_NE(ingested.findings[0].message.find("(+19996)"), std::string::npos);
}

} // namespace
} // namespace rosterd::ingest
