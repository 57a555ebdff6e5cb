// A small company in LDIF, and a connector that reads it.
#pragma once

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "connectors/ldap/ldap_connector.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace rosterd::ldap
{

inline std::string unit(const std::string& name, const std::string& above = "dc=example,dc=com")
{
    return "dn: ou=" + name + "," + above + "\nobjectClass: organizationalUnit\nou: " + name +
           "\n\n";
}

inline std::string dn_of(const std::string& uid, const std::string& unit)
{
    return "uid=" + uid + ",ou=" + unit + ",dc=example,dc=com";
}

inline std::string person(const std::string& uid, const std::string& unit,
                          const std::string& more = "")
{
    return "dn: " + dn_of(uid, unit) + "\nobjectClass: inetOrgPerson\nuid: " + uid +
           "\ncn: " + uid + "\nsn: " + uid + "\nemployeeNumber: E-" + uid + "\n" + more + "\n";
}

inline std::string people(int count, const std::string& unit)
{
    std::string out;
    for (int i = 1; i <= count; ++i) {
        out += person("p" + std::to_string(i), unit);
    }
    return out;
}

inline model::Result<std::unique_ptr<sdk::Connector>> make_reader(const std::string& url,
                                                                  const model::Json& more = {})
{
    sdk::ConnectorContext context;
    context.source = "directory";
    context.options = {{"url", url},
                       {"tls", "none"},
                       {"base", "dc=example,dc=com"},
                       {"id", "employeeNumber"},
                       {"bind_dn", "cn=reader,dc=example,dc=com"},
                       {"password", "reads"},
                       {"filter", "(objectClass=inetOrgPerson)"}};
    if (more.is_object()) {
        context.options.update(more);
    }
    return kind().make(context);
}

// What one read gave, for comparing.
struct Read {
    sdk::RememberingSink sink;
    sdk::ReadResult result;
    model::Error error;

    // "E-p1: /Sales" of each record, or the text of the heading.
    std::map<std::string, std::string> column(const std::string& heading) const
    {
        std::map<std::string, std::string> out;
        for (const model::Record& record : sink.records) {
            for (const model::Cell& cell : record.cells) {
                if (cell.heading == heading) {
                    out[record.cells.front().text] = cell.text;
                }
            }
        }
        return out;
    }
};

// `how`: "" everything, otherwise the cursor.
inline Read read(const std::string& url, const model::Json& options, const std::string& cursor = "")
{
    Read out;
    auto connector = make_reader(url, options);
    if (!connector) {
        out.error = connector.error();
        return out;
    }
    auto result = (*connector)->read({cursor.empty(), cursor}, out.sink);
    if (result) {
        out.result = std::move(*result);
    } else {
        out.error = result.error();
    }
    return out;
}

} // namespace rosterd::ldap
