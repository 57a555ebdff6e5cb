// One CSV file in every situation of the contract.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/csv/csv_connector.hpp"
#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/sdk/rows.hpp"

namespace rosterd::csv
{
namespace
{

TEST(CsvContract, IsKeptInEverySituation)
{
    sdk::TemporaryFolder folder;
    const auto reader = [&](const std::string& name) {
        return [&folder, name] {
            sdk::ConnectorContext context;
            context.source = "hr";
            context.base_dir = folder.path();
            context.options = {{"path", name}};
            return kind().make(context).value();
        };
    };
    folder.write("roster.csv", sdk::three_people("Bob"));
    folder.write("cut.csv", sdk::three_people_cut_short());
    folder.write("drifted.csv", sdk::three_people_with_other_columns());
    folder.write("million.csv", sdk::many_people(1'000'000));
    sdk::ContractMeans means;
    means.complete = reader("roster.csv");
    means.change = [&] { folder.write("roster.csv", sdk::three_people("Bea")); };
    means.change_back = [&] { folder.write("roster.csv", sdk::three_people("Bob")); };
    means.broken_half_way = reader("cut.csv");
    means.schema_drift = reader("drifted.csv");
    means.million = reader("million.csv");
    means.absent = {
        {"throttled", "a file makes nobody wait"},
        {"wrong_credentials", "a file has none; one that may not be read is not_found"},
        {"tombstones", "a table lists who is there; a last day is a column like any other"},
        {"cancelled",
         "a file is read in one go, a million rows in seconds; the run stops after it"}};

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::csv
