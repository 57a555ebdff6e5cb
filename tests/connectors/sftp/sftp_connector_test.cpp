// Against OpenSSH itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/test_kit.hpp"
#include "connectors/sftp/sftp_connector.hpp"
#include "tests/connectors/sftp/sshd.hpp"

namespace rosterd::sftp
{
namespace
{

using sdk::Completeness;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kAnn = "employee_id,name\nE1,Ann\n";
constexpr const char* kBob = "employee_id,name\nE2,Bob\n";

// A server with files, and a connector that fetches them.
struct Upload {
    explicit Upload(bool read_only = false) : sshd{read_only} {}

    model::Result<std::unique_ptr<sdk::Connector>> make(const model::Json& more = {}) const
    {
        sdk::ConnectorContext context;
        context.source = "upload";
        context.options = {{"host", "127.0.0.1"},
                           {"port", sshd.port()},
                           {"user", Sshd::user()},
                           {"key", sshd.file("user")},
                           {"known_hosts", sshd.file("known_hosts")},
                           {"folder", sshd.file("out")},
                           {"spool", sshd.file("spool")},
                           {"look_again", "100ms"},
                           {"timeout", "20s"}};
        if (more.is_object()) {
            context.options.update(more);
        }
        return kind().make(context);
    }
    // Reads from where the last one ended, and settles.
    model::Result<sdk::ReadResult> take(const model::Json& more = {})
    {
        sink.restart();
        const auto connector = make(more);
        if (!connector) {
            return tl::unexpected(connector.error());
        }
        auto result = (*connector)->read({false, cursor}, sink);
        if (result) {
            cursor = result->cursor;
            if (result->completeness != Completeness::nothing) {
                (*connector)->settled({cursor, 1, 1, 0, {}});
            }
        }
        return result;
    }
    std::string put(const std::string& name, std::string_view content) const
    {
        return sshd.folder().write("out/" + name, content);
    }
    bool has(const std::string& name) const { return sshd.folder().has(name); }
    std::string name() const
    {
        return sink.records.empty() ? "" : sink.records[0].cells.at(1).text;
    }

    Sshd sshd;
    sdk::RememberingSink sink;
    std::string cursor;
};

TEST(SftpConnector, KeepsTheContract)
{
    Upload upload;
    upload.put("a.csv", kAnn);

    EXPECT_THAT(sdk::contract_violations(
                    {[&] { return upload.make().value(); }, [&] { upload.sshd.stop(); }}),
                IsEmpty());
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(SftpConnector, AFile_IsReadAndPutAwayOnTheServer)
{
    Upload upload;
    upload.put("roster.csv", kAnn);

    ASSERT_TRUE(upload.take());

    EXPECT_EQ(upload.name(), "Ann");
    EXPECT_FALSE(upload.has("out/roster.csv"));
    EXPECT_TRUE(upload.has("out/done/roster.csv"));
    EXPECT_EQ(upload.sshd.folder().content("spool/done/roster.csv"), kAnn);
    EXPECT_EQ(upload.take()->completeness, Completeness::nothing);
    upload.put("roster.csv", kBob);
    ASSERT_TRUE(upload.take());
    EXPECT_EQ(upload.name(), "Bob");
    EXPECT_TRUE(upload.has("out/done/roster.csv.2"));
}

TEST(SftpConnector, OnAServerThatLetsNothingBeMoved_AFileIsReadOnce)
{
    Upload upload{true};
    upload.put("roster.csv", kAnn);
    ASSERT_TRUE(upload.take());

    EXPECT_TRUE(upload.has("out/roster.csv"));
    EXPECT_EQ(upload.take()->completeness, Completeness::nothing);
    upload.put("roster.csv", std::string{kBob} + "E3,Cat\n");
    ASSERT_TRUE(upload.take());
    EXPECT_EQ(upload.name(), "Bob");
}

TEST(SftpConnector, WhatIsReplacedBeforeItIsPutAway_IsReadAndNotPutAwayUnread)
{
    Upload upload;
    upload.put("roster.csv", kAnn);
    const auto connector = upload.make().value();
    const auto first = connector->read({false, ""}, upload.sink);
    ASSERT_TRUE(first) << first.error().message;
    upload.put("roster.csv", std::string{kBob} + "E3,Cat\n");

    connector->settled({first->cursor, 1, 1, 0, {}});

    EXPECT_TRUE(upload.has("out/roster.csv"));
    EXPECT_FALSE(upload.has("out/done/roster.csv"));
    upload.cursor = first->cursor;
    ASSERT_TRUE(upload.take());
    EXPECT_EQ(upload.name(), "Bob");
    EXPECT_TRUE(upload.has("out/done/roster.csv"));
}

TEST(SftpConnector, AnUnknownHostKey_IsRefusedWithItsFingerprint)
{
    Upload upload;
    upload.put("roster.csv", kAnn);
    const std::string right = upload.sshd.fingerprint();

    const auto unknown = upload.take({{"known_hosts", ""}});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().kind, model::ErrorKind::unauthorised);
    EXPECT_THAT(unknown.error().hint, HasSubstr("host_key: " + right));
    const auto other = upload.take({{"known_hosts", ""}, {"host_key", "SHA256:AAAA"}});
    ASSERT_FALSE(other);
    EXPECT_THAT(other.error().message, HasSubstr("another host key"));
    EXPECT_FALSE(upload.has("spool/roster.csv"));
    EXPECT_TRUE(upload.take({{"known_hosts", ""}, {"host_key", right}}));
}

TEST(SftpConnector, AnotherKeyInKnownHosts_IsSaidToBeAnother)
{
    Upload upload;
    upload.sshd.folder().write("known_hosts", "[127.0.0.1]:" + std::to_string(upload.sshd.port()) +
                                                  " " +
                                                  upload.sshd.folder().content("stranger.pub"));
    const auto refused = upload.take();
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("another host key"));
}

TEST(SftpConnector, ALoginThatIsRefused_IsSaidWithoutSecrets)
{
    Upload upload;
    const auto stranger = upload.take({{"key", upload.sshd.file("stranger")}});
    ASSERT_FALSE(stranger);
    EXPECT_EQ(stranger.error().kind, model::ErrorKind::unauthorised);
    const auto wrong = upload.take({{"key", ""}, {"password", "hunter2"}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, model::ErrorKind::unauthorised);
    EXPECT_EQ(wrong.error().message.find("hunter2"), std::string::npos);
    EXPECT_FALSE(upload.make({{"password", "both"}}));
}

TEST(SftpConnector, AFileThatIsStillBeingWritten_IsLeftAlone)
{
    Upload upload;
    const std::string path = upload.put("roster.csv", "employee_id,name\n");
    upload.put("other.csv.part", kBob);
    std::atomic<bool> over = false;
    std::thread writer{[&] {
        while (!over) {
            std::ofstream{path, std::ios::app} << "E1,Ann\n";
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
    }};

    const auto nothing = upload.take({{"look_again", "1s"}});
    over = true;
    writer.join();

    ASSERT_TRUE(nothing) << nothing.error().message;
    EXPECT_EQ(nothing->completeness, Completeness::nothing);
    EXPECT_FALSE(upload.has("spool/roster.csv"));
}

TEST(SftpConnector, WithAMarker_AFileCountsOnceItIsThere)
{
    Upload upload;
    upload.put("roster.csv", kAnn);
    EXPECT_EQ(upload.take({{"marker", ".ok"}})->completeness, Completeness::nothing);
    upload.put("roster.csv.ok", "");

    ASSERT_TRUE(upload.take({{"marker", ".ok"}}));

    EXPECT_EQ(upload.name(), "Ann");
    EXPECT_TRUE(upload.has("out/done/roster.csv.ok"));
}

TEST(SftpConnector, ATransferThatBreaks_IsAnErrorAndLeavesNothingHalf)
{
    Upload upload;
    std::string many = "employee_id,name\n";
    for (int i = 0; i < 100'000; ++i) {
        many += "E" + std::to_string(i) + ",Ann\n";
    }
    upload.put("roster.csv", many);
    for (const bool hangs_up : {true, false}) {
        const Proxy proxy{upload.sshd.port(), 400'000, hangs_up};
        const auto broken = upload.take({{"port", proxy.port()},
                                         {"known_hosts", ""},
                                         {"host_key", upload.sshd.fingerprint()},
                                         {"timeout", "2s"}});
        ASSERT_FALSE(broken);
        EXPECT_EQ(broken.error().kind, model::ErrorKind::transient) << broken.error().message;
        EXPECT_THAT(upload.sink.records, IsEmpty());
        EXPECT_FALSE(upload.has("spool/roster.csv"));
        EXPECT_FALSE(upload.has("spool/roster.csv.part"));
    }
    ASSERT_TRUE(upload.take());
    EXPECT_EQ(upload.sink.records.size(), 100'000u);
}

TEST(SftpConnector, AMissingFolder_IsAnErrorNotAnEmptyOne)
{
    Upload upload;
    const auto none = upload.take({{"folder", "/nowhere"}});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, model::ErrorKind::not_found);
}

} // namespace
} // namespace rosterd::sftp
