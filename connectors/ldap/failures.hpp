// What a directory server answers when it refuses, as an error for the person who can mend it.
#pragma once

#include <string>

#include "core/model/result.hpp"

namespace rosterd::ldap
{

// `code` is an LDAP result code or one of libldap's own; `diagnostic` what the server said besides
// (Active Directory hides its reason in there); `doing` begins the message: "ldaps://dc1: search
// below OU=Staff,DC=corp,DC=example".
model::Error failure(int code, const std::string& diagnostic, const std::string& doing);

// "52e" of Active Directory's "... AcceptSecurityContext error, data 52e, v4563"; "" if none.
std::string active_directory_reason(const std::string& diagnostic);

} // namespace rosterd::ldap
