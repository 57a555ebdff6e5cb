#include "core/dingtalk/pacing.hpp"

#include <algorithm>
#include <queue>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using net::Duration;

std::size_t most_in_a_second(std::vector<Duration> counted)
{
    std::sort(counted.begin(), counted.end());
    std::size_t most = 0;
    for (std::size_t first = 0, last = 0; last < counted.size(); ++last) {
        while (counted[last] - counted[first] >= 1s) {
            ++first;
        }
        most = std::max(most, last - first + 1);
    }
    return most;
}

// The peer counts each call at any moment between its sending and its answer.
RC_GTEST_PROP(Pacing, NoSlidingSecondAtThePeer_SeesMoreThanTheLimit, ())
{
    const auto limit = *rc::gen::inRange(1, 30);
    Pacing pacing(limit);
    Duration now{0};
    std::vector<Duration> counted;
    std::priority_queue<Duration, std::vector<Duration>, std::greater<>> answers;
    for (int i = 0; i < 300; ++i) {
        now += Duration{*rc::gen::inRange(0, 40)}; // sometimes nobody asks for a while
        while (!pacing.may_go("/a", now)) {
            const auto at = pacing.free_at("/a", now);
            RC_ASSERT(at || !answers.empty()); // never stuck
            now = at && (answers.empty() || *at < answers.top()) ? *at : answers.top();
            while (!answers.empty() && answers.top() <= now) {
                pacing.answered("/a", answers.top());
                answers.pop();
            }
        }
        const Duration took{*rc::gen::inRange(0, 400)};
        pacing.sent("/a", now);
        counted.push_back(now + Duration{*rc::gen::inRange<Duration::rep>(0, took.count() + 1)});
        answers.push(now + took);
    }
    RC_ASSERT(most_in_a_second(counted) <= static_cast<std::size_t>(limit));
}

void send(Pacing& pacing, const std::string& path, int calls, Duration now)
{
    for (int i = 0; i < calls; ++i) {
        ASSERT_TRUE(pacing.may_go(path, now)) << i;
        pacing.sent(path, now);
        pacing.answered(path, now);
    }
}

TEST(Pacing, FullStart_GoesAtOnceAndThenWaitsASecond)
{
    Pacing pacing(20);
    send(pacing, "/a", 20, 0ms);
    EXPECT_FALSE(pacing.may_go("/a", 1000ms));
    EXPECT_EQ(pacing.free_at("/a", 5ms), 1020ms);
    EXPECT_TRUE(pacing.may_go("/a", 1020ms));
}

TEST(Pacing, EachApi_HasItsOwnPace)
{
    Pacing pacing(20);
    send(pacing, "/a", 20, 0ms);
    EXPECT_TRUE(pacing.may_go("/b", 0ms));
}

TEST(Pacing, LessThanOneASecond_IsSpacedOut)
{
    Pacing pacing(0.5);
    send(pacing, "/a", 1, 0ms);
    EXPECT_EQ(pacing.free_at("/a", 1ms), 2020ms);
}

TEST(Pacing, Refusal_HalvesOnceForAWholeBurstAndBlocksThatApiOnly)
{
    Pacing pacing(20);
    for (int i = 0; i < 10; ++i) {
        pacing.refused("/a", 100ms, 1s);
    }
    EXPECT_EQ(pacing.limit("/a"), 10U);
    EXPECT_FALSE(pacing.may_go("/a", 1099ms));
    EXPECT_TRUE(pacing.may_go("/a", 1100ms));
    EXPECT_EQ(pacing.limit("/b"), 20U);
    EXPECT_TRUE(pacing.may_go("/b", 100ms));
}

TEST(Pacing, RefusedAgainAndAgain_NeverStopsAltogether)
{
    Pacing pacing(20);
    for (int i = 0; i < 10; ++i) {
        pacing.refused("/a", i * 1s, 1s);
    }
    EXPECT_EQ(pacing.limit("/a"), 1U);
    EXPECT_TRUE(pacing.may_go("/a", 10s));
}

TEST(Pacing, WithoutRefusals_TheLearnedRateRecoversSlowly)
{
    Pacing pacing(20);
    pacing.refused("/a", 0ms, 1s);
    EXPECT_TRUE(pacing.may_go("/a", 6999ms));
    EXPECT_EQ(pacing.limit("/a"), 10U);
    for (const auto& [at, limit] : {std::pair{7s, 15U}, {13s, 17U}, {19s, 18U}, {25s, 19U}}) {
        EXPECT_TRUE(pacing.may_go("/a", at));
        EXPECT_EQ(pacing.limit("/a"), limit);
    }
    EXPECT_TRUE(pacing.may_go("/a", 299s));
    EXPECT_EQ(pacing.limit("/a"), 19U) << "twenty was too fast a moment ago";
    EXPECT_TRUE(pacing.may_go("/a", 1h));
    EXPECT_EQ(pacing.limit("/a"), 20U);
}

TEST(Pacing, ALowerLimit_IsFoundWithinHalfAMinuteAndThenKeptTo)
{
    constexpr std::size_t secret = 15;
    Pacing pacing(20);
    std::vector<Duration> refused;
    for (Duration now{0}; now < 4min; now += 50ms) {
        if (pacing.may_go("/a", now) && pacing.limit("/a") > secret) {
            pacing.refused("/a", now, 1s);
            refused.push_back(now);
        }
    }
    EXPECT_EQ(pacing.limit("/a"), secret);
    EXPECT_EQ(refused.size(), 3U) << "at 20, 17 and 16";
    EXPECT_LE(refused.back(), 30s);
}

// A peer that refuses what is too much at once, whatever the pace.
struct FewAtOnce {
    std::size_t most;
    Duration takes;
    std::vector<Duration> refused;

    // Calls as fast as the pace lets them go, until then.
    int call_until(Pacing& pacing, Duration end)
    {
        std::vector<Duration> under_way; // when each is answered
        int done = 0;
        for (Duration now{0}; now < end; now += 1ms) {
            done += static_cast<int>(std::erase_if(under_way, [&](Duration at) {
                if (at == now) {
                    pacing.answered("/a", now, takes);
                }
                return at == now;
            }));
            while (pacing.may_go("/a", now)) {
                pacing.sent("/a", now);
                if (under_way.size() < most) {
                    under_way.push_back(now + takes);
                } else {
                    refused.push_back(now);
                    pacing.refused("/a", now, 1s);
                    pacing.answered("/a", now);
                }
            }
        }
        return done;
    }
};

TEST(Pacing, TooManyAtOnce_AreRefusedOnceAndThenGoEvenlyAtNearlyTheFullPace)
{
    // given: five calls at once, each of which takes 200 ms; so 20 a second, evenly, are four at
    // once
    FewAtOnce peer{5, 200ms, {}};
    Pacing pacing(20);
    const int done = peer.call_until(pacing, 2min);
    ASSERT_FALSE(peer.refused.empty());
    EXPECT_LE(peer.refused.back(), 1s) << "the burst at the start, and no other";
    EXPECT_GE(done, 120 * 17) << "of 20, and less while that is searched for";
}

TEST(Pacing, SoFewAtOnceThatTheyLimitThePace_TheirPaceIsFound)
{
    FewAtOnce peer{2, 400ms, {}}; // five a second at most
    Pacing pacing(20);
    const int done = peer.call_until(pacing, 4min);
    EXPECT_LE(peer.refused.size(), 30U);
    EXPECT_GE(done, 240 * 3);
}

TEST(Pacing, GoneEvenlyOnce_TheNextRunGoesEvenly)
{
    Pacing before(20);
    before.refused("/a", 0ms, 1s);
    Pacing after(20);
    after.resume(before.standing(0ms, net::Instant{}), 0ms, net::Instant{});
    ASSERT_TRUE(after.may_go("/a", 2s));
    after.sent("/a", 2s);
    EXPECT_EQ(after.free_at("/a", 2s), 2101ms);
}

TEST(Pacing, AddressCeiling_HoldsOverAllApisTogether)
{
    Pacing pacing(60);
    int gone = 0;
    for (int api = 0; api < 300; ++api) {
        const std::string path = "/" + std::to_string(api);
        while (pacing.may_go(path, 0ms)) {
            pacing.sent(path, 0ms);
            pacing.answered(path, 0ms);
            ++gone;
        }
    }
    EXPECT_EQ(gone, 9500);
    EXPECT_EQ(pacing.free_at("/new", 0ms), 20001ms);
}

TEST(Pacing, MoreThanAnAddressMayHave_IsForASandboxAndHoldsOverAll)
{
    Pacing pacing(2000);
    int gone = 0;
    for (; pacing.may_go("/" + std::to_string(gone / 2000), 0ms); ++gone) {
        pacing.sent("/" + std::to_string(gone / 2000), 0ms);
        pacing.answered("/" + std::to_string(gone / 2000), 0ms);
    }
    EXPECT_EQ(gone, 40'000);
}

TEST(Pacing, Block_StopsEverythingForItsTimeAndNoLonger)
{
    Pacing pacing(20);
    pacing.blocked(1s, 5min);
    for (const char* path : {"/a", "/b"}) {
        EXPECT_EQ(pacing.free_at(path, 2s), 5min + 1s);
        EXPECT_FALSE(pacing.may_go(path, 5min + 999ms));
        EXPECT_TRUE(pacing.may_go(path, 5min + 1s));
    }
}

std::size_t most_at_once(Pacing& pacing, net::Duration now)
{
    std::size_t gone = 0;
    for (int api = 0; api < 600; ++api) {
        const std::string path = "/" + std::to_string(api);
        for (; pacing.may_go(path, now); ++gone) {
            pacing.sent(path, now);
            pacing.answered(path, now);
        }
    }
    return gone;
}

TEST(Pacing, AfterABlock_HalfAsManyGoOverAllAndRecoverSlowly)
{
    Pacing pacing(20);
    pacing.blocked(0s, 5min);
    pacing.blocked(1s, 5min); // the same burst
    EXPECT_EQ(most_at_once(pacing, 5min + 1s), 4750U);
    EXPECT_EQ(most_at_once(pacing, 5min + 1s + 10 * 10s), 4750U + 10 * 475U);
    EXPECT_EQ(most_at_once(pacing, 1h), 9500U);
}

} // namespace
} // namespace rosterd::dingtalk
