// The client gets what it asked for in either reading of what DingTalk's documents leave open about
// its gateways.
#include <gtest/gtest.h>

#include "core/dingtalk/company_calls.hpp"
#include "core/dingtalk/user_calls.hpp"
#include "tests/core/dingtalk/sandbox_http.hpp"

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using test::Json;
using test::Rehearsal;

const std::string kCount = "/topapi/user/count";

struct Load {
    int good = 0;
    net::Duration took{0};
    std::int64_t refused = 0;
};

// So many calls at once of one API, at the pace of twenty a second.
Load load(Rehearsal& ask, int calls)
{
    Load seen;
    const auto began = ask.loop.steady();
    for (int i = 0; i < calls; ++i) {
        dingtalk::ask<std::int64_t>(*ask.client, count_users(false),
                                    [&](const tl::expected<std::int64_t, ApiError>& answer) {
                                        seen.good += answer ? 1 : 0;
                                        seen.took = ask.loop.steady() - began;
                                    });
    }
    ask.loop.run();
    seen.refused = ask.client->counts().at(kCount).refused_by_rate;
    return seen;
}

TEST(Readings, CallsAtOnceWithoutALimit_GoInBurstsAtTheFullPace)
{
    Rehearsal ask{{{"latency_ms", 200}}};
    const Load seen = load(ask, 400);
    EXPECT_EQ(seen.good, 400);
    EXPECT_EQ(seen.refused, 0);
    EXPECT_LE(seen.took, 25s);
}

TEST(Readings, CallsAtOnceLimitedToFive_AreRefusedInTheFirstBurstOnly)
{
    Rehearsal ask{{{"latency_ms", 200}, {"calls_at_once", 5}}};
    const Load seen = load(ask, 400);
    EXPECT_EQ(seen.good, 400);
    EXPECT_EQ(seen.refused, 15) << "of the first twenty";
    EXPECT_LE(seen.took, 40s) << "nearly twenty a second, not five";
}

TEST(Readings, RateTopLevelOrInside88_IsLearnedInBoth)
{
    for (const bool wraps : {false, true}) {
        Rehearsal ask{{{"latency_ms", 200}, {"calls_at_once", 5}, {"wraps_limits", wraps}}};
        const Load seen = load(ask, 60);
        EXPECT_EQ(seen.good, 60);
        EXPECT_EQ(seen.refused, 15);
    }
}

TEST(Readings, ExpiredTokenByAnyCode_IsFetchedAnewAndTheCallRepeated)
{
    for (const int code : {42001, 40014, 40001}) {
        Rehearsal ask{{{"expired_token_code", code}}};
        ASSERT_TRUE(ask(count_users(false)));
        ask.loop.jump_wall_clock(3h); // the token ends there, not here
        EXPECT_TRUE(ask(count_users(false))) << code;
        EXPECT_EQ(ask.client->counts().at(kCount).sent, 3);
    }
}

TEST(Readings, BadTokenAndMissingPermissionAtOnce_EndWithThePermissionWhicheverIsTold)
{
    for (const bool fault_first : {true, false}) {
        Rehearsal ask{{{"faults_before_token", fault_first}}};
        ASSERT_TRUE(ask(count_users(false)));
        http::HttpServerRequest fault;
        fault.method = "POST";
        fault.path = "/sandbox/faults";
        fault.body = R"({"path":"/topapi/*","mode":"errcode","errcode":60011,"wrapped":true})";
        ASSERT_EQ(ask.service.handle(fault, ask.loop.now()).response.status, 200);
        ask.loop.jump_wall_clock(3h);
        EXPECT_EQ(ask.refusal(count_users(false)), "60011");
        EXPECT_EQ(ask.client->counts().at(kCount).sent, fault_first ? 2 : 3);
    }
}

} // namespace
} // namespace rosterd::dingtalk
