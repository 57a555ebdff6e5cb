#include <cstdlib>

#include <gtest/gtest.h>

#include "daemon/cycle/collector.hpp"
#include "daemon/cycle/contained.hpp"

namespace rosterd::cycle
{
namespace
{

using state::SeenRecord;

// Fingerprints 11, 12, ... of people 1, 2, ... in rows 2, 3, ...
std::vector<SeenRecord> seen(std::uint32_t count)
{
    std::vector<SeenRecord> out;
    for (std::uint32_t i = 1; i <= count; ++i) {
        out.push_back({10 + i, i, i + 1});
    }
    return out;
}

model::Record record(std::uint64_t fingerprint, std::uint32_t row)
{
    model::Record out;
    out.fingerprint = fingerprint;
    out.origin.row = row;
    return out;
}

TEST(Collector, TheSameRecordsInTheSameOrder_AreUnchanged)
{
    Collector collector{seen(3)};

    for (std::uint32_t i = 1; i <= 3; ++i) {
        EXPECT_TRUE(collector.known(10 + i, i + 1));
    }

    EXPECT_TRUE(collector.unchanged());
    EXPECT_TRUE(collector.not_seen_again().empty());
}

TEST(Collector, AChangedRecord_LeavesItsPersonUnrecognisedAndTheOthersKnown)
{
    Collector collector{seen(3)};

    EXPECT_TRUE(collector.known(11, 2));
    EXPECT_FALSE(collector.known(99, 3));
    collector.record(record(99, 3));
    EXPECT_TRUE(collector.known(13, 4));

    EXPECT_FALSE(collector.unchanged());
    EXPECT_EQ(collector.not_seen_again(), (std::vector<state::PersonRef>{2}));
    const auto order = collector.take_order();
    ASSERT_EQ(order.size(), 3u);
    EXPECT_EQ(order[1].person, 0u) << "to be filled in once the record was accepted";
    EXPECT_EQ(order[2].person, 3u);
}

TEST(Collector, AnotherOrder_IsRecognisedButNotUnchanged)
{
    Collector collector{seen(3)};

    for (const std::uint32_t i : {3u, 1u, 2u}) {
        EXPECT_TRUE(collector.known(10 + i, 5 - i)) << i;
    }

    EXPECT_FALSE(collector.unchanged()) << "rows are part of what findings say";
    EXPECT_TRUE(collector.not_seen_again().empty());
}

TEST(Collector, TheSameRecordTwice_IsKnownOnce)
{
    Collector collector{seen(2)};

    EXPECT_TRUE(collector.known(11, 2));
    EXPECT_FALSE(collector.known(11, 3)) << "the second has to be looked at: a duplicate";
}

TEST(Collector, ARecordThatNeverComes_LeavesItsPersonUnrecognised)
{
    Collector collector{seen(3)};
    collector.known(11, 2);
    collector.known(13, 3);

    EXPECT_EQ(collector.not_seen_again(), (std::vector<state::PersonRef>{2}));
    EXPECT_FALSE(collector.unchanged());
}

TEST(Collector, AConnectorWithoutFingerprints_IsServedAllTheSame)
{
    model::Record plain;
    plain.cells = {{"employee_id", "E1"}};
    Collector first{{}};
    first.record(plain);
    auto order = first.take_order();
    order[0].person = 7;
    Collector second{order};

    second.record(plain);

    EXPECT_TRUE(second.records().empty());
    EXPECT_TRUE(second.not_seen_again().empty());
}

TEST(Collector, AReadThatStartsOver_ForgetsWhatCameBefore)
{
    Collector collector{seen(2)};
    collector.known(11, 2);
    collector.record(record(99, 3));
    collector.tombstone("E9", {});

    collector.restart();

    EXPECT_EQ(collector.count(), 0);
    EXPECT_TRUE(collector.tombstones().empty());
    EXPECT_EQ(collector.not_seen_again().size(), 2u);
    EXPECT_TRUE(collector.known(11, 2));
}

// A connector that goes on and on, as `contained` meets it.
model::Result<int> endless(Collector& collector)
{
    return contained([&]() -> model::Result<int> {
        for (std::uint32_t i = 1;; ++i) {
            collector.record(record(100 + i, i));
        }
    });
}

TEST(Collector, ASourceThatDoesNotComeToAnEnd_IsReadNoFurtherAndTold)
{
    Collector collector{seen(2), {.records = 1000}};

    const auto read = endless(collector);

    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, model::ErrorKind::invalid);
    EXPECT_NE(read.error().message.find("more than 1000 records"), std::string::npos);
    EXPECT_EQ(collector.count(), 1000);
}

TEST(Collector, ASourceThatLetsPeopleGoForEver_IsReadNoFurtherEither)
{
    Collector collector{{}, {.records = 1000}};

    const auto read = contained([&]() -> model::Result<int> {
        for (std::uint32_t i = 1;; ++i) {
            collector.tombstone("E" + std::to_string(i), {"hr", "gone", "", i});
        }
    });

    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("more than 1000 records"), std::string::npos);
}

TEST(Collector, WhatTheDiskHasNoRoomFor_IsThatSourcesOwnError)
{
    const char* before = std::getenv("TMPDIR");
    const std::string kept = before != nullptr ? before : "";
    ::setenv("TMPDIR", "/nowhere/at/all", 1);
    Collector collector{{}};
    const auto read = endless(collector);
    kept.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);

    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, model::ErrorKind::transient);
    EXPECT_NE(read.error().message.find("/nowhere/at/all"), std::string::npos);
}

} // namespace
} // namespace rosterd::cycle
