#include <gtest/gtest.h>

#include <deque>

#include "daemon/cycle/stop.hpp"

namespace rosterd::cycle
{
namespace
{

class Stopping : public testing::Test
{
protected:
    // What was posted runs when the run's thread waits.
    void wait()
    {
        while (!posted_.empty()) {
            const auto work = std::move(posted_.front());
            posted_.pop_front();
            work();
        }
    }
    std::deque<std::function<void()>> posted_;
    Stop stop_{[this](std::function<void()> work) { posted_.push_back(std::move(work)); }};
    int ended_ = 0;
};

TEST_F(Stopping, AskedForWhileSomethingGoesOn_EndsItOnceItWaits)
{
    stop_.on_ask([&] { ++ended_; });

    stop_.ask();

    EXPECT_TRUE(stop_.asked());
    EXPECT_EQ(ended_, 0) << "not on the thread that asks";
    wait();
    EXPECT_EQ(ended_, 1);
}

TEST_F(Stopping, AskedForBefore_EndsWhatComesNext)
{
    stop_.ask();
    wait();

    stop_.on_ask([&] { ++ended_; });
    wait();

    EXPECT_EQ(ended_, 1);
}

TEST_F(Stopping, AskedForTooLate_TouchesNothingThatIsOver)
{
    stop_.on_ask([&] { ++ended_; });
    stop_.ask();
    stop_.on_ask({});

    wait();

    EXPECT_EQ(ended_, 0);
}

} // namespace
} // namespace rosterd::cycle
