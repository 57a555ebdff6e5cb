#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/csv/csv_connector.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::csv
{
namespace
{

using ::testing::HasSubstr;
using ::testing::IsEmpty;

sdk::ConnectorContext context(const sdk::TemporaryFolder& folder, model::Json options)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.base_dir = folder.path();
    context.options = std::move(options);
    return context;
}

TEST(CsvConnector, KeepsTheContract)
{
    sdk::TemporaryFolder folder;
    folder.write("roster.csv", "employee_id,name\nE1,Ann\nE2,Bob\n");

    EXPECT_THAT(sdk::contract_violations(
                    {[&] { return kind().make(context(folder, {{"path", "roster.csv"}})).value(); },
                     [&] { folder.write("roster.csv", "employee_id,name\nE1,\"Ann\n"); }}),
                IsEmpty());
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(CsvConnector, AMissingFile_IsAnErrorAndNotAnEmptyCompany)
{
    sdk::TemporaryFolder folder;
    sdk::RememberingSink sink;

    const auto result =
        kind().make(context(folder, {{"path", "none.csv"}})).value()->read({}, sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::not_found);
}

TEST(CsvConnector, ARead_IsCompleteAndDescribed)
{
    sdk::TemporaryFolder folder;
    const std::string path = folder.write("r.csv", "employee_id;name\nE1;Ann\n");
    sdk::RememberingSink sink;
    const auto connector = kind().make(context(folder, {{"path", "r.csv"}})).value();

    const auto result = connector->read({}, sink);

    ASSERT_TRUE(result);
    EXPECT_EQ(result->completeness, sdk::Completeness::complete);
    EXPECT_EQ(result->notes, "r.csv: UTF-8, semicolon, 1 row");
    EXPECT_EQ(connector->watched_paths(), std::vector{path});
    EXPECT_EQ(connector->accept_push({}).error().kind, model::ErrorKind::not_found);
}

TEST(CsvConnector, WrongOptions_AreSaid)
{
    sdk::TemporaryFolder folder;
    EXPECT_THAT(kind().make(context(folder, model::Json::object())).error().message,
                HasSubstr("`path` is missing"));
    EXPECT_THAT(
        kind().make(context(folder, {{"path", "x"}, {"encoding", "UFT-8"}})).error().message,
        HasSubstr("encoding"));
    EXPECT_TRUE(kind().make(context(folder, {{"path", "x"}, {"encoding", "gbk"}})));
    EXPECT_THAT(kind().make(context(folder, {{"path", "x"}, {"separator", "|"}})).error().message,
                HasSubstr("separator"));
    EXPECT_THAT(kind().make(context(folder, {{"path", "x"}, {"settle", "soon"}})).error().message,
                HasSubstr("settle"));
}

} // namespace
} // namespace rosterd::csv
