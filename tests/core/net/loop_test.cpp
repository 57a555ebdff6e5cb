#include "core/net/loop.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "core/net/asio.hpp"
#include "core/net/backoff.hpp"

namespace rosterd::net
{
namespace
{

using namespace std::chrono_literals;

TEST(VirtualLoop, WorkRunsInTheOrderOfItsTimeThenOfItsAsking)
{
    VirtualLoop loop(Instant{1000s});
    std::string order;
    loop.after(2s, [&] { order += "c"; });
    loop.after(1s, [&] { order += "a"; });
    loop.after(1s, [&] { order += "b"; });
    loop.run();
    EXPECT_EQ(order, "abc");
    EXPECT_EQ(loop.now(), Instant{1002s});
}

TEST(VirtualLoop, CancelledWork_DoesNotRun)
{
    VirtualLoop loop(Instant{0s});
    bool ran = false;
    const TimerId timer = loop.after(1s, [&] { ran = true; });
    loop.cancel(timer);
    loop.cancel(timer + 7);
    loop.run();
    EXPECT_FALSE(ran);
}

TEST(VirtualLoop, Limit_StopsTimeThereAndGoesOnLater)
{
    VirtualLoop loop(Instant{0s});
    int runs = 0;
    loop.after(5s, [&] { ++runs; });
    loop.run(3s);
    EXPECT_EQ(runs, 0);
    EXPECT_EQ(loop.steady(), 3s);
    loop.run(2s);
    EXPECT_EQ(runs, 1);
}

TEST(VirtualLoop, Stop_LeavesTheRestForTheNextRun)
{
    VirtualLoop loop(Instant{0s});
    std::string order;
    loop.after(1s, [&] {
        order += "a";
        loop.stop();
    });
    loop.after(2s, [&] { order += "b"; });
    loop.run();
    EXPECT_EQ(order, "a");
    EXPECT_EQ(loop.steady(), 1s);
    loop.run();
    EXPECT_EQ(order, "ab");
}

TEST(VirtualLoop, WallClockJumps_MoveNoTimer)
{
    VirtualLoop loop(Instant{0s});
    loop.after(5s, [] {});
    loop.jump_wall_clock(-1h);
    loop.run();
    EXPECT_EQ(loop.steady(), 5s);
    EXPECT_EQ(loop.now(), Instant{5s - 1h});
}

TEST(VirtualLoop, PostedWork_RunsAfterTheCallThatPostedIt)
{
    VirtualLoop loop(Instant{0s});
    std::string order;
    loop.post([&] {
        loop.post([&] { order += "2"; });
        order += "1";
    });
    EXPECT_EQ(order, "");
    loop.run();
    EXPECT_EQ(order, "12");
}

TEST(RealLoop, TimersPostsAndCancel_BehaveLikeTheVirtualOnes)
{
    const auto loop = make_loop();
    std::string order;
    const TimerId cancelled = loop->after(0ms, [&] { order += "x"; });
    loop->cancel(cancelled);
    loop->after(1ms, [&] { order += "b"; });
    loop->post([&] { order += "a"; });
    loop->run();
    EXPECT_EQ(order, "ab");
}

TEST(RealLoop, Stop_EndsRunWithWorkLeft)
{
    const auto loop = make_loop();
    loop->after(1h, [] {});
    loop->post([&] { loop->stop(); });
    loop->run();
    SUCCEED();
}

RC_GTEST_PROP(Backoff, StaysBetweenHalfAndAllOfWhatItGrewTo, (std::uint64_t random))
{
    const Backoff rule{500ms, 30s, 2.0};
    const int attempt = *rc::gen::inRange(0, 2000);
    const Duration whole = attempt > 5 ? Duration{30s} : Duration{500ms} * (1 << attempt);
    const Duration wait = backoff(rule, attempt, random);
    RC_ASSERT(wait >= whole / 2);
    RC_ASSERT(wait <= whole);
}

TEST(UrlEncode, EverythingButTheUnreserved_IsEncodedByteByByte)
{
    EXPECT_EQ(url_encode("aZ9-._~"), "aZ9-._~");
    EXPECT_EQ(url_encode("a b&c=陳/+"), "a%20b%26c%3D%E9%99%B3%2F%2B");
}

} // namespace
} // namespace rosterd::net
