// Reading a request target and a form body: percent-decoding and key=value pairs.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rosterd::http
{

// %XX and, where `plus_is_space`, '+'. A '%' that is not followed by two hexadecimal digits stays.
std::string url_decode(std::string_view text, bool plus_is_space);

// "a=1&b=x%20y" as a query or an application/x-www-form-urlencoded body; of a repeated name the
// last one counts.
std::map<std::string, std::string> parse_form(std::string_view text);

} // namespace rosterd::http
