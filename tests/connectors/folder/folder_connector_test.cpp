#include <fstream>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/folder/folder_connector.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/signer.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::folder
{
namespace
{

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kAnn = "employee_id,name\nE1,Ann\n";
constexpr const char* kBob = "employee_id,name\nE2,Bob\n";

struct Drop {
    sdk::TemporaryFolder folder;
    sdk::RememberingSink sink;
    std::unique_ptr<sdk::Connector> connector = make();

    std::unique_ptr<sdk::Connector> make(const std::string& completeness = "complete") const
    {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.options = {
            {"path", folder.path()}, {"completeness", completeness}, {"patience", "50ms"}};
        return kind().make(context).value();
    }
    // Reads from `cursor`, settles, and gives the new cursor.
    std::string take(const std::string& cursor = "")
    {
        sink.restart();
        const auto result = connector->read({false, cursor}, sink);
        EXPECT_TRUE(result) << result.error().message;
        connector->settled({result->cursor, 1, 1, 0, {}});
        return result->cursor;
    }
    std::string name() const { return sink.records.at(0).cells.at(1).text; }
    model::Json result(const std::string& file) const
    {
        return model::Json::parse(folder.content(file + ".result.json"));
    }
};

TEST(FolderConnector, KeepsTheContract)
{
    Drop drop;
    drop.folder.write("a.csv", kAnn);

    EXPECT_THAT(sdk::contract_violations({[&] { return drop.make(); },
                                          [&] { drop.folder.write("b.csv", "id,name\n1,\"a\n"); }}),
                IsEmpty());
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(FolderConnector, AFileThatWasAccepted_IsKeptWithItsResult)
{
    Drop drop;
    drop.folder.write("a.csv", kAnn);

    drop.take();

    EXPECT_FALSE(drop.folder.has("a.csv"));
    EXPECT_EQ(drop.folder.content("done/a.csv"), kAnn);
    EXPECT_EQ(drop.result("done/a.csv")["status"], "done");
    EXPECT_EQ(drop.result("done/a.csv")["records"], 1);
}

TEST(FolderConnector, ARead_MovesNothingBeforeItIsSettled)
{
    Drop drop;
    drop.folder.write("a.csv", kAnn);

    ASSERT_TRUE(drop.connector->read({}, drop.sink));

    EXPECT_TRUE(drop.folder.has("a.csv"));
}

TEST(FolderConnector, OfSeveralWholeRosters_TheLastNameCounts)
{
    Drop drop;
    drop.folder.write("2026-01.csv", kAnn);
    drop.folder.write("2026-02.csv", kBob);

    drop.take();

    EXPECT_EQ(drop.name(), "Bob");
    EXPECT_EQ(drop.result("done/2026-01.csv")["status"], "superseded");
    EXPECT_EQ(drop.result("done/2026-01.csv")["by"], "2026-02.csv");
}

TEST(FolderConnector, OfSeveralNumberedRosters_TheHighestNumberCounts)
{
    Drop drop;
    drop.folder.write("roster-9.csv", kAnn);
    drop.folder.write("roster-10.csv", kBob);

    drop.take();

    EXPECT_EQ(drop.name(), "Bob");
    EXPECT_EQ(drop.result("done/roster-9.csv")["by"], "roster-10.csv");
}

TEST(FolderConnector, Changes_AreTakenOneByOneInOrder)
{
    Drop drop;
    drop.connector = drop.make("changes");
    drop.folder.write("10.csv", kBob);
    drop.folder.write("9.csv", kAnn);

    const std::string cursor = drop.take();
    EXPECT_EQ(drop.name(), "Ann");
    EXPECT_TRUE(drop.folder.has("10.csv"));
    drop.take(cursor);

    EXPECT_EQ(drop.name(), "Bob");
}

TEST(FolderConnector, ABrokenFile_IsSetAsideWithTheReason)
{
    Drop drop;
    drop.folder.write("a.csv", "id,name\n1,\"a\n");

    const auto result = drop.connector->read({}, drop.sink);

    ASSERT_FALSE(result);
    EXPECT_TRUE(drop.folder.has("failed/a.csv"));
    EXPECT_THAT(drop.result("failed/a.csv")["error"], HasSubstr("quotation mark"));
}

TEST(FolderConnector, AFileStillBeingWritten_StaysWhereItIs)
{
    Drop drop;
    std::ofstream writer{drop.folder.file("a.csv")};
    writer << "id,name\n1,\"a" << std::flush;

    const auto result = drop.connector->read({}, drop.sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::transient);
    EXPECT_TRUE(drop.folder.has("a.csv"));
    EXPECT_FALSE(drop.folder.has("failed"));
}

TEST(FolderConnector, TheSameNameAgain_OverwritesNothing)
{
    Drop drop;
    drop.folder.write("a.csv", kAnn);
    const std::string cursor = drop.take();
    drop.folder.write("a.csv", kBob);

    drop.take(cursor);

    EXPECT_EQ(drop.name(), "Bob");
    EXPECT_EQ(drop.folder.content("done/a.csv"), kAnn);
    EXPECT_EQ(drop.folder.content("done/a.2.csv"), kBob);
    EXPECT_EQ(drop.result("done/a.2.csv")["status"], "done");
}

TEST(FolderConnector, EndedBetweenAcceptingAndMoving_OnlyMovesIt)
{
    Drop drop;
    drop.folder.write("0.csv", kBob);
    drop.folder.write("a.csv", kAnn);
    const auto read = drop.connector->read({}, drop.sink);
    ASSERT_TRUE(read);
    drop.connector = drop.make(); // a new process, which knows only the cursor

    drop.sink.restart();
    const auto next = drop.connector->read({false, read->cursor}, drop.sink);

    ASSERT_TRUE(next);
    EXPECT_EQ(next->completeness, sdk::Completeness::nothing);
    EXPECT_EQ(next->cursor, read->cursor);
    EXPECT_THAT(drop.sink.records, IsEmpty());
    EXPECT_TRUE(drop.folder.has("done/a.csv"));
    EXPECT_EQ(drop.result("done/0.csv")["status"], "superseded");
}

TEST(FolderConnector, ANewerFileUnderTheSameNameMeanwhile_IsStillToBeRead)
{
    Drop drop;
    drop.folder.write("a.csv", kAnn);
    const auto read = drop.connector->read({}, drop.sink);
    ASSERT_TRUE(read);
    drop.folder.write("a.csv", kBob);

    drop.connector->settled({read->cursor, 1, 1, 0, {}});

    EXPECT_EQ(drop.folder.content("a.csv"), kBob);
    drop.take(read->cursor);
    EXPECT_EQ(drop.name(), "Bob");
}

TEST(FolderConnector, UnfinishedNamesAndOtherKinds_AreLeftAlone)
{
    Drop drop;
    for (const char* name : {".a.csv", "~$a.xlsx", "a.csv.tmp", "a.csv.part", "a.csv.filepart",
                             "a.csv.crdownload", "readme.txt"}) {
        drop.folder.write(name, kAnn);
    }

    const auto result = drop.connector->read({false, "c"}, drop.sink);

    ASSERT_TRUE(result);
    EXPECT_EQ(result->completeness, sdk::Completeness::nothing);
    EXPECT_EQ(result->cursor, "c");
}

TEST(FolderConnector, AMissingFolder_IsAnError)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = {{"path", "/nowhere/at/all"}};
    sdk::RememberingSink sink;

    const auto result = kind().make(context).value()->read({}, sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::not_found);
}

std::unique_ptr<sdk::Connector> make_with(const Drop& drop, const model::Json& more)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = {{"path", drop.folder.path()}, {"patience", "50ms"}};
    context.options.update(more);
    return kind().make(context).value();
}

TEST(FolderConnector, FullAndChangedFiles_AreToldApartByTheirNames)
{
    Drop drop;
    drop.connector = make_with(drop, {{"full", {"roster-*.csv"}}, {"changes", {"changes-*.csv"}}});
    drop.folder.write("changes-2026-11-21.csv", kBob);
    drop.folder.write("roster-2026-11-22.csv", kAnn);
    drop.folder.write("changes-2026-11-22.csv", kBob);
    drop.folder.write("changes-2026-11-23.csv", "employee_id,name\nE3,Cat\n");
    drop.folder.write("notes.csv", kBob);

    std::vector<std::string> names;
    std::string cursor;
    for (int i = 0; i < 3; ++i) {
        cursor = drop.take(cursor);
        names.push_back(drop.name());
    }

    EXPECT_THAT(names, ::testing::ElementsAre("Ann", "Bob", "Cat"));
    EXPECT_EQ(drop.result("done/changes-2026-11-21.csv")["status"], "superseded");
    EXPECT_EQ(drop.result("done/changes-2026-11-22.csv")["status"], "done");
    EXPECT_TRUE(drop.folder.has("notes.csv"));
}

TEST(FolderConnector, OnlyAFullFile_IsComplete)
{
    Drop drop;
    drop.connector = make_with(drop, {{"full", "roster*.csv"}, {"changes", "changes*.csv"}});
    drop.folder.write("changes-1.csv", kBob);
    EXPECT_EQ(drop.connector->read({}, drop.sink)->completeness, sdk::Completeness::changes);
    drop.folder.write("roster-2.csv", kBob);
    EXPECT_EQ(drop.connector->read({}, drop.sink)->completeness, sdk::Completeness::complete);
}

TEST(FolderConnector, TwoWaysToSayWhatNamesMean_AreRefused)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = {{"path", "/srv"}, {"full", "*.csv"}, {"completeness", "changes"}};
    EXPECT_FALSE(kind().make(context));
}

TEST(FolderConnector, ASignedFile_IsReadAndKeptWithItsSignature)
{
    Drop drop;
    const sdk::Signer signer;
    drop.connector = make_with(drop, {{"keyring", signer.keyring()}, {"pattern", "*"}});
    signer.sign(drop.folder.write("a.csv", kAnn));

    drop.take();

    EXPECT_EQ(drop.name(), "Ann");
    EXPECT_EQ(drop.sink.records[0].origin.where, "a.csv:2");
    EXPECT_TRUE(drop.folder.has("done/a.csv"));
    EXPECT_TRUE(drop.folder.has("done/a.csv.sig"));
    EXPECT_FALSE(drop.folder.has("a.csv.sig"));
}

TEST(FolderConnector, AFileInsideItsSignature_IsReadOutOfIt)
{
    Drop drop;
    const sdk::Signer signer;
    drop.connector = make_with(drop, {{"keyring", signer.keyring()}, {"pattern", "*.gpg"}});
    signer.wrap(drop.folder.write("a.csv", kAnn));

    drop.take();

    EXPECT_EQ(drop.name(), "Ann");
    EXPECT_TRUE(drop.folder.has("done/a.csv.gpg"));
}

TEST(FolderConnector, AFileThatIsNotSignedByWhoMay_GoesToFailedUnread)
{
    const sdk::Signer signer;
    const sdk::Signer stranger;
    const auto refused = [&](const std::function<void(const std::string&)>& sign) {
        Drop drop;
        drop.connector = make_with(drop, {{"keyring", signer.keyring()}});
        sign(drop.folder.write("a.csv", kAnn));
        const auto result = drop.connector->read({}, drop.sink);
        EXPECT_FALSE(result);
        EXPECT_EQ(result.error().kind, model::ErrorKind::invalid);
        EXPECT_THAT(drop.sink.records, IsEmpty());
        EXPECT_FALSE(drop.folder.has("a.csv"));
        return drop.result("failed/a.csv")["error"].get<std::string>();
    };

    EXPECT_THAT(refused([](const std::string&) {}), HasSubstr("not signed"));
    EXPECT_THAT(refused([&](const std::string& file) { stranger.sign(file); }),
                HasSubstr("none of the keys"));
    EXPECT_THAT(refused([&](const std::string& file) {
                    signer.sign(file);
                    std::ofstream{file, std::ios::app} << "E9,Eve\n";
                    const auto past = std::filesystem::file_time_type::clock::now();
                    std::filesystem::last_write_time(file, past - std::chrono::hours{1});
                }),
                HasSubstr("changed afterwards"));
    EXPECT_THAT(
        refused([&](const std::string& file) { std::ofstream{file + ".sig"} << "nonsense"; }),
        HasSubstr("no signature that can be verified"));
}

} // namespace
} // namespace rosterd::folder
