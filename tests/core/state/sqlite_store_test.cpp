// What is particular to the store in a SQLite file: the file, its lock, its readers, its death.
#include <fstream>
#include <sstream>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/state/connection.hpp"
#include "core/state/sqlite_roster.hpp"
#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using testing::HasSubstr;

std::unique_ptr<Store> opened(const std::string& path, Access access = Access::write)
{
    auto store = open_store({path, access, "rosterd run"});
    if (!store) {
        throw std::runtime_error{store.error().message};
    }
    return std::move(*store);
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract, testing::Values([](const Folder& folder) {
                             return opened(folder.file("state.db"));
                         }));

mode_t mode_of(const std::string& path)
{
    struct stat status{};
    EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 0777;
}

TEST(SqliteStore, AFreshFile_IsForItsOwnerAlone)
{
    const Folder folder;
    const mode_t before = umask(0022);
    const auto store = opened(folder.file("state.db"));
    store->runs().set_setting("a", "b");

    EXPECT_EQ(mode_of(folder.file("state.db")), 0600U);
    EXPECT_EQ(mode_of(folder.file("state.db-wal")), 0600U);
    EXPECT_GE(store->schema_version(), 1);
    EXPECT_EQ(umask(before), 0022U);
}

TEST(SqliteStore, AfterAFileThatCantBeOpened_NewFilesOfTheProcessHaveTheirUsualMode)
{
    const Folder folder;
    std::filesystem::create_directory(folder.file("state.db"));
    const mode_t before = umask(0022);

    EXPECT_FALSE(open_store({folder.file("state.db"), Access::write, "x"}));

    EXPECT_EQ(umask(before), 0022U);
}

TEST(SqliteStore, WhatWasWritten_IsThereAfterReopening)
{
    const Folder folder;
    opened(folder.file("state.db"))->runs().set_setting("a", "b");

    EXPECT_EQ(opened(folder.file("state.db"))->runs().setting("a"), "b");
}

TEST(SqliteStore, AMissingFolder_IsNamed)
{
    const Folder folder;
    const auto store = open_store({folder.file("none/state.db"), Access::write, "x"});

    ASSERT_FALSE(store);
    EXPECT_THAT(store.error().message, HasSubstr(folder.file("none")));
}

TEST(SqliteStore, AReaderWithoutAFile_IsToldSoAndMakesNone)
{
    const Folder folder;
    const auto store = open_store({folder.file("state.db"), Access::read, "x"});

    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().kind, model::ErrorKind::not_found);
    EXPECT_FALSE(std::filesystem::exists(folder.file("state.db")));
}

TEST(SqliteStore, ASecondWriter_IsRefusedAndToldWhoHoldsTheState)
{
    const Folder folder;
    auto first = opened(folder.file("state.db"));

    const auto second = open_store({folder.file("state.db"), Access::write, "rosterd sync"});

    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, model::ErrorKind::conflict);
    EXPECT_THAT(second.error().message, HasSubstr("rosterd run"));
    EXPECT_THAT(second.error().message, HasSubstr("pid " + std::to_string(getpid())));
    EXPECT_TRUE(open_store({folder.file("state.db"), Access::share, "x"}));
    first.reset();
    EXPECT_TRUE(open_store({folder.file("state.db"), Access::write, "x"}));
}

TEST(SqliteStore, AReaderBesideAWriter_SeesWhatWasCommittedAndWritesNothing)
{
    const Folder folder;
    const auto writer = opened(folder.file("state.db"));
    const auto reader = opened(folder.file("state.db"), Access::read);

    writer->transaction([&] {
        writer->runs().set_setting("a", "b");
        EXPECT_EQ(reader->runs().setting("a"), std::nullopt);
    });

    EXPECT_EQ(reader->runs().setting("a"), "b");
    EXPECT_THROW(reader->runs().set_setting("a", "c"), StoreError);
    EXPECT_EQ(writer->runs().setting("a"), "b");
}

TEST(SqliteStore, WhatASnapshotReads_IsOfOneMoment)
{
    const Folder folder;
    const auto writer = opened(folder.file("state.db"));
    const auto other = opened(folder.file("state.db"), Access::share);
    writer->runs().set_setting("a", "b");

    other->snapshot([&] {
        EXPECT_EQ(other->runs().setting("a"), "b");
        writer->runs().set_setting("a", "c");
        EXPECT_EQ(other->runs().setting("a"), "b");
    });

    EXPECT_EQ(other->runs().setting("a"), "c");
}

TEST(SqliteStore, ABigCommit_ReachesTheFileWhileTheWriterGoesOn)
{
    const Folder folder;
    const auto store = opened(folder.file("state.db"));
    const std::string much(8'000'000, 'x');

    store->runs().set_setting("a", much);

    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::filesystem::file_size(folder.file("state.db")) < much.size() &&
           std::chrono::steady_clock::now() < patience) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    EXPECT_GE(std::filesystem::file_size(folder.file("state.db")), much.size());
    EXPECT_EQ(store->runs().setting("a"), much);
}

// Runs `work` in a child process that is then killed as by kill -9.
void in_a_killed_process(const std::function<void()>& work)
{
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        try {
            work();
        } catch (...) {
            _exit(1);
        }
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child did not get as far as being killed";
}

TEST(SqliteStore, KilledBetweenBeginAndEnd_TheOperationIsKnownAsSending)
{
    const Folder folder;
    const std::vector<model::Operation> one{operation("a", model::OperationKind::user_create)};
    in_a_killed_process([&] {
        const auto store = opened(folder.file("state.db"));
        store->journal().begin("r-1", one, at(0));
        store->runs().begin_run("schedule", at(0));
        store->runs().push("hr", {{"n", 1}}, at(0));
        const auto stop = [] { kill(getpid(), SIGKILL); };
        store->transaction([&] {
            store->runs().set_setting("half", "done");
            stop();
        });
    });

    // A reader that comes first finds it as well.
    EXPECT_EQ(opened(folder.file("state.db"), Access::read)->journal().unresolved().size(), 1U);
    const auto store = opened(folder.file("state.db"));
    ASSERT_EQ(store->journal().unresolved().size(), 1U);
    EXPECT_EQ(store->journal().unresolved()[0].operation, one[0]);
    EXPECT_EQ(store->runs().pushed("hr").size(), 1U);
    EXPECT_EQ(store->runs().setting("half"), std::nullopt);
}

TEST(SqliteStore, WhenTheDiskIsFull_NothingIsHalfDone)
{
    const Folder folder;
    opened(folder.file("state.db"));
    Connection connection{folder.file("state.db"), SQLite::OPEN_READWRITE};
    SqliteRoster roster{connection};
    roster.apply(read_of({person("E0")}));
    connection.database().exec("PRAGMA max_page_count = 1"); // as large as it is, no larger

    std::vector<model::Person> many;
    for (int i = 0; i < 2'000; ++i) {
        many.push_back(person("E" + std::to_string(i)));
    }
    EXPECT_THROW(roster.apply(read_of(many)), StoreError);

    EXPECT_EQ(roster.count_present(), 1);
    EXPECT_EQ(roster.everyone().size(), 1U);
    connection.database().exec("PRAGMA max_page_count = 1000000"); // room again
    roster.apply(read_of(many));
    EXPECT_EQ(roster.count_present(), 2'000);
}

TEST(SqliteStore, ADamagedDocument_IsAnErrorAndLeavesTheStoreUsable)
{
    const Folder folder;
    const auto store = opened(folder.file("state.db"));
    store->roster().apply(read_of({person("E1"), person("E2")}));
    const auto other = opened(folder.file("state.db"), Access::share);
    SQLite::Database{folder.file("state.db"), SQLite::OPEN_READWRITE}.exec(
        "UPDATE person SET doc = '{' WHERE employee_id = 'E1'");

    EXPECT_THROW(store->roster().everyone(), StoreError);

    // No read was left open: the reader sees what is committed from now on, and can write.
    other->runs().set_setting("a", "b");
    EXPECT_EQ(store->runs().setting("a"), "b");
    store->runs().set_setting("a", "c");
}

} // namespace
} // namespace rosterd::state::test
