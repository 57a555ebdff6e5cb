// Whether a webhook comes from the HRIS: each one's scheme. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <tl/expected.hpp>

#include "core/model/time.hpp"
#include "daemon/config/settings.hpp"

namespace rosterd::service
{

using Headers = std::map<std::string, std::string>; // names in lower case

enum class HookFault {
    unsigned_message, // the header of the signature, or of what is signed with it, is missing
    signature,        // it does not fit
    time,             // what is signed as the time is none
};
std::string_view to_string(HookFault fault); // a sentence for people

// What was signed besides the body: tells a message sent again from a new one.
struct SignedHook {
    std::optional<model::Instant> sent; // nothing where the scheme has no time
    std::string nonce;                  // of messages of the same time
};

// Compares in constant time, over the bytes of the body as they came.
tl::expected<SignedHook, HookFault> verify(const config::WebhookSettings& settings,
                                           const Headers& headers, const std::string& body);

// Seconds or milliseconds since 1970, or ISO 8601; nullopt for anything else.
std::optional<model::Instant> hook_time(const std::string& text);

// The challenge with which Feishu tries the address, in the clear or encrypted; nullopt if it is
// none, or has another Verification Token than a configured one.
std::optional<std::string> challenge_of(const config::WebhookSettings& settings,
                                        const std::string& body);

} // namespace rosterd::service
