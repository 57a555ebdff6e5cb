// Against OpenLDAP itself.
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/connectors/ldap/company.hpp"
#include "tests/connectors/ldap/slapd.hpp"

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
using ::testing::UnorderedElementsAre;

const model::Json kTimestamp{{"changes", "modify_timestamp"}, {"overlap", "0s"}};
const model::Json kSync{{"changes", "syncrepl"}};

std::string small_company()
{
    return unit("Sales") + unit("Finance") +
           person("ann", "Finance",
                  "displayName:: 6Zmz5aSn5paH\nmobile: +852 5123 4567\n"
                  "mail: ann@example.hk\ntitle: CFO\n") +
           person("bob", "Sales", "manager: uid=ann, ou=Finance, DC=example,DC=com\n") +
           person("cat", "Sales", "manager: " + dn_of("gone", "Sales") + "\n");
}

TEST(OpenLdap, KeepsTheContract)
{
    for (const model::Json& way : {model::Json::object(), kTimestamp, kSync}) {
        Slapd slapd{small_company()};
        EXPECT_THAT(sdk::contract_violations({[&] { return make_reader(slapd.url(), way).value(); },
                                              [&] { slapd.stop(); }}),
                    IsEmpty())
            << way;
    }
    EXPECT_THAT(sdk::kind_violations(kind()), IsEmpty());
}

TEST(OpenLdap, APerson_ComesWithNameUnitsAndTheManagersEmployeeId)
{
    Slapd slapd{small_company()};

    const Read all = read(slapd.url(), {});

    EXPECT_EQ(all.error.message, "");
    EXPECT_EQ(all.result.completeness, Completeness::complete);
    EXPECT_THAT(all.column("name"), Contains(Pair("E-ann", "陳大文")));
    EXPECT_THAT(all.column("name"), Contains(Pair("E-bob", "bob")));
    EXPECT_THAT(all.column("mobile"), Contains(Pair("E-ann", "+852 5123 4567")));
    EXPECT_THAT(all.column("departments"), Contains(Pair("E-bob", "/Sales")));
    EXPECT_THAT(all.column("manager_id"), Contains(Pair("E-bob", "E-ann")));
    EXPECT_THAT(all.column("manager_id"), Contains(Pair("E-cat", "")));
    EXPECT_THAT(all.column("status"), Contains(Pair("E-ann", "active")));
    EXPECT_EQ(all.sink.records.front().origin.where, dn_of("ann", "Finance"));
}

TEST(OpenLdap, MoreThanAServersLimit_IsReadInPages)
{
    Slapd slapd{unit("Sales") + people(1203, "Sales")};

    const Read all = read(slapd.url(), {});

    EXPECT_EQ(all.error.message, "");
    EXPECT_EQ(all.sink.records.size(), 1203u);
}

TEST(OpenLdap, ASizeLimit_IsAnErrorNotAShortList)
{
    Slapd slapd{unit("Sales") + people(700, "Sales")};

    const Read all = read(slapd.url(), {{"bind_dn", "cn=limited,dc=example,dc=com"}});
    const Read unpaged = read(slapd.url(), kSync); // which has no pages

    EXPECT_EQ(all.error.kind, model::ErrorKind::invalid);
    EXPECT_THAT(all.error.message, HasSubstr("size limit"));
    EXPECT_THAT(unpaged.error.message, HasSubstr("size limit"));
}

TEST(OpenLdap, AServerThatDiesHalfWay_IsAnErrorNotAShortList)
{
    struct Killing final : sdk::RecordSink {
        explicit Killing(Slapd& victim) : slapd{victim} {}
        bool known(std::uint64_t, std::uint32_t) override
        {
            if (++count == 150) {
                slapd.stop();
            }
            return false;
        }
        void record(model::Record) override {}
        void tombstone(std::string, model::Origin) override { ++tombstones; }
        void finding(model::Finding) override {}
        void restart() override {}
        Slapd& slapd;
        int count = 0, tombstones = 0;
    };
    Slapd slapd{unit("Sales") + people(700, "Sales")};
    Killing sink{slapd};
    const auto connector = make_reader(slapd.url(), {{"page_size", 100}}).value();

    const auto result = connector->read({true, ""}, sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::transient);
    EXPECT_LT(sink.count, 700);
    EXPECT_EQ(sink.tombstones, 0);
}

TEST(OpenLdap, AWrongPassword_IsSaidWithoutThePassword)
{
    Slapd slapd{small_company()};

    const Read none = read(slapd.url(), {{"password", "hunter2"}});

    EXPECT_EQ(none.error.kind, model::ErrorKind::unauthorised);
    EXPECT_THAT(none.error.message, HasSubstr("cn=reader"));
    EXPECT_THAT(none.error.message, ::testing::Not(HasSubstr("hunter2")));
}

TEST(OpenLdap, AMissingBase_IsAnError)
{
    Slapd slapd{small_company()};

    const Read none = read(slapd.url(), {{"base", "ou=Elsewhere,dc=example,dc=com"}});

    EXPECT_EQ(none.error.kind, model::ErrorKind::not_found);
}

TEST(OpenLdap, ByTimestamp_OnlyWhatChangedComes)
{
    Slapd slapd{small_company()};
    const auto set_title = [&](const std::string& dn) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1100}); // a timestamp's precision
        slapd.change("dn: " + dn + "\nchangetype: modify\nreplace: title\ntitle: Seller\n");
    };
    set_title(dn_of("ann", "Finance"));
    const Read all = read(slapd.url(), kTimestamp);
    set_title(dn_of("bob", "Sales"));

    const Read changes = read(slapd.url(), kTimestamp, all.result.cursor);

    EXPECT_EQ(changes.error.message, "");
    EXPECT_EQ(changes.result.completeness, Completeness::changes);
    // Who was changed in the second where the last read ended comes again.
    EXPECT_THAT(changes.column("title"),
                ElementsAre(Pair("E-ann", "Seller"), Pair("E-bob", "Seller")));
    EXPECT_THAT(changes.column("manager_id"), Contains(Pair("E-bob", "E-ann")));
}

TEST(OpenLdap, ARenamedUnit_MeansACompleteRead)
{
    for (const model::Json& way : {kTimestamp, kSync}) {
        Slapd slapd{small_company()};
        const Read all = read(slapd.url(), way);
        slapd.change("dn: ou=Sales,dc=example,dc=com\nchangetype: modrdn\nnewrdn: ou=Retail\n"
                     "deleteoldrdn: 1\n");

        const Read changes = read(slapd.url(), way, all.result.cursor);

        EXPECT_EQ(changes.error.message, "");
        EXPECT_EQ(changes.result.completeness, Completeness::complete) << way;
        EXPECT_THAT(changes.column("departments"), Contains(Pair("E-bob", "/Retail")));
    }
}

TEST(OpenLdap, BySyncrepl_AChangeAndADeletionCome)
{
    Slapd slapd{small_company()};
    const Read all = read(slapd.url(), kSync);
    slapd.change("dn: " + dn_of("bob", "Sales") +
                 "\nchangetype: modify\nreplace: title\n"
                 "title: Seller\n\n"
                 "dn: " +
                 dn_of("cat", "Sales") + "\nchangetype: delete\n");

    const Read changes = read(slapd.url(), kSync, all.result.cursor);

    EXPECT_EQ(changes.error.message, "");
    EXPECT_EQ(changes.result.completeness, Completeness::changes);
    EXPECT_THAT(changes.column("title"), ElementsAre(Pair("E-bob", "Seller")));
    EXPECT_THAT(changes.sink.tombstones, ElementsAre("E-cat"));
    const Read after = read(slapd.url(), kSync, changes.result.cursor);
    EXPECT_EQ(after.result.completeness, Completeness::nothing);
    EXPECT_THAT(after.sink.tombstones, IsEmpty());
}

TEST(OpenLdap, BySyncrepl_WhoLeavesTheFilterIsGone)
{
    const model::Json staff{{"changes", "syncrepl"},
                            {"filter", "(&(objectClass=inetOrgPerson)(!(employeeType=left)))"}};
    Slapd slapd{small_company()};
    const Read all = read(slapd.url(), staff);
    slapd.change("dn: " + dn_of("bob", "Sales") +
                 "\nchangetype: modify\nadd: employeeType\nemployeeType: left\n");

    const Read changes = read(slapd.url(), staff, all.result.cursor);

    EXPECT_THAT(changes.sink.tombstones, ElementsAre("E-bob"));
}

TEST(OpenLdap, BySyncrepl_WhoIsMadeAnewUnderTheSameIdIsNotGone)
{
    Slapd slapd{small_company()};
    const Read all = read(slapd.url(), kSync);
    slapd.change("dn: " + dn_of("bob", "Sales") + "\nchangetype: delete\n\n" +
                 "dn: " + dn_of("robert", "Sales") +
                 "\nchangetype: add\nobjectClass: inetOrgPerson\nuid: robert\ncn: Robert\nsn: R\n"
                 "employeeNumber: E-bob\n");

    const Read changes = read(slapd.url(), kSync, all.result.cursor);

    EXPECT_THAT(changes.sink.tombstones, IsEmpty());
    EXPECT_THAT(changes.column("name"), ElementsAre(Pair("E-bob", "Robert")));
}

TEST(OpenLdap, BySyncrepl_ARestartOfTheServerLosesNothing)
{
    Slapd slapd{small_company()};
    const Read all = read(slapd.url(), kSync);
    slapd.change("dn: " + dn_of("cat", "Sales") + "\nchangetype: delete\n");
    slapd.stop(SIGTERM);
    slapd.start();

    const Read changes = read(slapd.url(), kSync, all.result.cursor);

    EXPECT_EQ(changes.error.message, "");
    EXPECT_THAT(changes.sink.tombstones, ElementsAre("E-cat"));
}

TEST(OpenLdap, BySyncrepl_AServerThatKnowsNothingOfTheCookieIsReadAsAWhole)
{
    std::string cursor;
    {
        Slapd old{small_company()};
        old.change("dn: " + dn_of("cat", "Sales") +
                   "\nchangetype: modify\nreplace: title\n"
                   "title: Head\n");
        cursor = read(old.url(), kSync).result.cursor;
    }
    Slapd restored{small_company()};
    auto json = model::Json::parse(cursor);
    const std::string own = read(restored.url(), kSync).result.cursor;
    json["shape"] = model::Json::parse(own)["shape"]; // which the port is part of

    const Read again = read(restored.url(), kSync, json.dump());

    EXPECT_EQ(again.error.message, "");
    EXPECT_THAT(again.sink.tombstones, IsEmpty());
}

TEST(OpenLdap, OtherOptions_MeanACompleteRead)
{
    Slapd slapd{small_company()};
    const Read all = read(slapd.url(), kSync);

    const Read other =
        read(slapd.url(), {{"changes", "syncrepl"}, {"departments", "departmentNumber"}},
             all.result.cursor);

    EXPECT_EQ(other.result.completeness, Completeness::complete);
}

TEST(OpenLdap, WhoIsLockedForGood_IsTerminated)
{
    Slapd slapd{small_company()};
    slapd.change("dn: " + dn_of("bob", "Sales") +
                 "\nchangetype: modify\nadd: pwdAccountLockedTime\n"
                 "pwdAccountLockedTime: 000001010000Z\n\n"
                 "dn: " +
                 dn_of("cat", "Sales") +
                 "\nchangetype: modify\nadd: employeeType\n"
                 "employeeType: Left\n\n"
                 "dn: " +
                 dn_of("ann", "Finance") +
                 "\nchangetype: modify\n"
                 "add: pwdAccountLockedTime\npwdAccountLockedTime: 20260502030000Z\n");

    const Read all =
        read(slapd.url(), {{"disabled", {"pwdAccountLockedTime", "employeeType=left"}}});

    EXPECT_THAT(all.column("status"),
                UnorderedElementsAre(Pair("E-ann", "active"), Pair("E-bob", "terminated"),
                                     Pair("E-cat", "terminated")));
}

TEST(OpenLdap, BytesThatAreNoText_AreNeverDumped)
{
    Slapd slapd{unit("Sales") + person("ann", "Sales",
                                       "audio:: AAECAwQF\ndepartmentNumber: 2\n"
                                       "departmentNumber: 1\n")};

    const Read all =
        read(slapd.url(), {{"attributes", {"audio", "departmentNumber", "entryUUID"}}});

    EXPECT_THAT(all.column("audio"), ElementsAre(Pair("E-ann", "")));
    EXPECT_THAT(all.column("departmentNumber"), ElementsAre(Pair("E-ann", "1;2")));
    EXPECT_EQ(all.column("entryUUID")["E-ann"].size(), 36u);
    ASSERT_EQ(all.sink.findings.size(), 1u);
    EXPECT_EQ(all.sink.findings[0].rule, "ldap.no_text");
    EXPECT_EQ(all.sink.findings[0].column, "audio");
}

TEST(OpenLdap, Tls_IsSpokenWithAServerWhoseAuthorityIsKnown)
{
    Slapd slapd{small_company()};
    const auto with = [&](const std::string& url, const std::string& ca) {
        model::Json options{{"tls", "start"}, {"timeout", "10s"}};
        if (!ca.empty()) {
            options["ca"] = ca;
        }
        return read(url, options);
    };

    EXPECT_EQ(with(slapd.tls_url(), slapd.ca()).error.message, "");
    EXPECT_EQ(with(slapd.url(), slapd.ca()).error.message, "");
    for (const std::string& url : {slapd.tls_url(), slapd.url()}) {
        const Read refused = with(url, "");
        EXPECT_THAT(refused.error.hint, HasSubstr("`ca`")) << url << refused.error.message;
        EXPECT_THAT(refused.sink.records, IsEmpty());
    }
    EXPECT_THAT(with(slapd.other_url(), slapd.ca()).error.hint, HasSubstr("the name in `url`"));
}

TEST(OpenLdap, AReadThatIsCancelled_Stops)
{
    Slapd slapd{unit("Sales") + people(300, "Sales")};
    sdk::RememberingSink sink;
    sdk::ConnectorContext context;
    context.source = "directory";
    context.cancelled = [] { return true; };
    context.options = {{"url", slapd.url()},
                       {"tls", "none"},
                       {"base", Slapd::kBase},
                       {"id", "uid"},
                       {"page_size", 10}};

    const auto result = kind().make(context).value()->read({true, ""}, sink);

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, model::ErrorKind::cancelled);
}

TEST(OpenLdap, WaysOfActiveDirectory_AreRefusedInWords)
{
    Slapd slapd{small_company()};

    EXPECT_THAT(read(slapd.url(), {{"changes", "usn"}}).error.message,
                HasSubstr("no domain controller"));
    EXPECT_THAT(read(slapd.url(), {{"changes", "dirsync"}}).error.hint, HasSubstr("syncrepl"));
}

} // namespace
} // namespace rosterd::ldap
