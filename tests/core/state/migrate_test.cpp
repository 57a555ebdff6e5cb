#include <fstream>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include "core/state/migrate.hpp"
#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using testing::HasSubstr;

const std::vector<Migration> kTwo{{1, "0001_a", "CREATE TABLE a (x)"},
                                  {2, "0002_b", "ALTER TABLE a ADD y DEFAULT 7"}};

class Migrate : public testing::Test
{
protected:
    Folder folder_;
    std::string path_ = folder_.file("state.db");
    Connection connection_{path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};

    std::string text(const std::string& sql)
    {
        return connection_.database().execAndGet(sql).getString();
    }
};

TEST_F(Migrate, AnOldFile_IsBroughtForwardWithWhatItHolds)
{
    ASSERT_TRUE(migrate(connection_, std::span{kTwo}.first(1)));
    connection_.database().exec("INSERT INTO a VALUES (5)");

    ASSERT_TRUE(migrate(connection_, kTwo));

    EXPECT_EQ(version_of(connection_), 2);
    EXPECT_EQ(text("SELECT x || y FROM a"), "57");
    EXPECT_TRUE(migrate(connection_, kTwo)) << "a second time there is nothing to do";
}

TEST_F(Migrate, AStepThatFails_LeavesTheFileAsItWas)
{
    ASSERT_TRUE(migrate(connection_, std::span{kTwo}.first(1)));
    std::vector<Migration> faulty = kTwo;
    faulty.push_back({3, "0003_c", "CREATE TABLE c (z); INSERT INTO nothing VALUES (1)"});

    const auto result = migrate(connection_, faulty);

    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, HasSubstr("migration 3"));
    EXPECT_EQ(version_of(connection_), 1);
    EXPECT_EQ(text("SELECT count(*) FROM sqlite_master"), "1");
    EXPECT_TRUE(migrate(connection_, kTwo)) << "and usable";
}

TEST_F(Migrate, AFileOfANewerVersion_IsRefusedWithBothVersions)
{
    ASSERT_TRUE(migrate(connection_, kTwo));

    for (const auto& result : {migrate(connection_, std::span{kTwo}.first(1)),
                               readable(connection_, std::span{kTwo}.first(1))}) {
        ASSERT_FALSE(result);
        EXPECT_THAT(result.error().message, HasSubstr("version 2"));
        EXPECT_THAT(result.error().message, HasSubstr("up to 1"));
        EXPECT_FALSE(result.error().hint.empty());
    }
    EXPECT_EQ(version_of(connection_), 2);
}

TEST_F(Migrate, AReader_DoesNotBringAnOldFileForward)
{
    ASSERT_TRUE(migrate(connection_, std::span{kTwo}.first(1)));

    EXPECT_FALSE(readable(connection_, kTwo));
    EXPECT_EQ(version_of(connection_), 1);
}

std::string bytes_of(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

TEST(OpenStore, AnotherProgramsFile_IsRefusedAndNotTouched)
{
    const Folder folder;
    const std::string path = folder.file("other.db");
    SQLite::Database{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}.exec(
        "CREATE TABLE bookmarks (url)");
    const std::string before = bytes_of(path);

    for (const Access access : {Access::write, Access::read}) {
        const auto store = open_store({path, access, "x"});
        ASSERT_FALSE(store);
        EXPECT_THAT(store.error().message, HasSubstr("another program"));
    }
    EXPECT_TRUE(bytes_of(path) == before) << "the file was changed";
}

TEST(OpenStore, AFileThatIsNoDatabase_IsRefusedAndNotTouched)
{
    const Folder folder;
    const std::string path = folder.file("roster.csv");
    std::ofstream{path} << "employee_id,name\nE1,a\n" << std::string(2'000, 'x');
    const std::string before = bytes_of(path);

    const auto store = open_store({path, Access::write, "x"});

    ASSERT_FALSE(store);
    EXPECT_THAT(store.error().message, HasSubstr(path));
    EXPECT_TRUE(bytes_of(path) == before) << "the file was changed";
}

} // namespace
} // namespace rosterd::state::test
