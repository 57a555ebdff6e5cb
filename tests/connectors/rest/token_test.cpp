// A refresh token that every use replaces: the only way into some HRIS, and lost once it is lost.
#include <filesystem>

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/rest/recorder.hpp"
#include "connectors/rest/refresh_token.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "tests/connectors/rest/definitions.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::rest
{
namespace
{

using ::testing::HasSubstr;

const std::string kDefinition =
    acme(people("    request: {path: /p}\n    records: .p[]\n"),
         "settings:\n  refresh: {help: the first one, secret: true}\n  file: {help: a file}\n"
         "auth:\n  oauth2:\n    grant: refresh_token\n    token_url: https://id.example.com/token\n"
         "    client_id: me\n    refresh_token: \"{{settings.refresh}}\"\n"
         "    refresh_token_file: \"{{settings.file}}\"\n");

struct TokenTest : ::testing::Test {
    sdk::TemporaryFolder folder;
    std::size_t asked = 0;

    // A daemon that begins, and reads once: `uses` is what the HRIS takes, `gives` what it gives
    // for it.
    std::string read(const std::string& configured, const std::string& file,
                     const std::string& uses, const std::string& gives)
    {
        const Recording recording = recorded(
            "exchanges:\n  - {ask: POST https://id.example.com/token, text: "
            "\"grant_type=refresh_token&client_id=me&refresh_token=" +
            uses + "\", answer: {access_token: T, expires_in: 3600, refresh_token: " + gives +
            "}}\n  - {ask: POST https://id.example.com/token, times: any, status: 400, answer: "
            "{error: invalid_grant}}\n"
            "  - {ask: GET https://acme.example.com/api/p, answer: {p: [{id: 1, name: A}]}}\n"
            "expect: {}\n");
        Wire wire = playing_wire(recording);
        Recorder recorder{*wire.http};
        wire.http = &recorder;
        sdk::RememberingSink sink;
        const auto result =
            make_connector("hr", defined(kDefinition), {{"refresh", configured}, {"file", file}},
                           wire, folder.path())
                ->read({true, ""}, sink);
        asked = recorder.heard().size();
        return result ? "" : result.error().message + "; " + result.error().hint;
    }
};

TEST_F(TokenTest, IsGoneOnWith_ByWhoeverReadsNext)
{
    EXPECT_EQ(read("R1", "token", "R1", "R2"), "");
    EXPECT_EQ(read("R1", "token", "R2", "R3"), "");
    EXPECT_EQ(read("R1", "token", "R3", "R4"), "");

    struct stat kept{};
    ASSERT_EQ(::stat(folder.file("token").c_str(), &kept), 0) << "relative to the configuration";
    EXPECT_EQ(kept.st_mode & 0777U, 0600U);
    EXPECT_FALSE(std::filesystem::exists(folder.file("token.new")));
}

TEST_F(TokenTest, OneThatStaysTheSame_LeavesNoFile)
{
    EXPECT_EQ(read("R1", "token", "R1", "R1"), "");
    EXPECT_EQ(read("R1", "token", "R1", "null"), "");

    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST_F(TokenTest, WhereItCantBeKept_NothingIsAsked)
{
    std::filesystem::create_directory(folder.file("taken"));
    for (const std::string file : {"/proc/no/such/token", "nowhere/token", "taken"}) {
        EXPECT_THAT(read("R1", file, "R1", "R2"), HasSubstr("can't be kept in")) << file;
        EXPECT_EQ(asked, 0U) << "the old token is still good";
    }
}

TEST_F(TokenTest, WhoSignsInAnew_WritesTheNewOneIntoTheSettings)
{
    ASSERT_EQ(read("R1", "token", "R1", "R2"), "");

    EXPECT_THAT(read("R1", "token", "R9", "R10"), HasSubstr("sign in anew")) << "R2 is used up";
    EXPECT_EQ(read("N1", "token", "N1", "N2"), "") << "not the one that is kept";
    EXPECT_EQ(read("N1", "token", "N2", "N3"), "");
}

TEST_F(TokenTest, AFileFromBeforeThereWereMarks_Counts)
{
    folder.write("token", "R5\n");

    EXPECT_EQ(read("R1", "token", "R5", "R6"), "");
    EXPECT_EQ(read("R1", "token", "R6", "R7"), "");
}

TEST_F(TokenTest, TwoAtATime_DoNotUseUpTheSameOne)
{
    RefreshToken one{folder.file("token"), "R1"}, other{folder.file("token"), "R1"};
    ASSERT_TRUE(one.reserve());

    const auto refused = other.reserve();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, model::ErrorKind::transient);

    ASSERT_TRUE(one.keep("R2"));
    ASSERT_TRUE(other.reserve());
    EXPECT_EQ(other.text(), "R2");
}

TEST_F(TokenTest, WithoutAFile_ItIsGoneOnWithInMemory)
{
    RefreshToken token{"", "R1"};
    ASSERT_TRUE(token.reserve());
    EXPECT_EQ(token.text(), "R1");

    ASSERT_TRUE(token.keep("R2"));

    EXPECT_EQ(token.text(), "R2");
}

} // namespace
} // namespace rosterd::rest
