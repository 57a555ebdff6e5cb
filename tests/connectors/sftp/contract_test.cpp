// Files on a real OpenSSH server in every situation of the contract.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/contract_suite.hpp"
#include "connectors/sftp/sftp_connector.hpp"
#include "tests/connectors/sdk/rows.hpp"
#include "tests/connectors/sftp/sshd.hpp"

namespace rosterd::sftp
{
namespace
{

std::unique_ptr<sdk::Connector> reader(const Sshd& sshd, const std::string& spool,
                                       const model::Json& more = model::Json::object(),
                                       bool cancelled = false)
{
    sdk::ConnectorContext context;
    context.source = "upload";
    context.cancelled = [cancelled] { return cancelled; };
    context.options = {{"host", "127.0.0.1"},
                       {"port", sshd.port()},
                       {"user", Sshd::user()},
                       {"key", sshd.file("user")},
                       {"known_hosts", sshd.file("known_hosts")},
                       {"folder", sshd.file("out")},
                       {"spool", sshd.file(spool)},
                       {"look_again", "50ms"},
                       {"timeout", "20s"}};
    context.options.update(more);
    return kind().make(context).value();
}

TEST(SftpContract, IsKeptInEverySituation)
{
    Sshd sshd;
    int spools = 0;
    const auto put = [&](const std::string& folder, const std::string& content) {
        sshd.folder().write(folder + "/a.csv", content);
        return [&, folder] {
            return reader(sshd, "spool" + std::to_string(++spools),
                          {{"folder", sshd.file(folder)}, {"after", "keep"}});
        };
    };
    sshd.folder().write("out/a.csv", sdk::three_people("Bob"));
    sdk::ContractMeans means;
    means.complete = [&] { return reader(sshd, "spool", {{"after", "keep"}}); };
    means.change = [&] { sshd.folder().write("out/b.csv", sdk::three_people("Bea")); };
    means.change_back = [&] { std::filesystem::remove(sshd.file("out/b.csv")); };
    means.broken_half_way = put("cut", sdk::three_people_cut_short());
    means.wrong_credentials = [&] {
        return reader(sshd, "spool", {{"key", ""}, {"password", "hunter2"}});
    };
    means.secret = "hunter2";
    means.schema_drift = put("drifted", sdk::three_people_with_other_columns());
    means.cancelled = [&] { return reader(sshd, "stopped", model::Json::object(), true); };
    means.million = put("million", sdk::many_people(1'000'000));
    means.absent = {
        {"throttled", "SFTP has no word for it; a slow server is waited for up to `timeout`"},
        {"tombstones", "a table lists who is there; a last day is a column like any other"}};

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::sftp
