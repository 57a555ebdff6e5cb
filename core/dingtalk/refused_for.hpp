// What a refusal is about. Most are about the object that a call names; some would meet the next
// call just as well.
#pragma once

#include <string_view>

namespace rosterd::dingtalk
{

enum class RefusedFor {
    object,
    api,         // a permission that is missing, a quota that is used up: whoever asks the same API
    application, // credentials, addresses, the company itself: whatever is asked for
};

// Of both families' codes.
RefusedFor refused_for(std::string_view code);

} // namespace rosterd::dingtalk
