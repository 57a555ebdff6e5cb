// Who waits for whom: a second connection while the first one writes, and who holds the lock.
#include <chrono>

#include <gtest/gtest.h>

#include "core/state/store.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::state::test
{
namespace
{

using namespace std::chrono_literals;

class Busy : public testing::Test
{
protected:
    std::unique_ptr<Store> open(Access access, model::Duration patience)
    {
        StoreOptions options{path_, access, "rosterd run"};
        options.patience = patience;
        return open_store(options).value();
    }
    Folder folder_;
    std::string path_ = folder_.file("state.db");
};

TEST_F(Busy, WriterWithoutPatience_IsToldAtOnceThatAnotherWritesAndNothingIsDone)
{
    const auto run = open(Access::write, 10s);
    const auto loop = open(Access::share, 0ms);

    run->transaction([&] {
        run->runs().set_setting("a", "run");
        const auto began = std::chrono::steady_clock::now();
        EXPECT_THROW(loop->runs().push("hris", model::Json::array(), {}), StoreBusy);
        EXPECT_THROW(loop->transaction([] {}), StoreBusy);
        EXPECT_LT(std::chrono::steady_clock::now() - began, 1s);
    });

    EXPECT_TRUE(loop->runs().pushed("hris").empty());
    EXPECT_EQ(loop->runs().push("hris", model::Json::array(), {}), 1) << "the state is free again";
}

TEST_F(Busy, ReaderWithoutPatience_ReadsWhileAnotherWrites)
{
    const auto run = open(Access::write, 10s);
    const auto loop = open(Access::share, 0ms);
    run->runs().set_setting("a", "before");

    run->transaction([&] {
        run->runs().set_setting("a", "after");
        EXPECT_EQ(loop->runs().setting("a"), "before");
    });
}

TEST_F(Busy, StateIsInUse_WhileAProcessHoldsTheWritersLock)
{
    EXPECT_FALSE(in_use(path_)) << "there is none yet";
    {
        const auto store = open(Access::write, 10s);
        EXPECT_TRUE(in_use(path_));
    }
    EXPECT_FALSE(in_use(path_));
    const auto reader = open(Access::read, 10s);
    EXPECT_FALSE(in_use(path_)) << "a reader holds nothing";
}

} // namespace
} // namespace rosterd::state::test
