// What Active Directory does otherwise than others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/ldap/company.hpp"
#include "tests/connectors/ldap/domain_controller.hpp"

namespace rosterd::ldap
{
namespace
{

using sdk::Completeness;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

model::Json options(const std::string& changes, const model::Json& more = model::Json::object())
{
    model::Json out{{"base", "OU=Staff,DC=corp,DC=example"},
                    {"bind_dn", "sync@corp.example"},
                    {"filter", "(&(objectCategory=person)(objectClass=user))"},
                    {"id", "employeeID"},
                    {"changes", changes}};
    out.update(more);
    return out;
}

class ActiveDirectory : public testing::Test
{
protected:
    void SetUp() override
    {
        dc.put("OU=Staff,DC=corp,DC=example", {{"objectClass", {"organizationalUnit"}}});
        for (const char* name : {"ann", "bob", "cat"}) {
            dc.put_user(name);
        }
    }
    Read read(const std::string& changes, const std::string& cursor = "")
    {
        return ldap::read(dc.url(), options(changes), cursor);
    }
    DomainController dc;
};

TEST_F(ActiveDirectory, KeepsTheContract)
{
    for (const char* way : {"usn", "dirsync", "when_changed"}) {
        dc.end_searches_with(0);
        EXPECT_THAT(
            sdk::contract_violations({[&] { return make_reader(dc.url(), options(way)).value(); },
                                      [&] { dc.end_searches_with(51); }}),
            IsEmpty())
            << way;
    }
}

TEST_F(ActiveDirectory, AChangeADeletionAndANewcomer_ComeEachWay)
{
    for (const char* way : {"usn", "dirsync"}) {
        DomainController one;
        one.put("OU=Staff,DC=corp,DC=example", {{"objectClass", {"organizationalUnit"}}});
        for (const char* name : {"ann", "bob", "cat"}) {
            one.put_user(name);
        }
        const Read all = ldap::read(one.url(), options(way));
        ASSERT_EQ(all.error.message, "") << way;
        EXPECT_THAT(all.sink.records, SizeIs(3));
        one.put_user("bob", {{"title", {"Seller"}}});
        one.put_user("dan");
        one.remove_user("cat");

        const Read changes = ldap::read(one.url(), options(way), all.result.cursor);

        EXPECT_EQ(changes.error.message, "") << way;
        EXPECT_EQ(changes.result.completeness, Completeness::changes);
        EXPECT_THAT(changes.column("title"),
                    ElementsAre(Pair("E-bob", "Seller"), Pair("E-dan", "")))
            << way;
        EXPECT_THAT(changes.sink.tombstones, ElementsAre("E-cat")) << way;
        const Read after = ldap::read(one.url(), options(way), changes.result.cursor);
        EXPECT_EQ(after.result.completeness, Completeness::nothing) << way;
    }
}

TEST_F(ActiveDirectory, WhoChangedSince_ComesByWhenChanged_WhichTellsOfNobodyWhoIsGone)
{
    const model::Json way = options("when_changed", {{"overlap", "0s"}});
    const Read all = ldap::read(dc.url(), way);
    dc.put_user("bob", {{"title", {"Seller"}}});
    dc.put_user("dan");
    dc.remove_user("ann");

    const Read changes = ldap::read(dc.url(), way, all.result.cursor);

    EXPECT_EQ(changes.error.message, "");
    EXPECT_EQ(changes.result.completeness, Completeness::changes);
    EXPECT_THAT(changes.column("title"),
                ElementsAre(Pair("E-bob", "Seller"), Pair("E-cat", ""), Pair("E-dan", "")))
        << "cat changed in the very second that was the last one seen";
    EXPECT_THAT(changes.sink.tombstones, IsEmpty());
    dc.restore_from_backup(); // another controller notes its own times
    EXPECT_EQ(ldap::read(dc.url(), way, changes.result.cursor).result.completeness,
              Completeness::complete);
}

TEST_F(ActiveDirectory, AnOrdinaryAccount_ReadsChangesByDirSyncWithItsOwnRights)
{
    dc.let_nobody_replicate();

    const Read refused = ldap::read(dc.url(), options("dirsync"));
    EXPECT_EQ(refused.error.kind, model::ErrorKind::unauthorised);
    EXPECT_THAT(refused.error.hint, HasSubstr("object_security: true"));
    const model::Json own = options("dirsync", {{"object_security", true}});
    const Read all = ldap::read(dc.url(), own);
    dc.put_user("bob", {{"title", {"Seller"}}});
    const Read changes = ldap::read(dc.url(), own, all.result.cursor);

    EXPECT_EQ(changes.error.message, "");
    EXPECT_THAT(changes.column("title"), ElementsAre(Pair("E-bob", "Seller")));
}

TEST_F(ActiveDirectory, AnotherDomainController_MeansACompleteReadByUsn)
{
    const Read all = read("usn");
    dc.restore_from_backup(); // which gives it another invocation id

    const Read again = read("usn", all.result.cursor);

    EXPECT_EQ(again.result.completeness, Completeness::complete);
    EXPECT_THAT(again.sink.records, SizeIs(3));
}

TEST_F(ActiveDirectory, ADirSyncCookieThatIsRefused_MeansACompleteRead)
{
    const Read all = read("dirsync");
    dc.forget_cookies();

    const Read again = read("dirsync", all.result.cursor);

    EXPECT_EQ(again.error.message, "");
    EXPECT_EQ(again.result.completeness, Completeness::complete);
    EXPECT_THAT(again.sink.records, SizeIs(3));
    EXPECT_THAT(again.sink.tombstones, IsEmpty());
}

TEST_F(ActiveDirectory, WhoMovesOutOfTheBase_IsGoneByDirSync)
{
    const Read all = read("dirsync");
    dc.put("CN=bob,OU=Staff,DC=corp,DC=example", {{"objectCategory", {"contact"}}});

    const Read changes = read("dirsync", all.result.cursor);

    EXPECT_THAT(changes.sink.tombstones, ElementsAre("E-bob"));
}

TEST_F(ActiveDirectory, ADisabledAccount_IsTerminated_AndAnExpiringOneHasALastDay)
{
    dc.put_user("ann", {{"userAccountControl", {"514"}}});
    dc.put_user("bob", {{"userAccountControl", {"512"}}, {"accountExpires", {"0"}}});
    // 2026-03-31 16:00 UTC, midnight in China: "end of 31 March"
    dc.put_user("cat", {{"accountExpires", {"134194464000000000"}}});
    dc.put_user("dan", {{"accountExpires", {"9223372036854775807"}}});

    const Read all = read("none");

    EXPECT_THAT(all.column("status"), Contains(Pair("E-ann", "terminated")));
    EXPECT_THAT(all.column("status"), Contains(Pair("E-bob", "active")));
    EXPECT_EQ(all.column("last_day"),
              (std::map<std::string, std::string>{
                  {"E-ann", ""}, {"E-bob", ""}, {"E-cat", "2026-03-31"}, {"E-dan", ""}}));
}

TEST_F(ActiveDirectory, AnAttributeWithManyValues_IsFetchedToItsEnd)
{
    std::vector<std::string> values;
    for (int i = 10000; i < 13500; ++i) {
        values.push_back("v" + std::to_string(i));
    }
    dc.put_user("ann", {{"member", values}});

    const Read all = ldap::read(dc.url(), options("none", {{"attributes", {"member"}}}));

    const std::string text = all.column("member")["E-ann"];
    EXPECT_EQ(std::ranges::count(text, ';'), 3499);
    EXPECT_THAT(text, HasSubstr("v13499"));
}

TEST_F(ActiveDirectory, ObjectGuid_ReadsAsItsToolsShowIt)
{
    std::string guid;
    for (int i = 0; i < 16; ++i) {
        guid += static_cast<char>(i);
    }
    dc.put_user("ann", {{"objectGUID", {guid}}});

    const Read all = ldap::read(dc.url(), options("none", {{"attributes", {"objectGUID"}}}));

    EXPECT_EQ(all.column("objectGUID")["E-ann"], "03020100-0504-0706-0809-0a0b0c0d0e0f");
}

TEST_F(ActiveDirectory, AReferenceToAnotherServer_IsAnErrorUnlessItIsTheDomainsOwn)
{
    dc.refer_to("ldap://DomainDnsZones.corp.example/DC=DomainDnsZones,DC=corp,DC=example");
    EXPECT_EQ(read("none").error.message, "");

    dc.refer_to("ldap://hk.corp.example/DC=hk,DC=corp,DC=example");
    const Read refused = read("none");
    EXPECT_EQ(refused.error.kind, model::ErrorKind::invalid);
    EXPECT_THAT(refused.error.message, HasSubstr("ldap://hk.corp.example"));
    EXPECT_EQ(ldap::read(dc.url(), options("none", {{"ignore_referrals", true}})).error.message,
              "");
}

TEST_F(ActiveDirectory, APartOfTheAnswer_IsNeverTakenForTheWhole)
{
    for (const int code : {3, 4, 9, 10, 11, 51, 52}) {
        dc.end_searches_with(code);
        EXPECT_NE(read("none").error.message, "") << code;
    }
}

TEST_F(ActiveDirectory, ARefusedLogin_IsExplained)
{
    const std::vector<std::pair<std::string, std::string>> reasons{
        {"52e", "password is wrong"}, {"775", "locked"},  {"532", "expired"},
        {"533", "disabled"},          {"701", "expired"}, {"773", "must change"}};
    for (const auto& [code, words] : reasons) {
        dc.refuse_binds("80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, "
                        "data " +
                        code + ", v4563");
        const Read none = read("none");
        EXPECT_EQ(none.error.kind, model::ErrorKind::unauthorised);
        EXPECT_THAT(none.error.message, HasSubstr(words)) << code;
    }
}

TEST_F(ActiveDirectory, AServerThatIgnoresSyncRequests_IsNotTakenForOneThatAnswers)
{
    const Read all = read("syncrepl"); // which this one does not speak
    EXPECT_EQ(all.error.kind, model::ErrorKind::invalid);
    EXPECT_THAT(all.error.message, HasSubstr("came without its state"));
}

} // namespace
} // namespace rosterd::ldap
