// A run that ends with an exception: a defect, or a state that can't be written.
#include <gtest/gtest.h>

#include "core/net/loop.hpp"
#include "daemon/cycle/cycle.hpp"
#include "daemon/service/status.hpp"
#include "tests/core/apply/stage.hpp"

namespace rosterd::cycle
{
namespace
{

class SilentLog final : public log::Log
{
public:
    void write(log::Level, std::string_view, const model::Json&) override {}
};

class BrokenRun : public testing::Test
{
protected:
    void run(const Request& request)
    {
        const auto break_down = [] { throw std::out_of_range{"a defect"}; };
        Surroundings with{sources_, *life_.store,    life_.loop, break_down,
                          [] {},    life_.directory, [] {},      log_,
                          {},       stop_,           pulse_,     [] { return 0U; }};
        EXPECT_THROW(cycle::run(with, request), std::out_of_range);
    }

    apply::test::Folder folder_;
    apply::test::Organisation organisation_;
    apply::test::Process life_{folder_.file(), organisation_};
    std::vector<Source> sources_;
    SilentLog log_;
    Stop stop_{[](const std::function<void()>&) {}};
    Pulse pulse_;
};

TEST_F(BrokenRun, HasFailedAtOnceAndTellsWhy)
{
    run({});

    const auto runs = life_.store->runs().history(1);
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].outcome, "failed");
    EXPECT_EQ(runs[0].ended, life_.loop.now());
    const std::string line = service::run_line(runs[0]);
    EXPECT_NE(line.find("failed  (command)  a defect"), std::string::npos) << line;
}

TEST_F(BrokenRun, ThatWasOnlyToPlan_StaysOutOfTheHistory)
{
    Request request;
    request.apply = false;

    run(request);

    EXPECT_TRUE(life_.store->runs().history(1).empty());
}

} // namespace
} // namespace rosterd::cycle
