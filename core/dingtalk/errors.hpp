// DingTalk's error codes, both families in one table [server-api-error-codes-1]: what a code means,
// whether a repeat can help, and what to tell people.
#pragma once

#include <string>
#include <string_view>

namespace rosterd::dingtalk
{

enum class RetryClass {
    token,     // T: fetch a new token, then once more
    back_off,  // B: wait and repeat; bounded
    wait,      // Q: a quota or rate; repeat after its window
    done,      // I: treat as already done, after reading back
    permanent, // P: nothing changes until the configuration or the console does
    bad_data,  // D: do not repeat unchanged
};

struct CodeFact {
    std::string_view code; // "60104", "InvalidAuthentication"
    RetryClass retry;
    std::string_view meaning; // English sentence for people
    std::string_view advice;  // what to do now; may be empty
};

// nullptr for codes that are not in the table; those are permanent until proven otherwise.
const CodeFact* find_code(std::string_view code);

// What a call came back with when it did not succeed.
struct ApiError {
    RetryClass retry = RetryClass::permanent;
    std::string
        code; // errcode as text, sub_code where errcode is 88, or the new style's `code`;
              // "net.refused" "net.timed_out" "net.broken" "net.tls" "answer.unreadable" "http.502"
    std::string message;          // DingTalk's own words, shortened
    std::string request_id;       // DingTalk's; empty if it told none
    bool unknown_outcome = false; // the request may have been carried out: read before repeating
    bool unreachable = false;     // DingTalk could not be reached at all
};

} // namespace rosterd::dingtalk
