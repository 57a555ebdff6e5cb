// How who holds roles and attendance groups is read: which calls, and side by side.
#include <gmock/gmock.h>

#include "tests/daemon/stage.hpp"

namespace rosterd::test
{
namespace
{

constexpr const char* kHolders = "/topapi/role/simplelist";

class RightsRead : public Stage
{
protected:
    RightsRead() : Stage{{}, "manager01"} {}

    // So many roles, the first with many holders, and two attendance groups.
    void grant(int roles, int holders)
    {
        sandbox::Roles& known = service.organisation().roles();
        const auto group = known.add_group("門店");
        model::EntitlementRule rule;
        rule.name = "rule";
        for (int i = 0; i < roles; ++i) {
            const std::string name = "角色" + std::to_string(i);
            const auto id = known.add_role(name, group);
            rule.roles.push_back("門店/" + name);
            for (int holder = 0; holder < (i == 0 ? holders : 1); ++holder) {
                known.grant(id, std::to_string(1000 + holder));
            }
        }
        policy.entitlements.rules = {rule};
    }
    void hire(int people)
    {
        for (int i = 0; i < people; ++i) {
            rows.push_back(person(std::to_string(1000 + i)));
        }
        ASSERT_EQ(run().outcome, cycle::Outcome::done);
    }
};

TEST_F(RightsRead, AFullRead_AsksOncePerPageOfHoldersAndOncePerPageOfRoles)
{
    hire(250);
    grant(12, 250);

    ASSERT_EQ(run(true, false).outcome, cycle::Outcome::done);

    EXPECT_EQ(count(kHolders), 3 + 11) << "250 holders on three pages, and one page each";
    EXPECT_EQ(count("/topapi/role/list"), 1);
    EXPECT_EQ(count("/topapi/attendance/groups/idtokey"), 0) << "no rule grants one";
}

TEST_F(RightsRead, RolesAreAskedAboutSideBySideUpToThePace)
{
    hire(1);
    grant(12, 1);

    ASSERT_EQ(run(true, false).outcome, cycle::Outcome::done);

    std::set<net::Duration> sent;
    for (const Line::Call& call : line.calls) {
        if (call.path == kHolders) {
            sent.insert(call.at);
        }
    }
    EXPECT_THAT(sent, testing::SizeIs(1)) << "twelve roles in the time of one answer";
}

TEST_F(RightsRead, OneThatFails_LeavesEverythingAsItWasKnown)
{
    hire(3);
    grant(3, 3);
    ASSERT_EQ(run(true).outcome, cycle::Outcome::done);
    const auto before = store->rights().of("1000");
    service.organisation().roles().revoke(
        service.organisation()
            .roles()
            .role_named(service.organisation().roles().group_named("門店")->id, "角色0")
            ->id,
        "1000");
    control("/sandbox/faults",
            model::Json::array(
                {{{"path", kHolders}, {"mode", "errcode"}, {"errcode", 60011}, {"count", -1}}}));

    EXPECT_EQ(run(true, false).outcome, cycle::Outcome::unreachable);

    EXPECT_EQ(store->rights().of("1000").size(), before.size());
}

} // namespace
} // namespace rosterd::test
