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
                                       const model::Json& more = {}, bool cancelled = false)
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
    if (more.is_object()) {
        context.options.update(more);
    }
    return kind().make(context).value();
}

// A server with a folder for each situation.
class Servers
{
public:
    // Reads what is in `folder`; each time with a spool of its own, since a file that can't be read
    // is moved away there.
    sdk::ContractMeans::Make over(const std::string& folder, const std::string& content)
    {
        sshd_.folder().write(folder + "/a.csv", content);
        return [this, folder] {
            return reader(sshd_, "spool" + std::to_string(++spools_),
                          {{"folder", sshd_.file(folder)}});
        };
    }
    // One spool for all reads. What was accepted is put away, and then uploaded anew.
    std::unique_ptr<sdk::Connector> whole()
    {
        if (!sshd_.folder().has("spool/a.csv")) {
            const std::string path = sshd_.folder().write("out/a.csv", sdk::three_people("Bob"));
            std::filesystem::last_write_time(path, std::filesystem::last_write_time(path) +
                                                       std::chrono::minutes{++uploads_});
        }
        return reader(sshd_, "spool");
    }
    void change() { sshd_.folder().write("out/b.csv", sdk::three_people("Bea")); }
    void change_back()
    {
        std::filesystem::remove(sshd_.file("out/b.csv"));
        std::filesystem::remove(sshd_.file("spool/b.csv"));
    }
    const Sshd& sshd() const { return sshd_; }

private:
    Sshd sshd_;
    int spools_ = 0, uploads_ = 0;
};

TEST(SftpContract, IsKeptInEverySituation)
{
    Servers servers;
    sdk::ContractMeans means;
    means.complete = [&] { return servers.whole(); };
    means.change = [&] { servers.change(); };
    means.change_back = [&] { servers.change_back(); };
    means.broken_half_way = servers.over("cut", sdk::three_people_cut_short());
    means.wrong_credentials = [&] {
        return reader(servers.sshd(), "spool", {{"key", ""}, {"password", "hunter2"}});
    };
    means.secret = "hunter2";
    means.schema_drift = servers.over("drifted", sdk::three_people_with_other_columns());
    means.cancelled = [&] { return reader(servers.sshd(), "stopped", {}, true); };
    means.million = servers.over("million", sdk::many_people(1'000'000));
    means.absent = {
        {"throttled", "SFTP has no word for it; a slow server is waited for up to `timeout`"},
        {"tombstones", "a table lists who is there; a last day is a column like any other"}};

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::sftp
