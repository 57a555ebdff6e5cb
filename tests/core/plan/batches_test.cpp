// Which grants and revocations share a call.
#include "core/plan/batches.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "tests/core/plan/company.hpp"

namespace rosterd::plan::test
{
namespace
{

class Batches : public testing::Test
{
protected:
    void add(OperationKind kind, int person, const std::string& name)
    {
        Operation operation;
        operation.id = std::to_string(operations.size());
        operation.kind = kind;
        operation.userid = "E" + std::to_string(1000 + person);
        const bool role = kind == OperationKind::role_grant || kind == OperationKind::role_revoke;
        (kind == OperationKind::role_revoke ? operation.before : operation.after) =
            model::right_json({role ? model::RightKind::role : model::RightKind::attendance, name});
        operations.push_back(operation);
    }

    std::vector<Batch> batches() const
    {
        std::vector<std::size_t> all(operations.size());
        std::iota(all.begin(), all.end(), 0U);
        return batches_of(operations, all);
    }

    std::vector<Operation> operations;
};

TEST_F(Batches, SameRolesForMany_TwentyPeopleAndTwentyRolesACall)
{
    for (int i = 0; i < 40; ++i) {
        for (int role = 0; role < 20; ++role) {
            add(OperationKind::role_grant, i, "G/" + std::to_string(role));
        }
    }

    const auto two = batches();

    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0].userids.size(), 20U);
    EXPECT_EQ(two[0].rights.size(), 20U);
    EXPECT_EQ(two[0].operations.size(), 400U);
}

TEST_F(Batches, OneMoreRoleOrPersonThanFits_IsACallMore)
{
    for (int role = 0; role < 21; ++role) {
        add(OperationKind::role_grant, 1, "G/" + std::to_string(role));
    }
    EXPECT_EQ(batches().size(), 2U);
    operations.clear();
    for (int i = 0; i < 101; ++i) {
        add(OperationKind::role_revoke, i, "G/a");
    }
    EXPECT_EQ(batches().size(), 2U);
}

TEST_F(Batches, ManyMixturesOfFewRoles_GoRoleByRole)
{
    // eight mixtures of three roles, two people with each
    for (int i = 0; i < 16; ++i) {
        for (int role = 0; role < 3; ++role) {
            if (((i / 2) >> role) % 2 == 1) {
                add(OperationKind::role_grant, i, "G/" + std::to_string(role));
            }
        }
    }

    EXPECT_EQ(batches().size(), 3U) << "and not seven, one for each mixture";
}

TEST_F(Batches, NobodyGetsWhatNoOperationSays)
{
    add(OperationKind::role_grant, 1, "G/a");
    add(OperationKind::role_grant, 2, "G/a");
    add(OperationKind::role_grant, 2, "G/b");

    for (const Batch& batch : batches()) {
        EXPECT_EQ(batch.rights.size() * batch.userids.size(), batch.operations.size());
    }
}

TEST_F(Batches, AttendanceGroups_AreACallEach)
{
    add(OperationKind::attendance_add, 1, "day");
    add(OperationKind::attendance_add, 2, "day");
    add(OperationKind::attendance_add, 3, "night");

    EXPECT_EQ(batches().size(), 2U);
}

TEST(Forecast, GrantsOfNewPeople_CountAsBatchesAndAGroupIsMadeOnce)
{
    Company company;
    auto& rule = company.policy.entitlements.rules.emplace_back();
    rule.name = "rules[0]";
    rule.roles = {"G/a", "G/b"};
    for (int i = 0; i < 30; ++i) {
        company.hire("E" + std::to_string(100 + i), std::to_string(13'800'000'000 + i));
    }

    const auto calls = make(company.input()).plan.forecast.calls;

    EXPECT_EQ(calls.at("/topapi/role/addrolesforemps"), 2);
    EXPECT_EQ(calls.at("/role/add_role"), 2);
    EXPECT_EQ(calls.at("/role/add_role_group"), 1);
}

class Rollout : public testing::Test
{
protected:
    Rollout()
    {
        company.policy.updates.count = 5;
        company.policy.updates.percent = 0;
        for (int i = 0; i < 6; ++i) {
            company.hire("E" + std::to_string(i), std::to_string(13'800'000'000 + i));
        }
    }
    void name_roles(std::vector<std::string> roles)
    {
        company.policy.entitlements.rules = {{}};
        company.policy.entitlements.rules[0].roles = std::move(roles);
    }

    Company company;
};

TEST_F(Rollout, RightsOfManyPresentPeople_AreHeldAsUpdatesAndCountedByPerson)
{
    company.apply(make(company.input()).plan);
    name_roles({"G/a", "G/b"});

    const auto held = make(company.input()).plan.held;

    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].guard, "updates");
    EXPECT_EQ(held[0].found, 6);
    EXPECT_EQ(held[0].operations.size(), 12U);
}

TEST_F(Rollout, RightsOfNewAccounts_AreNotHeld)
{
    name_roles({"G/a"});

    EXPECT_TRUE(make(company.input()).plan.held.empty());
}

} // namespace
} // namespace rosterd::plan::test
