#include "core/dingtalk/client.hpp"

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

#include "core/dingtalk/token.hpp"
#include "tests/core/dingtalk/fake_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using net::NetErrorKind;
using test::FakeHttp;
using test::Json;
using test::script;
using test::Seen;
using test::World;

const std::string kUpdate = "/topapi/v2/user/update";
const std::string kCreate = "/topapi/v2/user/create";

Call call_to(const std::string& path)
{
    Call call;
    call.path = path;
    return call;
}

TEST(Token, ManyCallsAtOnce_ShareOneFetch)
{
    World world;
    int done = 0;
    for (int i = 0; i < 10; ++i) {
        Call call;
        call.path = kUpdate;
        world.client->call(call, [&](const CallResult& got) { done += got ? 1 : 0; });
    }
    world.loop.run();
    EXPECT_EQ(done, 10);
    EXPECT_EQ(world.http.token_fetches, 1);
}

TEST(Token, TenMinutesBeforeItsEnd_IsRenewedWhateverTheWallClockSays)
{
    World world;
    ASSERT_TRUE(world.call(kUpdate));
    world.loop.jump_wall_clock(48h);
    world.loop.after(109min, [] {});
    world.loop.run();
    ASSERT_TRUE(world.call(kUpdate));
    EXPECT_EQ(world.http.token_fetches, 1);
    world.loop.after(2min, [] {});
    world.loop.run();
    ASSERT_TRUE(world.call(kUpdate));
    EXPECT_EQ(world.http.token_fetches, 2);
}

TEST(Token, RenewalThatFails_LeavesTheOldTokenInUseUntilItEnds)
{
    World world;
    ASSERT_TRUE(world.call(kUpdate));
    world.http.token = [](const Seen&) { return FakeHttp::errcode(40096); };
    world.loop.after(111min, [] {});
    world.loop.run();
    EXPECT_TRUE(world.call(kUpdate));
    world.loop.after(10min, [] {});
    world.loop.run();
    EXPECT_FALSE(world.call(kUpdate));
}

TEST(Token, Refused_IsFetchedAnewOnceAndTheCallRepeated)
{
    for (const auto& refusal :
         {FakeHttp::json(200, Json{{"errcode", 88}, {"sub_code", "40014"}}),
          FakeHttp::errcode(42001), FakeHttp::errcode(40001), FakeHttp::errcode(40014)}) {
        World world;
        world.http.serve = script({refusal});
        EXPECT_TRUE(world.call(kCreate, false));
        EXPECT_EQ(world.http.token_fetches, 2);
        ASSERT_EQ(world.http.seen.size(), 2U);
        EXPECT_NE(world.http.seen[0].request.url.find("access_token=t1"), std::string::npos);
        EXPECT_NE(world.http.seen[1].request.url.find("access_token=t2"), std::string::npos);
    }
}

TEST(Token, RefusedTwice_IsGivenUp)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::errcode(40014); };
    const auto got = world.call(kUpdate);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "40014");
    EXPECT_EQ(world.http.seen.size(), 2U);
}

TEST(Token, RefusalOfATokenAlreadyReplaced_FetchesNoOther)
{
    TokenKeeper keeper;
    EXPECT_EQ(keeper.need(0ms), TokenNeed::fetch);
    EXPECT_EQ(keeper.need(0ms), TokenNeed::wait);
    keeper.fetched("new", 7200s, 0ms);
    keeper.refused("old", 0ms);
    EXPECT_EQ(keeper.need(0ms), TokenNeed::use);
    keeper.refused("new", 0ms);
    EXPECT_EQ(keeper.need(0ms), TokenNeed::fetch);
}

TEST(Token, SameTokenAgain_IsARenewalAndOlderRefusalsDoNotConcernIt)
{
    TokenKeeper keeper;
    EXPECT_EQ(keeper.need(0ms), TokenNeed::fetch);
    keeper.fetched("t", 7200s, 0ms);
    keeper.refused("t", 1s);
    EXPECT_EQ(keeper.need(2s), TokenNeed::fetch);
    keeper.fetched("t", 7200s, 3s);
    keeper.refused("t", 2s); // sent before
    EXPECT_EQ(keeper.need(4s), TokenNeed::use);
    EXPECT_EQ(keeper.need(6602s), TokenNeed::use);
    EXPECT_EQ(keeper.need(6603s), TokenNeed::renew); // ten minutes before its new end
    keeper.refused("t", 6604s);
    EXPECT_EQ(keeper.need(6605s), TokenNeed::wait);
}

TEST(Token, DueForRenewal_IsUsedWhileOneFetchesTheNext)
{
    TokenKeeper keeper;
    keeper.need(0ms);
    keeper.fetched("t", 7200s, 0ms);
    EXPECT_EQ(keeper.need(6600s), TokenNeed::renew);
    EXPECT_EQ(keeper.need(6600s), TokenNeed::use);
    EXPECT_EQ(keeper.need(7200s), TokenNeed::wait); // it ended before the next one came
    keeper.fetch_failed(7201s);
    EXPECT_EQ(keeper.need(7201s), TokenNeed::fetch);
}

TEST(Token, RenewalThatFailed_IsTriedAgainAfterAMinute)
{
    TokenKeeper keeper;
    keeper.need(0ms);
    keeper.fetched("t", 7200s, 0ms);
    EXPECT_EQ(keeper.need(6600s), TokenNeed::renew);
    keeper.fetch_failed(6601s);
    EXPECT_EQ(keeper.need(6660s), TokenNeed::use);
    EXPECT_EQ(keeper.need(6661s), TokenNeed::renew);
}

TEST(Token, SlowRenewal_HoldsNoCallUp)
{
    World world;
    ASSERT_TRUE(world.call(kUpdate));
    world.loop.after(111min, [] {});
    world.loop.run();
    world.http.token = [](const Seen&) {
        return FakeHttp::lost(NetErrorKind::timed_out, true); // again and again
    };
    const auto asked = world.loop.steady();
    ASSERT_TRUE(world.call(kUpdate));
    EXPECT_EQ(world.http.seen.at(1).at, asked);
}

TEST(Token, RefusedForManyCallsAtOnceAndTheSameComesBack_IsFetchedOnce)
{
    World world;
    world.http.token = [](const Seen&) {
        return FakeHttp::json(200,
                              Json{{"errcode", 0}, {"access_token", "same"}, {"expires_in", 7200}});
    };
    int refusals = 0;
    world.http.serve = [&](const Seen&) { // all that were on the way before the second fetch
        return ++refusals <= 10 ? FakeHttp::errcode(40014) : FakeHttp::errcode(0);
    };
    int late = 0;
    world.http.latency = [&] { return 10ms * ++late; };
    int done = 0;
    for (int i = 0; i < 10; ++i) {
        world.client->call(call_to(kUpdate), [&](const CallResult& got) { done += got ? 1 : 0; });
    }
    world.loop.run();
    EXPECT_EQ(done, 10);
    EXPECT_EQ(world.http.token_fetches, 2);
}

TEST(Token, WrongCredentials_FailEveryoneWithoutASingleCall)
{
    World world;
    world.http.token = [](const Seen&) { return FakeHttp::errcode(40096, "appSecret s3cret"); };
    const auto got = world.call(kUpdate);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "40096");
    EXPECT_FALSE(got.error().unknown_outcome);
    EXPECT_EQ(got.error().message.find("s3cret"), std::string::npos);
    EXPECT_TRUE(world.http.seen.empty());
}

TEST(Token, DingTalkNotReachable_IsToldAsUnreachable)
{
    World world;
    world.http.token = [](const Seen&) { return FakeHttp::lost(NetErrorKind::refused, false); };
    const auto got = world.call(kUpdate);
    ASSERT_FALSE(got);
    EXPECT_TRUE(got.error().unreachable);
    EXPECT_EQ(world.http.token_fetches, 6);
}

TEST(Client, OldStyle_SendsTheTokenInTheQueryAndNativeJson)
{
    World world;
    Call call;
    call.path = kUpdate;
    call.body = Json{{"hide_mobile", true}, {"hired_date", 1577836800000}};
    ASSERT_TRUE(world.call(call));
    const Seen& seen = world.http.seen.at(0);
    EXPECT_EQ(seen.request.url, "https://oapi.dingtalk.com/topapi/v2/user/update?access_token=t1");
    EXPECT_EQ(seen.body(), call.body);
}

TEST(Client, NewStyle_SendsTheTokenInTheHeaderOnly)
{
    World world;
    Call call;
    call.family = Family::api;
    call.method = "GET";
    call.path = "/v1.0/contact/orgAccounts/status";
    call.query = "userId=x";
    world.http.serve = [](const Seen&) { return FakeHttp::json(200, Json{{"disable", true}}); };
    const auto got = world.call(call);
    ASSERT_TRUE(got);
    EXPECT_TRUE(got->at("disable"));
    const Seen& seen = world.http.seen.at(0);
    EXPECT_EQ(seen.request.url,
              "https://api.dingtalk.com/v1.0/contact/orgAccounts/status?userId=x");
    EXPECT_EQ(seen.request.headers.at(0).first, "x-acs-dingtalk-access-token");
    EXPECT_EQ(seen.request.headers.at(0).second, "t1");
}

TEST(Client, BusyAnswers_AreRepeatedThreeTimesAtMost)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::errcode(-1); };
    const auto got = world.call(kCreate, false);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "-1");
    EXPECT_EQ(world.http.seen.size(), 4U);
    EXPECT_EQ(world.client->counts().at(kCreate).failed, 1);
}

TEST(Client, PermanentBadAndDoneCodes_AreNotRepeated)
{
    for (const int code : {60011, 60103, 60102, 40103, 90020, 777777}) {
        World world;
        world.http.serve = [code](const Seen&) { return FakeHttp::errcode(code, "words"); };
        const auto got = world.call(kUpdate);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().code, std::to_string(code));
        EXPECT_EQ(got.error().message, "words");
        EXPECT_EQ(got.error().request_id, "r1");
        EXPECT_EQ(world.http.seen.size(), 1U) << code;
    }
}

TEST(Client, RefusedByRate_WaitsASecondAndCountsNoTry)
{
    World world;
    world.http.serve = script(std::vector<net::HttpResult>(20, FakeHttp::errcode(90018)));
    const auto got = world.call(kCreate, false);
    EXPECT_TRUE(got);
    ASSERT_EQ(world.http.seen.size(), 21U);
    for (std::size_t i = 1; i < 21; ++i) {
        EXPECT_GE(world.http.seen[i].at - world.http.seen[i - 1].at, 1s);
    }
    EXPECT_EQ(world.client->counts().at(kCreate).refused_by_rate, 20);
}

TEST(Client, RefusedByRateForever_EndsAfterABound)
{
    World world;
    world.http.serve = [](const Seen&) {
        return FakeHttp::json(403, Json{{"code", "Forbidden.AccessDenied.QpsLimitForApi"}});
    };
    Call call;
    call.family = Family::api;
    call.path = "/v1.0/x";
    const auto got = world.call(call);
    ASSERT_FALSE(got);
    EXPECT_EQ(world.http.seen.size(), 61U);
}

TEST(Client, AddressBlocked_NothingIsSentForFiveMinutes)
{
    World world;
    world.http.serve = script({FakeHttp::text(200, "<html>punish</html>")});
    world.client->call(call_to("/a"), [](const CallResult& got) { EXPECT_TRUE(got); });
    world.loop.after(1s, [&] {
        world.client->call(call_to("/b"), [](const CallResult& got) { EXPECT_TRUE(got); });
    });
    world.loop.run();
    ASSERT_EQ(world.http.seen.size(), 3U);
    EXPECT_GE(world.http.seen[1].at, 5min);
    EXPECT_GE(world.http.seen[2].at, 5min);
}

TEST(Client, LostAfterSending_IsNotRepeatedBlindlyWhenItMustNot)
{
    for (const auto& loss :
         {FakeHttp::lost(NetErrorKind::timed_out, true), FakeHttp::lost(NetErrorKind::broken, true),
          FakeHttp::text(200, "{\"errcode\":0,\"resul"),
          FakeHttp::text(502, "<html>bad gateway</html>")}) {
        World world;
        world.http.serve = script({loss});
        const auto got = world.call(kCreate, false);
        ASSERT_FALSE(got);
        EXPECT_TRUE(got.error().unknown_outcome);
        EXPECT_EQ(world.http.seen.size(), 1U);
    }
}

TEST(Client, LostAfterSending_IsRepeatedWhenItMay)
{
    World world;
    world.http.serve = script({FakeHttp::lost(NetErrorKind::timed_out, true),
                               FakeHttp::text(200, "{\"errc"), FakeHttp::text(503, "")});
    EXPECT_TRUE(world.call(kUpdate));
    EXPECT_EQ(world.http.seen.size(), 4U);
}

TEST(Client, LostThenRefused_StillTellsThatTheFirstMayHaveBeenCarriedOut)
{
    World world;
    world.http.serve =
        script({FakeHttp::lost(NetErrorKind::broken, true), FakeHttp::errcode(60011)});
    const auto got = world.call(kUpdate);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "60011");
    EXPECT_TRUE(got.error().unknown_outcome);
}

TEST(Client, NeverConnected_IsRepeatedEvenForACreation)
{
    World world;
    world.http.serve = script({FakeHttp::lost(NetErrorKind::refused, false)});
    EXPECT_TRUE(world.call(kCreate, false));
    EXPECT_EQ(world.http.seen.size(), 2U);
}

TEST(Client, NeverConnectedAtAll_IsUnreachableAfterAllTries)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::lost(NetErrorKind::refused, false); };
    const auto got = world.call(kCreate, false);
    ASSERT_FALSE(got);
    EXPECT_TRUE(got.error().unreachable);
    EXPECT_FALSE(got.error().unknown_outcome);
    EXPECT_EQ(world.http.seen.size(), 6U);
}

TEST(Client, CertificateNotAccepted_IsToldAtOnceAndNotRepeated)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::lost(NetErrorKind::tls, false); };
    const auto got = world.call(kUpdate);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, "net.tls");
    EXPECT_TRUE(got.error().unreachable);
    EXPECT_EQ(world.http.seen.size(), 1U);
}

TEST(Client, EveryRequest_HasADeadlineAndABoundForItsAnswer)
{
    World world;
    ASSERT_TRUE(world.call(kUpdate));
    EXPECT_EQ(world.http.seen.at(0).request.timeout, 20s);
    EXPECT_LE(world.http.seen.at(0).request.max_body, std::size_t{8} * 1024 * 1024);
}

TEST(Client, TokenInAMessage_IsNotToldOn)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::errcode(60020, "token=t1 blocked"); };
    EXPECT_EQ(world.call(kUpdate).error().message, "token=*** blocked");
}

TEST(Client, ManyCalls_KeepTheConfiguredPaceAndGoInOrder)
{
    World world;
    std::vector<int> order;
    for (int i = 0; i < 100; ++i) {
        world.client->call(call_to(kUpdate),
                           [&order, i](const CallResult&) { order.push_back(i); });
    }
    world.loop.run();
    ASSERT_EQ(order.size(), 100U);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    for (std::size_t i = 20; i < 100; ++i) {
        EXPECT_GE(world.http.seen[i].at - world.http.seen[i - 20].at, 1s) << i;
    }
    EXPECT_LT(world.loop.steady(), 5s);
}

TEST(Client, Leavers_GoAheadOfEverythingThatWaits)
{
    World world(1);
    std::string order;
    for (const char* name : {"a", "b", "L"}) {
        Call call;
        call.path = kUpdate;
        call.priority = *name == 'L' ? Priority::leaver : Priority::normal;
        world.client->call(call, [&order, name](const CallResult&) { order += name; });
    }
    world.loop.run();
    EXPECT_EQ(order, "Lab");
}

TEST(Client, RoomOverAllApis_GoesToLeaversFirst)
{
    World world;
    world.http.serve = script({FakeHttp::text(200, R"({"status":1111,"wait":5,"punish":"deny"})")});
    world.client->call(call_to("/blocked"), [](const CallResult&) {});
    world.loop.after(1s, [&] { // all wait for the end of the block
        for (const char* path : {"/a", "/b", "/z"}) {
            Call call = call_to(path);
            call.priority = *(path + 1) == 'z' ? Priority::leaver : Priority::normal;
            world.client->call(call, [](const CallResult&) {});
        }
    });
    world.loop.run();
    ASSERT_EQ(world.http.seen.size(), 5U);
    EXPECT_EQ(world.http.seen[1].path, "/z");
    EXPECT_GE(world.http.seen[1].at, 5min);
}

TEST(Client, CompanyOrApplicationBlocked_StopsTheOtherApisToo)
{
    for (const int code : {90001, 90003, 90004}) {
        World world;
        world.http.serve = script({FakeHttp::errcode(code)});
        world.client->call(call_to("/a"), [](const CallResult& got) { EXPECT_TRUE(got); });
        world.loop.after(1s, [&] {
            world.client->call(call_to("/b"), [](const CallResult& got) { EXPECT_TRUE(got); });
        });
        world.loop.run();
        ASSERT_EQ(world.http.seen.size(), 3U);
        EXPECT_GE(world.http.seen[1].at, 1min);
        EXPECT_GE(world.http.seen[2].at, 1min);
    }
}

TEST(Client, OneApiBlocked_LetsTheOthersGo)
{
    World world;
    world.http.serve = script({FakeHttp::errcode(90006)});
    world.client->call(call_to("/a"), [](const CallResult& got) { EXPECT_TRUE(got); });
    world.loop.after(1s, [&] {
        world.client->call(call_to("/b"), [](const CallResult& got) { EXPECT_TRUE(got); });
    });
    world.loop.run();
    ASSERT_EQ(world.http.seen.size(), 3U);
    EXPECT_EQ(world.http.seen[1].path, "/b");
    EXPECT_LT(world.http.seen[1].at, 2s);
    EXPECT_GE(world.http.seen[2].at, 1min);
}

// What a call came to, and when.
struct Came {
    std::optional<CallResult> result;
    net::Duration at{0};
};

// Calls `path`, stops the client at `when`, and tells what became of the call.
Came stopped_at(World& world, net::Duration when, Call call)
{
    Came came;
    world.client->call(std::move(call), [&](CallResult result) {
        EXPECT_FALSE(came.result) << "called back twice";
        came = {std::move(result), world.loop.steady()};
    });
    world.loop.after(when, [&] { world.client->stop(); });
    world.loop.run();
    return came;
}

void expect_unsent(const Came& came, net::Duration at)
{
    ASSERT_TRUE(came.result);
    ASSERT_FALSE(*came.result);
    const ApiError& error = came.result->error();
    EXPECT_EQ(came.at, at);
    EXPECT_TRUE(error.stopped);
    EXPECT_EQ(error.code, "net.cancelled");
    EXPECT_EQ(error.message, "not sent, being stopped; the next run sends it");
    EXPECT_FALSE(error.unknown_outcome);
    EXPECT_FALSE(error.unreachable);
}

TEST(StoppedClient, CallThatWaitsOutARefusal_EndsAtOnceUnsent)
{
    const std::vector<net::HttpResult> refusals{FakeHttp::errcode(90018), FakeHttp::errcode(90005),
                                                FakeHttp::text(200, "<html>punish</html>"),
                                                FakeHttp::lost(NetErrorKind::refused, false)};
    for (const auto& refusal : refusals) {
        World world;
        world.http.serve = [&](const Seen&) { return refusal; };

        const Came came = stopped_at(world, 100ms, call_to(kCreate));

        expect_unsent(came, 100ms);
        EXPECT_EQ(world.http.seen.size(), 1U);
        EXPECT_EQ(world.loop.steady(), 100ms) << "nothing is left to wait for";
    }
}

TEST(StoppedClient, CallsThatWaitForThePace_EndAtOnceInTheirOrder)
{
    World world(1);
    std::string order;
    for (const char* name : {"a", "b", "c"}) {
        world.client->call(call_to(kUpdate), [&order, name](const CallResult& got) {
            order += name;
            order += got ? "+" : got.error().stopped ? "-" : "?";
        });
    }

    world.loop.after(500ms, [&] { world.client->stop(); });
    world.loop.run();

    EXPECT_EQ(order, "a+b-c-");
    EXPECT_EQ(world.loop.steady(), 500ms);
}

TEST(StoppedClient, CallThatWaitsForAToken_EndsAtOnceAndNoTokenIsFetchedAnyMore)
{
    World world;
    world.http.token = [](const Seen&) { return FakeHttp::lost(NetErrorKind::refused, false); };

    const Came came = stopped_at(world, 100ms, call_to(kCreate));

    expect_unsent(came, 100ms);
    EXPECT_EQ(world.http.token_fetches, 1);
}

TEST(StoppedClient, CallOnTheWire_GetsItsAnswer)
{
    World world;
    world.http.latency = [] { return 5s; };

    const Came came = stopped_at(world, 7s, call_to(kUpdate)); // 5 s for the token

    ASSERT_TRUE(came.result);
    EXPECT_TRUE(*came.result);
    EXPECT_EQ(came.at, 10s);
}

TEST(StoppedClient, CallOnTheWireThatIsToldToComeBack_IsNotSentAgain)
{
    for (const int code : {90018, 40014}) {
        World world;
        world.http.latency = [] { return 5s; };
        world.http.serve = [code](const Seen&) { return FakeHttp::errcode(code); };

        expect_unsent(stopped_at(world, 7s, call_to(kUpdate)), 10s);
        EXPECT_EQ(world.http.seen.size(), 1U) << code;
    }
}

TEST(StoppedClient, CallWhoseFormerSendingIsUnknown_SaysSo)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::lost(NetErrorKind::broken, true); };

    const Came came = stopped_at(world, 100ms, call_to(kUpdate));

    ASSERT_TRUE(came.result && !*came.result);
    EXPECT_TRUE(came.result->error().stopped);
    EXPECT_TRUE(came.result->error().unknown_outcome);
    EXPECT_EQ(came.result->error().message,
              "not sent again, being stopped; the next run finds out what became of it");
    EXPECT_EQ(world.http.seen.size(), 1U);
}

TEST(StoppedClient, CallAnsweredAsBusy_MayHaveBeenCarriedOut)
{
    World world;
    world.http.serve = [](const Seen&) { return FakeHttp::errcode(-1); };

    const Came came = stopped_at(world, 100ms, call_to(kUpdate));

    ASSERT_TRUE(came.result);
    EXPECT_TRUE(came.result->error().stopped);
    EXPECT_TRUE(came.result->error().unknown_outcome);
}

TEST(StoppedClient, LaterCalls_EndAtOnceToo)
{
    World world;
    world.client->stop();

    const auto got = world.call(kCreate);

    ASSERT_FALSE(got);
    EXPECT_TRUE(got.error().stopped);
    EXPECT_EQ(world.loop.steady(), 0ms);
    EXPECT_TRUE(world.http.seen.empty());
}

TEST(Client, ClosedWithCallsOnTheWay_LateAnswersFindNobody)
{
    World world;
    bool called = false;
    world.client->call(call_to(kUpdate), [&](const CallResult&) { called = true; });
    world.loop.run(5ms);
    world.client.reset();
    world.loop.run();
    EXPECT_FALSE(called);
}

} // namespace
} // namespace rosterd::dingtalk
