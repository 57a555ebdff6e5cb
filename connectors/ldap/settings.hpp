// What an LDAP source was configured with.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/model/time.hpp"

namespace rosterd::ldap
{

enum class Changes {
    none,             // every read is complete
    modify_timestamp, // any server: who was modified; who is gone shows in complete reads only
    when_changed,     // Active Directory, the same, bound to one domain controller
    usn,              // Active Directory, bound to one domain controller; with Deleted Objects
    dirsync,          // Active Directory, any domain controller; tells who is gone
    syncrepl,         // RFC 4533: OpenLDAP with syncprov, 389; tells who is gone
};

enum class Tls {
    start, // ldap:// becomes TLS before anything else is said
    none,  // also the password goes in the clear
};

struct Settings {
    std::string url; // one or several, separated by blanks, tried in this order
    std::string bind_dn, password;
    bool external = false; // SASL EXTERNAL: the certificate, or the user at the other end of ldapi
    Tls tls = Tls::start;
    std::string ca, certificate, key; // files; ca empty: the system's

    std::string base, filter;
    std::string id;                // attribute that is the employee_id
    std::vector<std::string> name; // attributes; the first that has a value
    std::vector<std::string> attributes;
    std::string departments; // "ou", an attribute, or "" for none
    std::string manager;     // attribute with a DN, or "" for none
    std::vector<std::string> disabled;
    std::string time_zone; // of the day on which an account expires
    Changes changes = Changes::none;
    model::Duration overlap{300'000}; // how much before the last change changes are read again
    bool object_security = false;     // dirsync with the rights of an ordinary user
    bool ignore_referrals = false;
    int page_size = 500;
    model::Duration timeout{30'000}; // of each wait: for a connection, for the next answer

    std::function<bool()> cancelled = [] { return false; };
};

std::vector<sdk::OptionSpec> option_specs();
// Errors: invalid.
model::Result<Settings> settings_of(const sdk::ConnectorContext& context);

} // namespace rosterd::ldap
