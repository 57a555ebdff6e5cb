// A read that does not fit into one batch: nothing of it counts before all of it is known, and what
// one record says of another is found wherever they stand.
#include <csignal>
#include <filesystem>

#include <sys/resource.h>

#include "tests/daemon/large_read.hpp"

namespace rosterd::cycle
{
namespace
{

TEST_F(LargeRead, IsAcceptedAsAWhole_AndKnownAgainRecordByRecord)
{
    const auto first = read();

    EXPECT_EQ(first.accepted, kPeople);
    EXPECT_EQ(store_->roster().count_present(), kPeople);
    EXPECT_EQ(stored(kLast).person.origin.row, kLast + 2);

    row(kLast).title = "chief";
    table().rows.erase(table().rows.begin() + 5);
    const auto second = read();

    EXPECT_EQ(second.fresh, 1);
    EXPECT_EQ(second.absent, 1);
    EXPECT_EQ(stored(kLast).person.title, "chief");
    EXPECT_FALSE(stored(5).present);
}

TEST_F(LargeRead, OneNumberOfTwoPeopleFarApart_LetsBothWait_AndNobodyElse)
{
    row(kLast).mobile = row(kFirst).mobile;

    const auto report = read();

    EXPECT_EQ(report.quarantined, 2);
    EXPECT_EQ(report.accepted, kPeople - 2);
    EXPECT_FALSE(known(kFirst));
    EXPECT_FALSE(known(kLast));
    const std::string first = std::to_string(kFirst), last = std::to_string(kLast);
    EXPECT_EQ(findings(), (std::vector<std::string>{
                              "mobile.duplicate " + id(kFirst) + " mobile '" + row(kFirst).mobile +
                                  "' also belongs to " + id(kLast) + ", Name " + last +
                                  ", roster.csv:" + std::to_string(kLast + 2) + ".",
                              "mobile.duplicate " + id(kLast) + " mobile '" + row(kFirst).mobile +
                                  "' also belongs to " + id(kFirst) + ", Name " + first +
                                  ", roster.csv:" + std::to_string(kFirst + 2) + "."}));
}

TEST_F(LargeRead, AFaultyRowFarFromItsNamesake_LetsBothWait)
{
    read();
    row(kFirst).title = "chief";
    row(kLast) = {id(kFirst), "", "13700000000"};

    const auto report = read();

    EXPECT_EQ(report.quarantined, 2);
    EXPECT_EQ(stored(kFirst).person.title, "clerk") << "nobody knows which of the two is meant";
    EXPECT_TRUE(stored(kFirst).present);
    EXPECT_FALSE(stored(kLast).present) << "no row speaks of them";
}

TEST_F(LargeRead, ANumberThatChangesHandsFarApart_IsADispute_OnlyAsLongAsBothClaimIt)
{
    read();
    for (Row& one : table().rows) {
        one.title = "associate"; // everybody's row is new
    }
    std::swap(row(kFirst).mobile, row(kLast).mobile);

    const auto report = read();

    EXPECT_EQ(report.quarantined, 0);
    EXPECT_EQ(stored(kFirst).person.mobile, row(kFirst).mobile);
    EXPECT_EQ(stored(kLast).person.mobile, row(kLast).mobile);
}

TEST_F(LargeRead, NumbersThatChangeHandsAmongChanges_GoThrough)
{
    read();
    table().completeness = sdk::Completeness::changes;
    for (std::size_t i = 0; i + 1 < kPeople; i += 2) {
        std::swap(row(i).mobile, row(i + 1).mobile);
    }

    const auto report = read();

    EXPECT_EQ(report.quarantined, 0);
    EXPECT_EQ(report.accepted, kPeople);
    EXPECT_EQ(stored(kLast).person.mobile, row(kLast).mobile);
}

TEST_F(LargeRead, ANumberOfSomebodyWhoDidNotChange_LetsBothWait)
{
    read();
    table().completeness = sdk::Completeness::changes;
    const std::string taken = row(kLast).mobile;
    table().rows.resize(kPeople - 500);
    for (Row& one : table().rows) {
        one.title = "associate";
    }
    row(kFirst).mobile = taken;

    const auto report = read();

    EXPECT_EQ(report.quarantined, 1);
    EXPECT_EQ(stored(kFirst).person.title, "clerk");
    EXPECT_EQ(stored(kFirst + 1).person.title, "associate");
}

TEST_F(LargeRead, ThatBreaksOff_ChangesNothing)
{
    read();
    settle_all();
    const auto before = everything();
    for (Row& one : table().rows) {
        one.title = "associate";
    }
    table().rows.resize(kPeople - 5'000);
    table().at_the_end = [](sdk::RecordSink&) {
        return model::fail(model::ErrorKind::transient, "cut off", "");
    };

    EXPECT_FALSE(read().ok);

    EXPECT_TRUE(everything() == before);
}

TEST_F(LargeRead, ThatStartsOver_ForgetsWhatCameBefore)
{
    table().at_the_end = [&](sdk::RecordSink& sink) -> model::Result<void> {
        sink.restart();
        row(kLast).title = "chief";
        table().hand_over(sink);
        return {};
    };

    const auto report = read();

    EXPECT_EQ(report.records, kPeople);
    EXPECT_EQ(report.quarantined, 0);
    EXPECT_EQ(store_->roster().count_present(), kPeople);
    EXPECT_EQ(stored(kLast).person.title, "chief");
}

TEST_F(LargeRead, ThatTheDiskHasNoRoomFor_ChangesNothing_AndIsReadLater)
{
    const auto somebody =
        std::move(*state::open_store({folder_.file("state.db"), state::Access::read, "test"}));
    somebody->snapshot([&] { // as long as somebody looks, the write-ahead log only grows
        EXPECT_EQ(somebody->roster().count_present(), 0);
        read();
        settle_all();
        const auto before = everything();
        for (Row& one : table().rows) {
            one.title = "associate";
        }
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit room{};
        ::getrlimit(RLIMIT_FSIZE, &room);
        table().at_the_end = [&](sdk::RecordSink&) -> model::Result<void> {
            const rlimit now{std::filesystem::file_size(folder_.file("state.db-wal")) + 1'000'000,
                             room.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &now);
            return {};
        };

        EXPECT_THROW(read(), state::StoreError);

        ::setrlimit(RLIMIT_FSIZE, &room);
        EXPECT_TRUE(everything() == before);
    });
    table().at_the_end = {};
    EXPECT_EQ(read().accepted, kPeople);
    EXPECT_EQ(stored(kLast).person.title, "associate");
}

TEST_F(LargeRead, ThatLostAColumn_IsRefused_ButForWhoLeavesByIt)
{
    read();
    const auto before = everything();
    for (Row& one : table().rows) {
        one.title = "associate";
        one.last_day = "";
    }
    row(kLast).last_day = "2026-12-31";

    const auto report = read();

    ASSERT_TRUE(report.refused);
    EXPECT_EQ(report.refused->lost.at(0).field, "last_day");
    EXPECT_EQ(report.refused->lost.at(0).people, kPeople - 1);
    EXPECT_TRUE(everything() == before) << "but for one day";
    EXPECT_EQ(stored(kLast).person.title, "clerk");
    EXPECT_EQ(model::to_string(*stored(kLast).person.last_day), "2026-12-31");
}

TEST_F(LargeRead, ThousandsOfFaultyRows_HarmOnlyThemselves_AndAreToldUpToAPoint)
{
    read();
    for (std::size_t i = 0; i < 15'000; ++i) {
        row(i).name = "";
        row(i).title = "chief";
    }
    row(kLast).title = "chief";

    const auto report = read();

    EXPECT_EQ(report.quarantined, 15'000);
    EXPECT_EQ(report.absent, 0);
    EXPECT_EQ(store_->roster().count_present(), kPeople);
    EXPECT_EQ(stored(kFirst).person.title, "clerk");
    EXPECT_EQ(stored(kLast).person.title, "chief");
    const auto told = findings();
    ASSERT_EQ(told.size(), 10'001U);
    EXPECT_EQ(told.back(),
              "findings.more  5000 more findings of this kind are not listed: name.missing 5000.");
}

TEST_F(LargeRead, OneNumberOfEverybody_LetsAllWait_AndNobodyLeaves)
{
    read();
    for (Row& one : table().rows) {
        one.mobile = "13900000001";
    }
    table().rows.push_back({"E999999", "Ada", "13900000001"});

    const auto report = read();

    EXPECT_EQ(report.quarantined, kPeople + 1);
    EXPECT_EQ(report.accepted, 0);
    EXPECT_EQ(report.absent, 0);
    EXPECT_EQ(stored(kLast).person.mobile, std::to_string(13'800'000'000 + kLast));
}

TEST_F(LargeRead, WhoStandsByNameInAFaultyRowFarAway_DoesNotLeave)
{
    read();
    const std::string name = row(kFirst).name;
    table().rows.erase(table().rows.begin() + kFirst);
    table().rows.push_back({"", name, "13700000000"});

    const auto report = read();

    EXPECT_EQ(report.absent, 0);
    EXPECT_TRUE(stored(kFirst).present);
}

TEST_F(LargeRead, UnderAnotherMapping_ComesAnew_AndNobodyLeavesByThat)
{
    read();
    settle_all();
    source_.ingest.path_separators = "/"; // the rules are others now
    table().rows.erase(table().rows.begin() + kFirst);

    const auto report = read();

    EXPECT_EQ(report.fresh, kPeople - 1);
    EXPECT_EQ(report.absent, 1);
    EXPECT_FALSE(stored(kFirst).present);
    EXPECT_EQ(store_->roster().count_present(), kPeople - 1);
}

} // namespace
} // namespace rosterd::cycle
