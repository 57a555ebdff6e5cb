#include <gtest/gtest.h>

#include "core/plan/rollout.hpp"
#include "tests/core/plan/company.hpp"

namespace rosterd::plan::test
{
namespace
{

struct Rings : testing::Test {
    Company company;
    std::size_t started = 1;

    Rings()
    {
        company.policy.rollout = {{"pilot", {}, {"E1", "E2"}, 0, {}},
                                  {"retail", {"R/**"}, {}, 0, {}},
                                  {"rest", {}, {}, 0, {}}};
        company.hire("E1", "13800000001", {"/IT"});
        company.hire("E2", "13800000002", {"/R/One"});
        company.hire("E3", "13800000003", {"/R/Two"});
        company.hire("E4", "13800000004", {"/F"});
    }
    model::Plan plan() const
    {
        PlanInput input = company.input();
        input.rings_started = started;
        return make(input).plan;
    }
    std::string later() const
    {
        std::string text;
        for (const model::Hold& hold : plan().held) {
            EXPECT_EQ(hold.guard, "rollout");
            for (const std::string& id : hold.operations) {
                text += (text.empty() ? "" : " ") + id;
            }
        }
        return text;
    }
};

TEST_F(Rings, FirstRing_BringsItsPeopleAndTheDepartmentsTheyNeed)
{
    EXPECT_EQ(later(), "d-create-/F d-create-/R/Two u-create-E3 u-create-E4");
    EXPECT_EQ(plan().held[0].explanation,
              "4 operations are for rings that have not started (1 of 3 have; next: retail): they "
              "are shown, not carried out.");
}

TEST_F(Rings, NextRing_BringsTheSubtree)
{
    started = 2;

    EXPECT_EQ(later(), "d-create-/F u-create-E4");
}

TEST_F(Rings, AllRingsStarted_NobodyWaits)
{
    started = 3;

    EXPECT_EQ(later(), "");
}

TEST_F(Rings, LeaverOutsideTheRings_Stays)
{
    started = 3;
    ASSERT_EQ(company.apply(plan()), std::nullopt);
    started = 1;
    company.roster.at({"hr", "E4"}).present = false;
    company.roster.at({"hr", "E2"}).present = false;

    EXPECT_EQ(later(), "u-delete-E4 d-delete-/F d-delete-/R/One");
}

TEST_F(Rings, LeaverWhoseRecordLostItsDepartment_GoesWithTheRingTheyWorkedIn)
{
    started = 3;
    ASSERT_EQ(company.apply(plan()), std::nullopt);
    started = 2;
    company.person("E3").status = model::EmploymentStatus::terminated;
    company.person("E3").departments = {"/former staff"};
    company.person("E4").status = model::EmploymentStatus::terminated;
    company.person("E4").departments.reset();

    EXPECT_EQ(later(), "u-delete-E4 d-delete-/F d-delete-/R/Two")
        << "and only who worked outside of it waits";
}

TEST_F(Rings, WhoMovesOutOfTheRing_Waits)
{
    started = 3;
    ASSERT_EQ(company.apply(plan()), std::nullopt);
    started = 2;
    company.person("E3").departments = {"/F"};

    EXPECT_EQ(later(), "u-update-E3 d-delete-/R/Two");
}

TEST_F(Rings, DepartmentsThatHrKnowsByIds_AreMatchedByTheirNames)
{
    const model::Origin origin{"hr", "d.csv:1", "", 1};
    company.records = {{"#7", "R", "/", {}, {}, origin}, {"#8", "Three", "#7", {}, {}, origin}};
    company.hire("E5", "13800000005", {"#8"});
    started = 2;

    EXPECT_EQ(later(), "d-create-/F u-create-E4");
}

TEST_F(Rings, WhoWaits_CountsForNoLimit)
{
    started = 3;
    ASSERT_EQ(company.apply(plan()), std::nullopt);
    started = 1;
    company.policy.updates = {1, 0};
    for (const char* id : {"E1", "E3", "E4"}) {
        company.person(id).title = "clerk";
    }

    EXPECT_EQ(later(), "u-update-E3 u-update-E4");
}

TEST_F(Rings, Share_IsTheSamePeopleEachTimeAndGrowsWithThePercentage)
{
    const auto in_first = [](const std::string& id, double percent) {
        model::Policy policy;
        policy.rollout = {{"some", {}, {}, percent, {}}};
        model::Person person;
        person.employee_id = id;
        return ring_of(policy, person, {}) == 0;
    };
    int tenth = 0;
    int half = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::string id = "E" + std::to_string(i);
        tenth += in_first(id, 10) ? 1 : 0;
        half += in_first(id, 50) ? 1 : 0;
        EXPECT_TRUE(!in_first(id, 10) || in_first(id, 50));
    }
    EXPECT_NEAR(tenth, 1000, 150);
    EXPECT_NEAR(half, 5000, 250);
}

TEST_F(Rings, WhoIsInNoRing_NeverComes)
{
    company.policy.rollout.pop_back();
    started = 2;

    EXPECT_EQ(later(), "");
    EXPECT_EQ(ring_of(company.policy, company.person("E4"), {"/F"}), 2U);
}

} // namespace
} // namespace rosterd::plan::test
