// What is wrong with a source, and since when.
#include <gtest/gtest.h>

#include "daemon/cycle/source_fault.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

using namespace std::chrono_literals;
using model::ErrorKind;

class SourceFaults : public testing::Test
{
protected:
    // Another process on the same state, as after a restart.
    void restart()
    {
        store_.reset();
        store_ = std::move(
            *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
    }
    void SetUp() override { restart(); }

    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_;
    const model::Instant began_ = *model::parse_instant("2026-11-29T02:10:00Z");
};

TEST_F(SourceFaults, ASourceThatWasNeverRead_HasNone)
{
    EXPECT_FALSE(fault_of(*store_, "hr"));
    clear_fault(*store_, "hr");
    EXPECT_FALSE(fault_of(*store_, "hr"));
}

TEST_F(SourceFaults, ReadsThatFailInARow_AreBrokenSinceTheFirst_InTheLastOnesWords)
{
    note_fault(*store_, "hr", {ErrorKind::transient, "no answer", "look at the server"}, began_);
    note_fault(*store_, "hr", {ErrorKind::invalid, "no heading row", "export it again"},
               began_ + 1h);
    restart();

    const auto fault = fault_of(*store_, "hr");

    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->message, "no heading row");
    EXPECT_EQ(fault->hint, "export it again");
    EXPECT_EQ(fault->since, began_);
    EXPECT_FALSE(fault_of(*store_, "shops")) << "another one";
}

TEST_F(SourceFaults, AfterAReadThatSucceeded_TheNextOneBeginsAnew)
{
    note_fault(*store_, "hr", {ErrorKind::transient, "no answer", ""}, began_);
    clear_fault(*store_, "hr");
    EXPECT_FALSE(fault_of(*store_, "hr"));

    note_fault(*store_, "hr", {ErrorKind::transient, "caf\xe9", ""}, began_ + 2h);

    EXPECT_EQ(fault_of(*store_, "hr")->since, began_ + 2h);
}

TEST_F(SourceFaults, ASourceThatIsConfiguredNoMore_IsForgotten)
{
    note_fault(*store_, "hr", {ErrorKind::transient, "no answer", ""}, began_);
    note_fault(*store_, "former", {ErrorKind::transient, "no answer", ""}, began_);

    forget_faults_of_others(*store_, {"hr", "shops"});

    const auto faults = source_faults(*store_);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults.begin()->first, "hr");
}

} // namespace
} // namespace rosterd::cycle
