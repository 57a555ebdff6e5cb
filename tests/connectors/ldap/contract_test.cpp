// A directory in every situation of the contract: OpenLDAP itself, and where it can't be made to do
// something, or would need minutes for it, a directory that does so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/ldap/company.hpp"
#include "tests/connectors/ldap/domain_controller.hpp"
#include "tests/connectors/ldap/made_up_directory.hpp"
#include "tests/connectors/ldap/slapd.hpp"

namespace rosterd::ldap
{
namespace
{

std::string renamed(const std::string& title)
{
    return "dn: " + dn_of("p2", "Sales") + "\nchangetype: modify\nreplace: title\ntitle: " + title +
           "\n";
}

model::Result<std::unique_ptr<sdk::Connector>> made(const std::string& url, const model::Json& more,
                                                    bool cancelled)
{
    sdk::ConnectorContext context;
    context.source = "directory";
    context.cancelled = [cancelled] { return cancelled; };
    context.options = {{"url", url},
                       {"tls", "none"},
                       {"base", "dc=example,dc=com"},
                       {"id", "employeeNumber"},
                       {"bind_dn", "cn=reader,dc=example,dc=com"},
                       {"password", "reads"},
                       {"filter", "(objectClass=inetOrgPerson)"}};
    context.options.update(more);
    return kind().make(context);
}

class LdapContract : public ::testing::TestWithParam<const char*>
{
};

INSTANTIATE_TEST_SUITE_P(Ways, LdapContract,
                         ::testing::Values("none", "modify_timestamp", "syncrepl"));

TEST_P(LdapContract, IsKeptInEverySituation)
{
    const model::Json way{{"changes", GetParam()}};
    const std::string company = unit("Sales") + people(3, "Sales");
    Slapd whole{company}, left{company}, long_one{unit("Sales") + people(300, "Sales")};
    DomainController busy; // ends every search half-way, as one that has too much to do
    busy.put("OU=Staff,DC=corp,DC=example", {{"objectClass", {"organizationalUnit"}}});
    for (const char* name : {"ann", "bob", "cat"}) {
        busy.put_user(name);
    }
    busy.end_searches_with(51);
    const auto of = [&](const Slapd& slapd, const model::Json& more = model::Json::object(),
                        bool cancelled = false) {
        model::Json options = way;
        options.update(more);
        return
            [&slapd, options, cancelled] { return made(slapd.url(), options, cancelled).value(); };
    };
    sdk::ContractMeans means;
    means.complete = of(whole);
    means.change = [&] { whole.change(renamed("Boss")); };
    means.change_back = [&] { whole.change(renamed("Clerk")); };
    means.broken_half_way = [&] {
        return made(busy.url(),
                    {{"base", "OU=Staff,DC=corp,DC=example"},
                     {"bind_dn", "sync@corp.example"},
                     {"filter", "(&(objectCategory=person)(objectClass=user))"},
                     {"id", "employeeID"}},
                    false)
            .value();
    };
    means.throttled = means.broken_half_way; // busy (51) is how a directory asks for patience
    means.wrong_credentials = of(whole, {{"password", "n0t-it"}});
    means.secret = "n0t-it";
    means.schema_drift = of(whole, {{"attributes", {"description", "noSuchAttribute"}}});
    means.cancelled = of(long_one, {{"page_size", 10}}, true);
    // A table of ids is kept for managers or, by syncrepl, for who is gone: one of them here.
    const bool is_timestamp = std::string{GetParam()} == "modify_timestamp";
    means.records = is_timestamp ? 100'000 : 1'000'000; // of the former, read as the latter is
    const MadeUpDirectory huge{means.records};
    means.million = [&] {
        model::Json options = way;
        if (std::string{GetParam()} == "syncrepl") {
            options["manager"] = "";
        }
        return made(huge.url(), options, false).value();
    };
    if (std::string{GetParam()} == "syncrepl") {
        bool removed = false;
        means.tombstones = [&, removed]() mutable {
            auto out = of(left)();
            if (removed) { // the first one only learns who is there
                left.change("dn: " + dn_of("p3", "Sales") + "\nchangetype: delete\n");
            }
            removed = !removed;
            return out;
        };
    } else {
        means.absent = {{"tombstones", "read this way a directory lists who is there"}};
    }

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

} // namespace
} // namespace rosterd::ldap
