// Whom a plan looks at.
#include <gtest/gtest.h>

#include "daemon/cycle/assemble.hpp"
#include "daemon/cycle/learning.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

class Assembling : public testing::Test
{
protected:
    Assembling() { policy_.scope.departments = {"/Shop"}; }

    state::PersonRef hire(const std::string& id, const std::string& department,
                          model::EmploymentStatus status = model::EmploymentStatus::active)
    {
        model::Person person;
        person.employee_id = id;
        person.name = id;
        person.status = status;
        person.departments = {{department}};
        person.origin = {"hr", "roster.csv:2", "roster.csv", 2};
        state::RosterDelta delta;
        delta.source = "hr";
        delta.upserts = {person};
        return store_->roster().apply(delta).at(0);
    }
    Assembled assembled() { return assemble(*store_, {"hr"}, policy_, {}); }
    std::vector<std::string> looked_at()
    {
        std::vector<std::string> ids;
        for (const plan::PersonCase& one : assembled().input.people) {
            ids.push_back(one.person.employee_id);
        }
        return ids;
    }

    model::Policy policy_;
    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ = std::move(
        *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
};

using Ids = std::vector<std::string>;

TEST_F(Assembling, WhoIsOutsideTheScopeWithoutAnAccount_IsIdle)
{
    hire("E1", "/Shop");
    const auto idle = hire("E2", "/Office");

    EXPECT_EQ(looked_at(), Ids{"E1"});
    EXPECT_EQ(assembled().idle, std::vector<state::PersonRef>{idle});
    EXPECT_EQ(assembled().input.departments_in_use.at("/Office"), 1) << "and is counted";
}

TEST_F(Assembling, WhoIsOutsideTheScope_IsLookedAtWhereSomethingMayHaveToBeDone)
{
    hire("E1", "/Office");
    store_->mirror().put(state::PersonLink{"hr", "E1", "zhang", true, {}, {}});
    hire("E2", "/Office");
    store_->mirror().put(state::Invitation{"hr", "E2", "li", "Li", "138", {}, {}});
    hire("E3", "/Office", model::EmploymentStatus::terminated);

    EXPECT_EQ(looked_at(), (Ids{"E1", "E2", "E3"}));
    EXPECT_TRUE(assembled().idle.empty());
}

TEST_F(Assembling, TheAccountThatSomebodyHadBefore_IsKnownWhereverTheyAreLookedAt)
{
    hire("E1", "/Shop");
    const model::Former former{model::Instant{std::chrono::hours{1}}, "leaver.told", {}, {}};
    const state::PersonLink stored{"hr", "E1", "zhang", true, {}, {}, former};
    store_->mirror().put(stored);

    EXPECT_EQ(link_of(stored).former, former);
    EXPECT_EQ(assembled().input.people.at(0).link->former, former);
    EXPECT_EQ(case_of(*store_, policy_, "hr", "E1")->link->former, former);
}

TEST_F(Assembling, WhoHadAnAccountUnderAnotherNumber_IsLookedAt)
{
    model::Person person;
    person.employee_id = "E9";
    person.name = "Ada";
    person.previous_employee_id = "E1";
    person.departments = {{"/Office"}};
    person.origin = {"hr", "roster.csv:2", "roster.csv", 2};
    state::RosterDelta delta;
    delta.source = "hr";
    delta.upserts = {person};
    store_->roster().apply(delta);
    store_->mirror().put(state::PersonLink{"hr", "E1", "zhang", true, {}, {}});

    EXPECT_TRUE(assembled().idle.empty()) << "the account goes on as theirs";
}

TEST_F(Assembling, WithoutAScope_EverybodyIsLookedAt)
{
    policy_.scope = {};
    hire("E1", "/Office");

    EXPECT_EQ(looked_at(), Ids{"E1"});
}

} // namespace
} // namespace rosterd::cycle
