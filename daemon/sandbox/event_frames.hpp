// How events look on their two ways [overview-of-event-subscription].
#pragma once

#include <string>

#include "core/model/json.hpp"
#include "core/model/time.hpp"
#include "daemon/sandbox/change.hpp"

namespace rosterd::sandbox
{

inline constexpr const char* kCorpId = "dingsandbox0000000000000000000001";

struct Telling {
    std::string type;
    model::Json data;
};
Telling telling_of(const Change& change, model::Instant now);

std::string event_frame(const std::string& id, const Telling& telling, model::Instant born,
                        const std::string& message_id, model::Instant now);
std::string system_frame(const std::string& topic, const model::Json& data,
                         const std::string& message_id, model::Instant now);
// The plaintext of a push.
std::string push_message(const std::string& id, const Telling& telling, model::Instant born);
// An entry of the failed list: keys in lower case, below the type.
model::Json failed_entry(const Telling& telling, model::Instant born);

} // namespace rosterd::sandbox
