// Mobile numbers as DingTalk takes and gives them [user-information-creation].
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rosterd::sandbox
{

struct Mobile {
    std::string state_code; // "86"
    std::string number;     // without the country code
};

// In a company registered in mainland China ("CN") mainland numbers are bare and everything else is
// "+xx-xxxxxx"; in one registered elsewhere mainland numbers are "+86-...". nullopt: not a number
// in that form.
std::optional<Mobile> parse_mobile(std::string_view text, std::string_view region);

} // namespace rosterd::sandbox
