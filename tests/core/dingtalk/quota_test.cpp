#include "core/dingtalk/quota.hpp"

#include <gtest/gtest.h>

#include "tests/core/dingtalk/fake_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using std::chrono::sys_days;
using test::FakeHttp;
using test::Seen;
using test::World;

const std::string kAttendance = "/topapi/attendance/group/users/add"; // metered
const std::string kUpdate = "/topapi/v2/user/update";                 // exempt

net::Instant at(int month, int day, net::Duration time = 0ms)
{
    return net::Instant{sys_days{std::chrono::year{2026} / month / day}} + time;
}

TEST(Month, EndsAtMidnightInChina)
{
    EXPECT_EQ(end_of_month(at(11, 23)), at(11, 30, 16h));
    EXPECT_EQ(end_of_month(at(11, 30, 16h - 1ms)), at(11, 30, 16h));
    EXPECT_EQ(end_of_month(at(11, 30, 16h)), at(12, 31, 16h));
    EXPECT_EQ(end_of_month(at(12, 31, 16h)), at(12, 31, 16h) + std::chrono::days{31});
}

TEST(Quota, UsedUp_HoldsMeteredCallsBackAndLetsExemptOnesGo)
{
    Quota quota;
    quota.used_up(at(11, 23));
    EXPECT_FALSE(quota.may_go(kAttendance, at(11, 23, 59min)));
    EXPECT_TRUE(quota.may_go(kUpdate, at(11, 23, 59min)));
}

TEST(Quota, AfterAnHour_OneCallLooksAndTheOthersWait)
{
    Quota quota;
    quota.used_up(at(11, 23));
    EXPECT_TRUE(quota.may_go(kAttendance, at(11, 23, 1h)));
    EXPECT_FALSE(quota.may_go(kAttendance, at(11, 23, 1h)));
    quota.counted(kAttendance, at(11, 23, 1h)); // topped up
    EXPECT_TRUE(quota.may_go(kAttendance, at(11, 23, 1h)));
    EXPECT_TRUE(quota.may_go(kAttendance, at(11, 23, 1h)));
}

TEST(Quota, NewMonth_OpensItAndCountsFromNothing)
{
    Quota quota;
    quota.counted(kAttendance, at(11, 30, 15h));
    quota.counted(kUpdate, at(11, 30, 15h));
    EXPECT_EQ(quota.used(at(11, 30, 15h)), 1);
    quota.used_up(at(11, 30, 15h + 50min));
    EXPECT_FALSE(quota.may_go(kAttendance, at(11, 30, 15h + 59min)));
    EXPECT_TRUE(quota.may_go(kAttendance, at(11, 30, 16h)));
    EXPECT_EQ(quota.used(at(11, 30, 16h)), 0);
}

TEST(Client, QuotaUsedUp_RefusesMeteredCallsWithoutSendingThem)
{
    for (const auto& refusal : {FakeHttp::errcode(90020),
                                FakeHttp::json(200, {{"errcode", 88}, {"sub_code", "90020"}})}) {
        World world;
        world.http.serve = test::script({refusal});
        EXPECT_EQ(world.call(kAttendance).error().code, "90020");
        const auto second = world.call(kAttendance);
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, "90020");
        EXPECT_FALSE(second.error().unknown_outcome);
        EXPECT_EQ(world.http.count(kAttendance), 1);
        EXPECT_TRUE(world.call(kUpdate));
        world.loop.after(1h, [] {});
        world.loop.run();
        EXPECT_TRUE(world.call(kAttendance));
    }
}

TEST(Client, MeteredCalls_AreCountedUnlessRefusedByRateOrLost)
{
    World world;
    world.http.serve =
        test::script({FakeHttp::errcode(90018), FakeHttp::lost(net::NetErrorKind::refused, false),
                      FakeHttp::errcode(-1), FakeHttp::errcode(0)});
    EXPECT_TRUE(world.call(kAttendance));
    EXPECT_TRUE(world.call(kUpdate));
    EXPECT_EQ(world.client->counts().at(kAttendance).metered, 2); // -1 and 0
    EXPECT_EQ(world.client->counts().at(kUpdate).metered, 0);
}

} // namespace
} // namespace rosterd::dingtalk
