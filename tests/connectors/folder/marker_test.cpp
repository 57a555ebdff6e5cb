// The file that says of another that it is whole: over a network share nothing else can tell.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/folder/folder_connector.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::folder
{
namespace
{

using ::testing::HasSubstr;

constexpr const char* kAnn = "employee_id,name\nE1,Ann\n";
constexpr const char* kBob = "employee_id,name\nE2,Bob\n";

// Of a folder where a file counts once another one says so.
struct MarkedDrop {
    sdk::TemporaryFolder folder;
    sdk::RememberingSink sink;
    std::unique_ptr<sdk::Connector> connector = with(".ok").value();

    model::Result<std::unique_ptr<sdk::Connector>> with(const std::string& marker) const
    {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.options = {{"path", folder.path()}, {"pattern", "*"}, {"marker", marker}};
        return kind().make(context);
    }
    model::Result<sdk::ReadResult> read()
    {
        sink.restart();
        return connector->read({false, ""}, sink);
    }
};

TEST(FolderMarker, WithAMarker_AFileCountsOnceItIsSaidToBeWhole)
{
    MarkedDrop drop;
    drop.folder.write("a.csv", kAnn);
    drop.folder.write("b.csv", kBob);
    drop.folder.write("a.csv.ok", "");

    const auto first = drop.read();
    ASSERT_TRUE(first) << first.error().message;
    drop.connector->settled({first->cursor, 1, 1, 0, {}});

    EXPECT_EQ(drop.sink.records.at(0).cells.at(1).text, "Ann") << "b.csv may still grow";
    EXPECT_TRUE(drop.folder.has("b.csv"));
    EXPECT_TRUE(drop.folder.has("done/a.csv.ok")) << "else the next a.csv would be whole at once";
    EXPECT_FALSE(drop.folder.has("a.csv.ok"));
    const auto nothing = drop.read();
    ASSERT_TRUE(nothing) << nothing.error().message;
    EXPECT_EQ(nothing->completeness, sdk::Completeness::nothing);
}

TEST(FolderMarker, AMarkerWithANumber_IsHeldAgainstTheRows)
{
    MarkedDrop drop;
    drop.folder.write("a.csv", kAnn);
    drop.folder.write("a.csv.ok", "rows: 2\n");

    const auto cut = drop.read();

    ASSERT_FALSE(cut) << "it stalled at the end of a row";
    EXPECT_EQ(cut.error().kind, model::ErrorKind::transient);
    EXPECT_THAT(cut.error().message, HasSubstr("says 2 rows, and a.csv has 1"));
    EXPECT_TRUE(drop.folder.has("a.csv")) << "the rest may be on its way";
    drop.folder.write("a.csv", std::string{kAnn} + "E2,Bob\n");
    EXPECT_TRUE(drop.read());
}

TEST(FolderMarker, AMarkerThatIsNoEnding_IsRefused)
{
    EXPECT_FALSE(MarkedDrop{}.with("ok"));
    EXPECT_FALSE(MarkedDrop{}.with("./ok"));
}

} // namespace
} // namespace rosterd::folder
