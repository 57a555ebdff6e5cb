#include "core/dingtalk/window.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rosterd::dingtalk
{
namespace
{

using namespace std::chrono_literals;
using net::Duration;

// What becomes of one call.
struct Way {
    Duration before{0}; // it waits so long for a connection
    Duration there{0};  // until the peer counts it
    Duration back{0};   // work, and the way back
    bool carried_out = true;
};

struct Counted {
    std::vector<Duration> at; // the peer's moments
    Duration end{0};          // of the last answer
};

struct Answer {
    Duration at;
    Duration took; // zero: it was refused
    bool operator>(const Answer& other) const { return at > other.at; }
};

// So many calls, each as soon as the window lets it go.
Counted call_as_fast_as_may_be(Window& window, int calls, const std::function<Way()>& way)
{
    Counted counted;
    std::priority_queue<Answer, std::vector<Answer>, std::greater<>> answers;
    Duration now{0};
    const auto hear = [&](Duration until) {
        for (; !answers.empty() && answers.top().at <= until; answers.pop()) {
            window.answered(answers.top().at, answers.top().took);
            counted.end = answers.top().at;
        }
    };
    for (int i = 0; i < calls; ++i) {
        while (!window.may_go(now)) {
            const auto at = window.free_at(now);
            now = at && (answers.empty() || *at < answers.top().at) ? *at : answers.top().at;
            hear(now);
        }
        window.sent();
        const Way one = way();
        counted.at.push_back(now + one.before + one.there);
        const Duration took = one.there + one.back;
        answers.push({now + one.before + took, one.carried_out ? took : 0ms});
    }
    hear(Duration::max());
    std::ranges::sort(counted.at);
    return counted;
}

std::size_t most_within(const Counted& counted, Duration span)
{
    std::size_t most = 0;
    for (std::size_t first = 0, last = 0; last < counted.at.size(); ++last) {
        while (counted.at[last] - counted.at[first] >= span) {
            ++first;
        }
        most = std::max(most, last - first + 1);
    }
    return most;
}

Duration upto(int most)
{
    return Duration{*rc::gen::inRange(0, most + 1)};
}

RC_GTEST_PROP(Window, AnyConstantWay_IsCountedToTheLimitAndCostsNoPace, ())
{
    const auto limit = *rc::gen::inRange<std::size_t>(1, 30);
    const Way way{0ms, 1ms + upto(250), upto(250)};
    Window window(limit, 1000ms);

    const auto counted =
        call_as_fast_as_may_be(window, static_cast<int>(limit) * 20, [&] { return way; });

    RC_ASSERT(most_within(counted, 1000ms) <= limit);
    // 19 windows of a second and the cut, one answer at the end, and one until the way is known.
    RC_ASSERT(counted.end <= 19 * 1002ms + 2 * (way.there + way.back));
}

// Connections are waited for, the peer takes its time and refuses some: the quickest way there and
// back is taken by no more than it takes to have measured it.
RC_GTEST_PROP(Window, AnyJitteryWay_IsNeverCountedBeyondTheLimit, ())
{
    const auto limit = *rc::gen::inRange<std::size_t>(1, 30);
    const Duration there = upto(200), back = 1ms + upto(200);
    const int jitter = *rc::gen::inRange(0, 300);
    Window window(limit, 1000ms);
    std::size_t calls = 0;

    const auto counted = call_as_fast_as_may_be(window, static_cast<int>(limit) * 20, [&] {
        if (++calls <= limit) { // among the first there is one without delay
            return Way{upto(100), there + (calls == 1 ? 0ms : upto(jitter)), back};
        }
        const bool carried_out = *rc::gen::inRange(0, 10) > 0;
        return Way{upto(100), there + upto(jitter), carried_out ? back + upto(jitter) : upto(50),
                   carried_out};
    });

    RC_ASSERT(most_within(counted, 1000ms) <= limit);
}

// The promise while the way becomes shorter: the span less what it became shorter by.
RC_GTEST_PROP(Window, AWayThatBecomesShorter_IsCountedToTheLimitInTheSpanLessTheDifference, ())
{
    const auto limit = *rc::gen::inRange<std::size_t>(1, 30);
    const Duration there = 150ms + upto(100), back = 1ms + upto(100);
    const Duration drop = upto(150);
    const int from = *rc::gen::inRange(0, static_cast<int>(limit) * 20);
    Window window(limit, 1000ms);
    int calls = 0;

    const auto counted = call_as_fast_as_may_be(window, static_cast<int>(limit) * 20, [&] {
        return Way{0ms, ++calls < from ? there : there - drop, back};
    });

    RC_ASSERT(most_within(counted, 1000ms - drop) <= limit);
}

TEST(Window, BeforeAWindowsCallsAreMeasured_ACallTakesUpRoomUntilASpanAfterItsAnswer)
{
    Window window(2, 1000ms);
    window.sent();
    window.sent();
    window.answered(200ms, 200ms);
    window.answered(200ms, 200ms);
    EXPECT_EQ(window.free_at(300ms), 1201ms);
}

TEST(Window, OnceTheyAreMeasured_UntilASpanAfterItIsCountedAtTheLatest)
{
    Window window(2, 1000ms);
    for (const Duration answered : {200ms, 1401ms, 1450ms}) {
        window.sent();
        window.answered(answered, 200ms);
    }
    EXPECT_EQ(window.free_at(1500ms), 1401ms + 1000ms - 200ms + 2ms) << "to whole milliseconds";
}

TEST(Window, AShorterWay_HoldsAtOnceForWhatWasAnsweredBefore)
{
    Window window(3, 1000ms);
    for (const Duration answered : {100ms, 1400ms, 1400ms, 1450ms}) {
        window.sent();
        window.answered(answered, 200ms);
    }
    EXPECT_EQ(window.free_at(1500ms), 2202ms);
    window.set_limit(4);
    window.sent();
    window.answered(1500ms, 50ms);
    window.set_limit(3);
    EXPECT_EQ(window.free_at(1500ms), 2352ms) << "two have to go, both answered at 1,400 ms";
}

TEST(Window, ARefusal_TakesUpRoomUntilASpanAfterItsAnswerAndMeasuresNothing)
{
    Window window(1, 1000ms);
    for (const Duration answered : {200ms, 1401ms}) {
        window.sent();
        window.answered(answered, 200ms);
    }
    EXPECT_TRUE(window.may_go(2203ms));
    window.sent();
    window.answered(2230ms);
    EXPECT_EQ(window.free_at(2300ms), 3231ms);
    EXPECT_TRUE(window.may_go(3231ms));
    window.sent();
    window.answered(3431ms, 200ms);
    EXPECT_EQ(window.free_at(3500ms), 4233ms);
}

TEST(Window, MeasuredAndNot_FreeRoomInTheOrderOfTheirTimes)
{
    Window window(3, 1000ms);
    for (const Duration answered : {100ms, 110ms, 120ms, 2000ms}) {
        window.sent();
        window.answered(answered, 400ms);
    }
    window.sent();
    window.answered(2050ms); // until 3,051 ms
    window.sent();
    window.answered(2400ms, 400ms); // until 3,002 ms, and the one before until 2,602 ms
    EXPECT_EQ(window.free_at(2500ms), 2602ms);
    window.set_limit(2);
    EXPECT_EQ(window.free_at(2500ms), 3002ms);
    window.set_limit(1);
    EXPECT_EQ(window.free_at(2500ms), 3051ms);
}

} // namespace
} // namespace rosterd::dingtalk
