// DingTalk's error codes, both families in one table [server-api-error-codes-1]: what a code means,
// whether a repeat can help, and what to tell people.
#pragma once

#include <array>
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

// Where the class alone does not say it all.
enum class Special {
    usual,
    few_times,    // repeated three times at most; then it is refused like bad data
    gone_is_done, // of a removal it means that it is done already
};

struct CodeText {
    std::string_view sentence; // what it means
    std::string_view advice;   // what to do now
};
using CodeTexts = std::array<CodeText, 3>;      // by model::Language
using Advice = std::array<std::string_view, 3>; // likewise

struct CodeFact {
    std::string_view codes; // "60104"; several that mean the same with a space between
    RetryClass retry;
    Special special;
    CodeTexts texts;
};

// By "60104", "InvalidAuthentication", "net.refused", "http.502". nullptr for a code that is not in
// the table; such a code is permanent until proven otherwise.
const CodeFact* find_code(std::string_view code);

// Whether a refusal says that nobody has the userid: DingTalk's pages and the field name different
// codes for the same call.
bool is_unknown_user(std::string_view code);

// What a call came back with when it did not succeed; one type for both families.
struct ApiError {
    RetryClass retry = RetryClass::permanent;
    std::string code; // errcode as text, sub_code where errcode is 88, or the new style's `code`;
                      // "net.refused" "net.timed_out" "net.broken" "net.tls" "answer.unreadable"
                      // "http.502"
    std::string message;          // DingTalk's own words, shortened
    std::string request_id;       // DingTalk's; empty if it told none
    bool unknown_outcome = false; // the request may have been carried out: read before repeating
    bool unreachable = false;     // DingTalk could not be reached at all
    bool stopped = false;         // not sent (again), since the client was stopped
};

} // namespace rosterd::dingtalk
