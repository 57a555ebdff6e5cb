// Which rosters a source has had.
#include <gtest/gtest.h>

#include "daemon/cycle/feed.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

using namespace std::chrono_literals;

class Feed : public testing::Test
{
protected:
    void read(const std::vector<std::uint64_t>& fingerprints, const std::string& source = "hr")
    {
        now_ += 1h;
        std::vector<state::SeenRecord> records;
        for (const std::uint64_t fingerprint : fingerprints) {
            records.push_back({fingerprint, 0, static_cast<std::uint32_t>(records.size())});
        }
        note_roster(*store_, source, records, now_);
    }
    model::Instant at(int hour) const { return model::Instant{} + std::chrono::hours{hour}; }

    state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ = std::move(
        *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
    model::Instant now_{};
};

TEST_F(Feed, NewAndUnchangedRosters_WereNotThereBefore)
{
    read({1, 2, 3});
    EXPECT_EQ(read_before(*store_, "hr"), std::nullopt);
    read({1, 2, 3});
    EXPECT_EQ(read_before(*store_, "hr"), std::nullopt);
    read({1, 2});
    EXPECT_EQ(read_before(*store_, "hr"), std::nullopt);
}

TEST_F(Feed, RosterFromBeforeTheLastOne_IsKnownAgainInAnyOrder)
{
    read({1, 2, 3});
    read({1, 2, 4});
    read({3, 1, 2});

    EXPECT_EQ(read_before(*store_, "hr"), at(1));
}

TEST_F(Feed, SameRecordTwice_IsAnotherRoster)
{
    read({1, 2});
    read({1, 2, 2});
    read({1, 1, 2});

    EXPECT_EQ(read_before(*store_, "hr"), std::nullopt);
}

TEST_F(Feed, OnceLetPass_ItIsThePresentOne)
{
    read({1});
    read({2});
    read({1});
    let_pass(*store_, "hr");
    EXPECT_EQ(read_before(*store_, "hr"), std::nullopt);

    read({2});

    EXPECT_EQ(read_before(*store_, "hr"), at(2));
}

TEST_F(Feed, AnotherSourcesRosters_DoNotCount)
{
    read({1});
    read({2});
    read({1}, "erp");

    EXPECT_EQ(read_before(*store_, "erp"), std::nullopt);
}

TEST_F(Feed, OldestRosters_AreForgottenInTheEnd)
{
    for (std::uint64_t i = 0; i < 500; ++i) {
        read({i});
    }
    read({0});
    EXPECT_EQ(read_before(*store_, "hr"), std::nullopt);
    read({499});
    EXPECT_EQ(read_before(*store_, "hr"), at(500));
}

} // namespace
} // namespace rosterd::cycle
