#include "connectors/ldap/settings.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <date/tz.h>

#include "connectors/ldap/entry.hpp"
#include "connectors/sdk/options.hpp"

namespace rosterd::ldap
{

namespace
{

using model::ErrorKind;
using model::Json;

struct Named {
    std::string_view name;
    Changes changes;
};
constexpr std::array kWays{Named{"none", Changes::none},
                           Named{"modify_timestamp", Changes::modify_timestamp},
                           Named{"when_changed", Changes::when_changed},
                           Named{"usn", Changes::usn},
                           Named{"dirsync", Changes::dirsync},
                           Named{"syncrepl", Changes::syncrepl}};

// Secrets and pictures: no HR fact, and the one must not come near a record.
constexpr std::array<std::string_view, 17> kNeverRead{
    "userPassword",    "unicodePwd",      "dBCSPwd",         "ntPwdHistory",  "lmPwdHistory",
    "sambaNTPassword", "sambaLMPassword", "krbPrincipalKey", "pwdHistory",    "ms-Mcs-AdmPwd",
    "msLAPS-Password", "jpegPhoto",       "thumbnailPhoto",  "thumbnailLogo", "photo",
    "userCertificate", "objectSid"};

constexpr const char* kPeople = "(|(objectClass=inetOrgPerson)(&(objectCategory=person)"
                                "(objectClass=user)))";

tl::unexpected<model::Error> wrong(const sdk::ConnectorContext& context, const std::string& what,
                                   std::string hint)
{
    return model::fail(ErrorKind::invalid, "source " + context.source + ": " + what,
                       std::move(hint));
}

std::vector<std::string> list_of(const sdk::ConnectorContext& context, const std::string& name,
                                 std::vector<std::string> otherwise)
{
    const auto found = context.options.find(name);
    if (found == context.options.end() || found->is_null()) {
        return otherwise;
    }
    std::vector<std::string> out;
    for (const Json& one : found->is_array() ? *found : Json::array({*found})) {
        out.push_back(one.is_string() ? one.get<std::string>() : one.dump());
    }
    return out;
}

bool flag_of(const sdk::ConnectorContext& context, const std::string& name)
{
    return sdk::text_option(context, name) == "true";
}

std::string file_of(const sdk::ConnectorContext& context, const std::string& name)
{
    return sdk::text_option(context, name).empty() ? "" : sdk::path_option(context, name);
}

model::Result<void> read_connection(const sdk::ConnectorContext& context, Settings& out)
{
    out.url = sdk::text_option(context, "url");
    out.bind_dn = sdk::text_option(context, "bind_dn");
    out.password = sdk::text_option(context, "password");
    out.external = flag_of(context, "external");
    out.tls = sdk::text_option(context, "tls", "start") == "none" ? Tls::none : Tls::start;
    out.ca = file_of(context, "ca");
    out.certificate = file_of(context, "certificate");
    out.key = file_of(context, "key");
    if (out.url.empty()) {
        return wrong(context, "`url` is missing", "write url: ldaps://dc1.corp.example");
    }
    if (out.bind_dn.empty() && !out.password.empty()) {
        return wrong(context, "there is a `password`, but no `bind_dn`",
                     "write whose password it is");
    }
    // A server takes this for nobody, and shows what nobody may see: perhaps no people.
    if (!out.bind_dn.empty() && out.password.empty() && !out.external) {
        return wrong(context, "`bind_dn` has no `password`",
                     "write password: ${cred:ldap_password}, or leave both out");
    }
    return {};
}

model::Result<void> read_people(const sdk::ConnectorContext& context, Settings& out)
{
    out.base = sdk::text_option(context, "base");
    out.filter = sdk::text_option(context, "filter", kPeople);
    out.id = sdk::text_option(context, "id");
    out.name = list_of(context, "name", {"displayName", "cn"});
    out.attributes = list_of(context, "attributes", {"mobile", "mail", "title"});
    out.departments = sdk::text_option(context, "departments", "ou");
    out.manager = sdk::text_option(context, "manager", "manager");
    out.disabled =
        list_of(context, "disabled", {"userAccountControl", "accountExpires", "nsAccountLock"});
    out.time_zone = sdk::text_option(context, "time_zone", "Asia/Shanghai");
    if (out.base.empty() || out.id.empty()) {
        return wrong(context, out.base.empty() ? "`base` is missing" : "`id` is missing",
                     out.base.empty() ? "write base: OU=Staff,DC=corp,DC=example"
                                      : "write which attribute is the employee id: "
                                        "id: employeeNumber");
    }
    for (const std::string& attribute : out.attributes) {
        const auto same = [&](std::string_view one) { return same_name(one, attribute); };
        if (std::ranges::any_of(kNeverRead, same) || attribute.find('*') != std::string::npos) {
            return wrong(context, "`attributes` has " + attribute + ", which is never read",
                         "name attributes that are text and no secret");
        }
    }
    try {
        static_cast<void>(date::locate_zone(out.time_zone));
    } catch (const std::runtime_error&) {
        return wrong(context, "`time_zone` is \"" + out.time_zone + "\"",
                     "write a name such as Asia/Hong_Kong");
    }
    return {};
}

model::Result<void> read_ways(const sdk::ConnectorContext& context, Settings& out)
{
    const std::string way = sdk::text_option(context, "changes", "none");
    const auto found = std::ranges::find(kWays, way, &Named::name);
    if (found == kWays.end()) {
        return wrong(context, "`changes` is \"" + way + "\"",
                     "write none, modify_timestamp, when_changed, usn, dirsync or syncrepl");
    }
    out.changes = found->changes;
    out.object_security = flag_of(context, "object_security");
    out.ignore_referrals = flag_of(context, "ignore_referrals");
    const auto size = context.options.find("page_size");
    if (size != context.options.end() && size->is_number_integer()) {
        out.page_size = size->get<int>();
    }
    if (out.page_size < 1 || out.page_size > 10'000) {
        return wrong(context, "`page_size` is " + std::to_string(out.page_size),
                     "write a number from 1 to 10000; Active Directory gives 1000 at most");
    }
    if (auto read = read_duration_option(context, "overlap", out.overlap); !read) {
        return read;
    }
    return read_duration_option(context, "timeout", out.timeout);
}

} // namespace

std::vector<sdk::OptionSpec> option_specs()
{
    return {
        {"url", "string", true, "ldaps://HOST or ldap://HOST; several with blanks between", {}},
        {"bind_dn", "string", false, "who reads: a DN, in Active Directory also NAME@DOMAIN", {}},
        {"password", "secret", false, "of bind_dn, as ${cred:NAME}", {}},
        {"external", "bool", false, "log in by certificate, or on ldapi:/// as the own user", {}},
        {"tls", "string", false, "of ldap://: start (encrypted) or none", {"start", "none"}},
        {"ca",
         "path",
         false,
         "PEM file of who signed the server's certificate; else the system's",
         {}},
        {"certificate", "path", false, "PEM file with the certificate rosterd shows", {}},
        {"key", "path", false, "PEM file with its key", {}},
        {"base", "string", true, "the DN below which the people are", {}},
        {"filter", "string", false, "which entries are people (users and inetOrgPerson)", {}},
        {"id", "string", true, "the attribute that is the employee id", {}},
        {"name",
         "list",
         false,
         "the attribute with the name; of several the first that is filled",
         {}},
        {"attributes",
         "list",
         false,
         "further ones, under their own names (mobile, mail, title)",
         {}},
        {"departments", "string", false, "ou: the units in the DN; or an attribute; or empty", {}},
        {"manager", "string", false, "the attribute with the manager's DN (manager); or empty", {}},
        {"disabled", "list", false, "attributes that tell who is gone, or NAME=VALUE", {}},
        {"time_zone", "string", false, "of the day an account expires (Asia/Shanghai)", {}},
        {"changes",
         "string",
         false,
         "how to read only what changed",
         {"none", "modify_timestamp", "when_changed", "usn", "dirsync", "syncrepl"}},
        {"overlap", "duration", false, "how much of the time before is read again (5m)", {}},
        {"object_security", "bool", false, "dirsync with the rights of an ordinary account", {}},
        {"ignore_referrals", "bool", false, "parts on other servers are not meant", {}},
        {"page_size", "integer", false, "entries a page (500)", {}},
        {"timeout", "duration", false, "of every wait for the server (30s)", {}},
    };
}

model::Result<Settings> settings_of(const sdk::ConnectorContext& context)
{
    Settings out;
    auto read = read_connection(context, out);
    read = read ? read_people(context, out) : read;
    read = read ? read_ways(context, out) : read;
    if (!read) {
        return tl::unexpected(read.error());
    }
    out.cancelled = context.cancelled;
    return out;
}

} // namespace rosterd::ldap
