// What the guards' window stops and lets go on, in whole runs on virtual time.
#include <gtest/gtest.h>

#include "tests/daemon/rehearsal.hpp"

namespace rosterd
{
namespace
{

using namespace std::chrono_literals;

class Window : public testing::Test
{
protected:
    Window()
    {
        company_.policy.leavers = {10, 0};
        company_.policy.source_shrinks_percent = 100;
        company_.run(true);
    }
    // So many more are missing; the run a while later.
    cycle::Report leave(int people, net::Duration later = 15min)
    {
        company_.people -= people;
        company_.loop.jump_wall_clock(later);
        return company_.run(true);
    }
    std::ptrdiff_t removed() // of the three hundred, beside whom there is an administrator
    {
        return 301 - std::ssize(company_.service.organisation().users());
    }

    test::Rehearsal company_{300, 1000, {}, 1ms};
};

TEST_F(Window, NineRemovalsInEachOfTwentyCycles_AreStopped)
{
    for (int cycle = 0; cycle < 20; ++cycle) {
        const auto report = leave(9);
        EXPECT_EQ(report.outcome, cycle == 0 ? cycle::Outcome::done : cycle::Outcome::held);
    }

    EXPECT_EQ(removed(), 9) << "ten in a day are allowed";
}

TEST_F(Window, OnceItHasPassed_AsManyMayGoAgain)
{
    leave(9);
    leave(9, 23h);
    EXPECT_EQ(removed(), 9);

    EXPECT_EQ(leave(0, 2h).outcome, cycle::Outcome::done);

    EXPECT_EQ(removed(), 18);
}

} // namespace
} // namespace rosterd
