// An event as DingTalk tells it, by whichever way it came [overview-of-event-subscription].
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::dingtalk
{

struct Event {
    std::string id;        // `eventId`; where DingTalk tells none, made of type, time and content
    std::string type;      // "user_modify_org"
    std::string corp_id;   // empty where DingTalk does not tell it
    model::Instant born{}; // when it happened; when it was received where DingTalk does not tell
    model::Json data = model::Json::object(); // as received
};

// The decrypted message of a push, in the old or the new spelling; nothing if it is not an event.
std::optional<Event> event_of_push(std::string_view message, model::Instant received);

// One of `failed_list` [obtain-the-event-list-of-failed-push-messages]: what a push would have
// said, with keys in lower case and, for some types, one level deeper.
std::optional<Event> event_of_failed(const model::Json& item, model::Instant received);

// An `EVENT` frame: `headers` hold strings only, `data` is JSON as text
// [develop-stream-mode-push-server].
std::optional<Event> event_of_stream(const model::Json& headers, std::string_view data,
                                     model::Instant received);

} // namespace rosterd::dingtalk
