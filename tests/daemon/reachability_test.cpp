#include <gtest/gtest.h>

#include "daemon/service/reachability.hpp"

namespace rosterd::service
{
namespace
{

using namespace std::chrono_literals;

TEST(Reachability, NothingHeardYet_AProbeIsDueAndNothingIsWrong)
{
    const Reachability reachability;

    EXPECT_TRUE(reachability.probe_due(0ms));
    EXPECT_FALSE(reachability.trouble());
}

TEST(Reachability, DingTalkAnswered_NoProbeForFiveMinutes)
{
    Reachability reachability;

    reachability.answered(10s);

    EXPECT_FALSE(reachability.probe_due(10s + 5min - 1ms));
    EXPECT_TRUE(reachability.probe_due(10s + 5min));
}

TEST(Reachability, DingTalkSilent_IsToldAndProbedEachMinuteUntilItAnswers)
{
    Reachability reachability;
    reachability.answered(0s);

    reachability.silent("net.refused: 127.0.0.1:9", 5min);

    EXPECT_EQ(reachability.trouble(), "net.refused: 127.0.0.1:9");
    EXPECT_FALSE(reachability.probe_due(6min - 1ms));
    EXPECT_TRUE(reachability.probe_due(6min));
    reachability.answered(6min);
    EXPECT_FALSE(reachability.trouble());
    EXPECT_FALSE(reachability.probe_due(10min));
}

} // namespace
} // namespace rosterd::service
