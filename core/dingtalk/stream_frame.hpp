// What travels in Stream mode [develop-stream-mode-push-server]: the open call, and the frames of
// the WebSocket that follows. Values only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/json.hpp"

namespace rosterd::dingtalk
{

// Body of POST /v1.0/gateway/connections/open: every event that is ticked in the console.
model::Json open_call(const std::string& app_key, const std::string& app_secret,
                      const std::string& user_agent);

struct Ticket {
    std::string endpoint; // "wss://wss-open-connection.dingtalk.com:443/connect"
    std::string ticket;   // valid 90 s, for one connection
};
// Nothing where the answer lacks one of the two.
std::optional<Ticket> read_ticket(const model::Json& answer);
// Where to connect; empty if the endpoint is not wss://, or ws:// where `plain` allows it.
std::string connect_url(const Ticket& ticket, bool plain);

enum class FrameKind {
    event,
    callback,   // a click on a card or a message to a bot: rosterd subscribes to none
    ping,       // wants its data back
    disconnect, // nothing more comes on this connection; it is closed in 10 s
    other,      // CONNECTED, REGISTERED, KEEPALIVE and whatever comes: no reply
};

struct StreamFrame {
    FrameKind kind = FrameKind::other;
    std::string message_id; // identity of this push, echoed in the reply
    model::Json headers = model::Json::object();
    std::string data; // JSON as text
};
// Nothing if it is not a frame at all.
std::optional<StreamFrame> read_frame(std::string_view text);

// Replies. `kept` false asks for the event again.
std::string event_reply(const std::string& message_id, bool kept);
std::string ping_reply(const StreamFrame& ping);
std::string nobody_reply(const std::string& message_id); // nobody here handles this callback

} // namespace rosterd::dingtalk
