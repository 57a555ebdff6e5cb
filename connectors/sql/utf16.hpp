// Between UTF-8, which is spoken here, and UTF-16, which ODBC takes and gives without looking at
// the process's locale.
#pragma once

#include <string>
#include <string_view>

namespace rosterd::sql
{

std::u16string to_utf16(std::string_view text); // valid UTF-8
// A surrogate without its other half becomes U+FFFD.
std::string to_utf8(std::u16string_view text);

} // namespace rosterd::sql
