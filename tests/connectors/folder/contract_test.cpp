// A folder of files in every situation of the contract.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/folder/folder_connector.hpp"
#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/sdk/rows.hpp"

namespace rosterd::folder
{
namespace
{

// A folder of its own for each read: a file that can't be read is moved away.
class Folders
{
public:
    std::unique_ptr<sdk::Connector> with(const std::string& content)
    {
        const auto& folder = *all_.emplace_back(std::make_unique<sdk::TemporaryFolder>());
        folder.write("a.csv", content);
        return over(folder);
    }
    static std::unique_ptr<sdk::Connector> over(const sdk::TemporaryFolder& folder)
    {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.options = {{"path", folder.path()}, {"patience", "50ms"}};
        return kind().make(context).value();
    }

private:
    std::vector<std::unique_ptr<sdk::TemporaryFolder>> all_;
};

TEST(FolderContract, IsKeptInEverySituation)
{
    Folders folders;
    sdk::TemporaryFolder whole;
    sdk::ContractMeans means;
    means.complete = [&] {
        if (!whole.has("a.csv")) { // it was accepted, and put away
            whole.write("a.csv", sdk::three_people("Bob"));
        }
        return Folders::over(whole);
    };
    means.change = [&] { whole.write("b.csv", sdk::three_people("Bea")); };
    means.change_back = [&] { std::filesystem::remove(whole.file("b.csv")); };
    means.broken_half_way = [&] { return folders.with(sdk::three_people_cut_short()); };
    means.schema_drift = [&] { return folders.with(sdk::three_people_with_other_columns()); };
    means.million = [&] { return folders.with(sdk::many_people(1'000'000)); };
    means.absent = {
        {"throttled", "a folder makes nobody wait"},
        {"wrong_credentials", "a folder has none; a signature that is wrong puts its file away"},
        {"tombstones", "a table lists who is there; a last day is a column like any other"},
        {"cancelled",
         "a file is read in one go, a million rows in seconds; the run stops after it"}};

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::folder
