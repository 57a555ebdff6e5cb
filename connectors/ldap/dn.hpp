// Distinguished names.
#pragma once

#include <string>

namespace rosterd::ldap
{

// The same for every way to write one DN: case, blanks and escapes do not matter. "" if it is none.
std::string normal_dn(const std::string& dn);

// Whether `dn` is `base` or below it.
bool is_below(const std::string& dn, const std::string& base);

// The organisational units between an entry and `base`, the upper ones first: "/HK/Finance"; "/"
// if there are none. A '/' or ';' within a name comes out in its full width, since it would divide.
std::string unit_path(const std::string& dn, const std::string& base);

} // namespace rosterd::ldap
