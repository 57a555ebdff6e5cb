#include "core/dingtalk/quota.hpp"

#include <gtest/gtest.h>

#include "core/plan/plan.hpp"
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

TEST(Metered, AddressBookRolesAndTokens_AreExempt)
{
    for (const char* path :
         {"/gettoken", "/v1.0/oauth2/accessToken", "/topapi/v2/user/create", "/topapi/user/listid",
          "/topapi/inactive/user/v2/get", "/topapi/v2/department/listsub", "/topapi/role/list",
          "/role/add_role", "/v1.0/contact/empLeaveRecords", "/v1.0/contact/seniorSettings",
          "/v1.0/hrm/processes/transfer", "/v1.0/hrm/employees/dismissions"}) {
        EXPECT_FALSE(is_metered(path)) << path;
    }
}

TEST(Metered, SearchesEnterpriseAccountsAttendanceNotificationsAndScopes_AreNot)
{
    for (const char* path :
         {"/v1.0/contact/users/search", "/v1.0/contact/departments/search",
          "/v1.0/contact/orgAccounts/disable", "/topapi/attendance/group/users/add",
          "/topapi/message/corpconversation/asyncsend_v2", "/auth/scopes",
          "/v1.0/hrm/processes/regulars/become", "/v1.0/im/group/create"}) {
        EXPECT_TRUE(is_metered(path)) << path;
    }
}

TEST(Metered, TheForecastOfAPlan_CountsTheSameCalls)
{
    using model::OperationKind;
    for (int kind = 0; kind <= static_cast<int>(OperationKind::attendance_remove); ++kind) {
        model::Plan plan;
        model::Operation operation;
        operation.kind = static_cast<OperationKind>(kind);
        plan.operations.push_back(operation);
        const model::Forecast forecast = plan::forecast(plan, 20);
        std::int64_t metered = 0;
        for (const auto& [path, count] : forecast.calls) {
            metered += is_metered(path) ? count : 0;
        }
        EXPECT_EQ(forecast.metered_calls, metered) << kind;
    }
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
