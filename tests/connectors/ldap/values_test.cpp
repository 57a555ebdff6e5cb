// What is worked out without a server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/ldap/controls.hpp"
#include "connectors/ldap/cursor.hpp"
#include "connectors/ldap/dn.hpp"
#include "connectors/ldap/entry.hpp"
#include "connectors/ldap/failures.hpp"
#include "tests/connectors/ldap/company.hpp"

namespace rosterd::ldap
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Dn, HoweverItIsWritten_IsTheSame)
{
    EXPECT_EQ(normal_dn("CN=Lo Hoi,OU=HK,DC=corp"), normal_dn("cn=lo hoi, ou=hk ,dc=CORP"));
    EXPECT_EQ(normal_dn("CN=Lo\\, Hoi,DC=corp"), normal_dn("CN=Lo\\2C Hoi,DC=corp"));
    EXPECT_EQ(normal_dn("OU=a+CN=b,DC=c"), normal_dn("CN=b+OU=a,DC=c"));
    EXPECT_NE(normal_dn("CN=a,DC=b"), normal_dn("CN=a\\,DC\\=b"));
    EXPECT_EQ(normal_dn("no dn"), "");
}

TEST(Dn, OfUnits_IsAPathFromTheBaseDown)
{
    const std::string base = "OU=Staff,DC=corp,DC=example";
    EXPECT_EQ(unit_path("CN=a,OU=財務部,OU=香港,ou=staff,dc=corp,dc=example", base),
              "/香港/財務部");
    EXPECT_EQ(unit_path("CN=a,OU=R\\, D/E,OU=Staff,DC=corp,DC=example", base), "/R, D／E");
    EXPECT_EQ(unit_path("CN=a,OU=Staff,DC=corp,DC=example", base), "/");
    EXPECT_EQ(unit_path("CN=a,CN=Users,OU=X,OU=Staff,DC=corp,DC=example", base), "/X");
}

TEST(Range, TellsWhereToGoOn)
{
    EXPECT_FALSE(range_of("member"));
    EXPECT_EQ(range_of("member;range=0-1499")->next, 1500u);
    EXPECT_EQ(range_of("member;Range=1500-*")->name, "member");
    EXPECT_FALSE(range_of("member;range=1500-*")->next);
}

TEST(Text, OfSeveralValues_DoesNotDependOnTheirOrder)
{
    EXPECT_EQ(text_of(Attribute{"ou", {"b", "a"}}), "a;b");
    EXPECT_EQ(text_of(Attribute{"cn", {"陳大文"}}), "陳大文");
    EXPECT_FALSE(text_of(Attribute{"photo", {std::string{"\xff\xd8\xff", 3}}}));
    EXPECT_FALSE(text_of(Attribute{"sid", {std::string{"\x01\x05\x00", 3}}}));
    EXPECT_EQ(unhex(hex("\x01 z")), "\x01 z");
}

// The bytes as they stand in RFC 2696 and RFC 4533's definitions.
TEST(Controls, AreWrittenAsTheStandardsSay)
{
    EXPECT_EQ(hex(*paged(100, "").value), "3005"
                                          "020164"
                                          "0400");
    EXPECT_EQ(hex(*sync_request("").value), "3003"
                                            "0a0101");
    EXPECT_EQ(hex(*sync_request("ab").value), "3007"
                                              "0a0101"
                                              "04026162");
    EXPECT_EQ(hex(*dirsync("", false).value), "300b"
                                              "02020800"
                                              "0203400000"
                                              "0400");
    EXPECT_EQ(hex(*dirsync("", true).value), "300b"
                                             "02020801"
                                             "0203400000"
                                             "0400");
}

TEST(Controls, AreReadAsTheStandardsSay)
{
    const std::string uuid = "000102030405060708090a0b0c0d0e0f";
    const auto state = sync_state({kSyncStateOid, false,
                                   unhex("3015"
                                         "0a0103"
                                         "0410" +
                                         uuid)});
    ASSERT_TRUE(state);
    EXPECT_EQ(state->state, EntryState::gone);
    EXPECT_EQ(hex(state->uuid), uuid);
    const auto done = sync_done({kSyncDoneOid, false,
                                 unhex("3007"
                                       "04026162"
                                       "0101ff")});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->cookie, "ab");
    EXPECT_TRUE(done->deletes_told);
    const auto set = sync_info(unhex("a317"
                                     "0101ff"
                                     "3112"
                                     "0410" +
                                     uuid));
    ASSERT_TRUE(set);
    EXPECT_TRUE(set->uuids_gone);
    ASSERT_EQ(set->uuids.size(), 1u);
    EXPECT_EQ(hex(set->uuids[0]), uuid);
    EXPECT_EQ(sync_info(unhex("80026162"))->cookie, "ab");
    EXPECT_FALSE(sync_state({kSyncStateOid, false,
                             unhex("3003"
                                   "0a0109")}));
    EXPECT_FALSE(sync_info("nonsense"));
    const auto reply = dirsync_reply({kDirSyncOid, false,
                                      unhex("300a"
                                            "020101"
                                            "020100"
                                            "04026162")});
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->more);
    EXPECT_EQ(reply->cookie, "ab");
}

TEST(IdTable, TheLastWordCounts_AlsoAfterPacking)
{
    IdTable table;
    for (std::uint64_t key = 100; key > 0; --key) {
        table.set(key * 0x9E3779B97F4A7C15u, "E" + std::to_string(key));
    }
    table.set(7 * 0x9E3779B97F4A7C15u, "E-new");
    table.set(8 * 0x9E3779B97F4A7C15u, "");

    const IdTable again = IdTable::unpack(table.pack());

    EXPECT_EQ(again.find(7 * 0x9E3779B97F4A7C15u), "E-new");
    EXPECT_EQ(again.find(8 * 0x9E3779B97F4A7C15u), "");
    EXPECT_EQ(again.find(100 * 0x9E3779B97F4A7C15u), "E100");
    EXPECT_EQ(again.without({}).size(), 99u);
    EXPECT_EQ(again.pack(), table.pack());
}

TEST(Cursor, OfAnotherVersion_MeansACompleteRead)
{
    Cursor now;
    now.mark = "1";
    now.shape = "s";
    EXPECT_TRUE(now.continues(Cursor::unpack(now.pack())));
    EXPECT_FALSE(now.continues(Cursor::unpack("nonsense")));
    EXPECT_FALSE(now.continues(Cursor::unpack("")));
}

TEST(Failure, OfACertificate_NamesTheOptionThatMendsIt)
{
    const auto error =
        failure(-11, "(unknown CA) certificate verify failed", "ldaps://dc1: log in");
    EXPECT_EQ(error.kind, model::ErrorKind::permanent);
    EXPECT_THAT(error.hint, HasSubstr("`ca`"));
}

TEST(Settings, ThatCantBeMeant_AreRefused)
{
    const auto refusal = [](const model::Json& more) {
        const auto made = make_reader("ldap://127.0.0.1", more);
        return made ? std::string{} : made.error().message;
    };
    EXPECT_EQ(refusal({}), "");
    EXPECT_THAT(refusal({{"password", ""}}), HasSubstr("no `password`"));
    EXPECT_THAT(refusal({{"attributes", {"mail", "userPassword"}}}), HasSubstr("never read"));
    EXPECT_THAT(refusal({{"attributes", {"*"}}}), HasSubstr("never read"));
    EXPECT_THAT(refusal({{"time_zone", "Mars/Olympus"}}), HasSubstr("time_zone"));
    EXPECT_THAT(refusal({{"page_size", 0}}), HasSubstr("page_size"));
    EXPECT_THAT(refusal({{"id", ""}}), HasSubstr("`id`"));
}

} // namespace
} // namespace rosterd::ldap
