#include "connectors/ldap/failures.hpp"

#include <array>
#include <string_view>

#include <ldap.h>

namespace rosterd::ldap
{

namespace
{

using model::Error;
using model::ErrorKind;

struct Reason {
    std::string_view code, meaning, hint;
};

// [MS-ADTS] names them by their Windows error numbers, in hexadecimal.
constexpr std::array<Reason, 9> kReasons{{
    {"525", "there is no such account", "check `bind_dn`: its DN, or NAME@DOMAIN"},
    {"52e", "the account or its password is wrong", "check `bind_dn` and `password`"},
    {"530", "the account may not log on at this hour", "widen the account's logon hours"},
    {"531", "the account may not log on from this machine", "widen the account's `Log On To`"},
    {"532", "the account's password has expired",
     "set a new one, and let a service account's password not expire"},
    {"533", "the account is disabled", "enable the account"},
    {"701", "the account has expired", "move the account's expiry date"},
    {"773", "the account must change its password first",
     "log on with it once, or take `must change password` off"},
    {"775", "the account is locked after too many wrong passwords",
     "unlock it, and see who else uses an old password of it"},
}};

struct Meaning {
    int code;
    ErrorKind kind;
    std::string_view meaning, hint; // meaning "": libldap's words
};

constexpr std::string_view kLater = "it is tried again at the next read";

constexpr std::array kMeanings{
    Meaning{LDAP_SERVER_DOWN, ErrorKind::transient, "the server can't be reached, or hung up",
            "check `url`, the network and that the server runs"},
    Meaning{LDAP_TIMEOUT, ErrorKind::transient, "no answer in time",
            "look at the server's load, or raise `timeout`"},
    Meaning{LDAP_BUSY, ErrorKind::throttled, "the server is busy", kLater},
    Meaning{LDAP_UNAVAILABLE, ErrorKind::transient, "the server is shutting down or starting",
            kLater},
    Meaning{LDAP_TIMELIMIT_EXCEEDED, ErrorKind::transient,
            "the server gave up after its time limit, so what came is not everything",
            "index the attributes of `filter`, or raise the server's time limit for this account"},
    Meaning{LDAP_SIZELIMIT_EXCEEDED, ErrorKind::invalid,
            "the server stopped at its size limit, so what came is not everything",
            "raise the limit for this account (OpenLDAP: `limits dn.exact=... size=unlimited`; "
            "Active Directory: MaxPageSize), or lower `page_size`"},
    Meaning{LDAP_ADMINLIMIT_EXCEEDED, ErrorKind::invalid,
            "the server stopped at a limit its administrator set, so what came is not everything",
            "index the attributes of `filter`, or raise the limit for this account"},
    Meaning{LDAP_PARTIAL_RESULTS, ErrorKind::invalid,
            "the server has only a part of what was asked for",
            "ask the server that holds the whole of `base`"},
    Meaning{LDAP_REFERRAL, ErrorKind::invalid,
            "the server refers to another one, which is not followed",
            "write the server that holds `base` into `url`"},
    Meaning{LDAP_INVALID_CREDENTIALS, ErrorKind::unauthorised,
            "the account or its password is wrong", "check `bind_dn` and `password`"},
    Meaning{LDAP_INAPPROPRIATE_AUTH, ErrorKind::unauthorised, "",
            "the account has no password there: check `bind_dn`"},
    Meaning{
        LDAP_AUTH_METHOD_NOT_SUPPORTED, ErrorKind::unauthorised,
        "the server knows no such way to log in",
        "`external` needs a `certificate` that the server trusts, and its `key`, or an ldapi:// "
        "`url`; otherwise write `bind_dn` and `password`"},
    Meaning{LDAP_INSUFFICIENT_ACCESS, ErrorKind::unauthorised,
            "the account lacks the right to do this",
            "give the account of `bind_dn` the right to read below `base`; dirsync needs "
            "\"Replicating Directory Changes\", or `object_security: true`"},
    Meaning{LDAP_STRONG_AUTH_REQUIRED, ErrorKind::unauthorised,
            "the server wants an encrypted connection", "write `tls: start` or an ldaps:// `url`"},
    Meaning{LDAP_CONFIDENTIALITY_REQUIRED, ErrorKind::unauthorised,
            "the server wants an encrypted connection", "write `tls: start` or an ldaps:// `url`"},
    Meaning{LDAP_NO_SUCH_OBJECT, ErrorKind::not_found,
            "there is no such entry, or the account may not see it",
            "check `base` and the account's rights"},
    Meaning{LDAP_UNAVAILABLE_CRITICAL_EXTENSION, ErrorKind::invalid,
            "the server does not know what was asked of it",
            "syncrepl needs OpenLDAP's syncprov, dirsync and usn Active Directory; "
            "`changes: modify_timestamp` works everywhere"},
    Meaning{LDAP_FILTER_ERROR, ErrorKind::invalid, "`filter` is no LDAP filter",
            "write it like (&(objectClass=person)(employeeNumber=*))"},
    Meaning{LDAP_INVALID_DN_SYNTAX, ErrorKind::invalid, "a DN is written wrongly",
            "write it like ou=Staff,dc=example,dc=com"},
};

constexpr std::string_view kOwnCa =
    "if the server's certificate is the company's own, write the certificate authority's file as "
    "`ca`; the name in `url` must be one of the certificate's";

bool has(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

std::string active_directory_reason(const std::string& diagnostic)
{
    constexpr std::string_view before = ", data ";
    const auto at = diagnostic.find(before);
    if (at == std::string::npos) {
        return {};
    }
    const auto begin = at + before.size();
    return diagnostic.substr(begin, diagnostic.find_first_of(", \0", begin, 3) - begin);
}

model::Error failure(int code, const std::string& diagnostic, const std::string& doing)
{
    Error error{ErrorKind::permanent, ldap_err2string(code), ""};
    for (const Meaning& one : kMeanings) {
        if (one.code == code) {
            error = {one.kind,
                     std::string{one.meaning.empty() ? ldap_err2string(code) : one.meaning},
                     std::string{one.hint}};
        }
    }
    // Active Directory's way to say that nobody has logged in.
    if (code == LDAP_OPERATIONS_ERROR && has(diagnostic, "bind must be completed")) {
        error = {ErrorKind::unauthorised, "the server answers nobody without an account",
                 "write `bind_dn` and `password`"};
    }
    // What GnuTLS has no words for is a name that is not in the certificate.
    if (code == LDAP_CONNECT_ERROR ||
        (code == LDAP_SERVER_DOWN && (has(diagnostic, "certificate") || has(diagnostic, "TLS") ||
                                      has(diagnostic, "unknown error code")))) {
        error = {ErrorKind::permanent, "the encrypted connection failed", std::string{kOwnCa}};
    }
    if (code == LDAP_INVALID_CREDENTIALS) {
        const std::string reason = active_directory_reason(diagnostic);
        for (const Reason& one : kReasons) {
            if (one.code == reason) {
                error.message = one.meaning;
                error.hint = one.hint;
            }
        }
    }
    error.message = doing + ": " + error.message + " (" + std::to_string(code) +
                    (diagnostic.empty() ? "" : ", " + diagnostic) + ")";
    return error;
}

} // namespace rosterd::ldap
