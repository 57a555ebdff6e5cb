// Error codes in people's words.
#pragma once

#include <string>
#include <string_view>

#include "core/dingtalk/errors.hpp"
#include "core/model/language.hpp"

namespace rosterd::dingtalk
{

struct Explanation {
    bool known = false; // false: not in the table, treated as permanent
    RetryClass retry = RetryClass::permanent;
    std::string sentence;  // what it means
    std::string behaviour; // what rosterd does about it
    std::string advice;    // what to do now
};

Explanation explain(std::string_view code, model::Language language);

// One line about an operation that failed: the code's sentence, then in brackets what DingTalk (or
// the reading afterwards) said about this case. A code nobody knows asks to be reported with its
// request_id. Without a code: the message alone.
std::string told(std::string_view code, std::string_view message, std::string_view request_id,
                 model::Language language);

std::string_view
name_of(RetryClass retry); // "token" "back_off" "wait" "done" "permanent" "bad_data"

} // namespace rosterd::dingtalk
