// Stream mode as a state machine: it is told what happened and when, and answers what to do.
// Sockets and clocks are its adapter's. Times are Loop::steady().
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "core/dingtalk/errors.hpp"
#include "core/dingtalk/event.hpp"
#include "core/dingtalk/stream_frame.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

using ConnectionId = std::uint64_t;

namespace stream
{

struct OpenCall { // then opened()
};
struct Connect { // then connected() or closed()
    ConnectionId connection = 0;
    Ticket ticket;
};
struct Keep { // make it durable, then kept()
    ConnectionId connection = 0;
    std::string message_id;
    Event event;
};
struct Send {
    ConnectionId connection = 0;
    std::string text;
};
struct Ping { // a WebSocket ping; its pong is told as heard()
    ConnectionId connection = 0;
};
struct Close { // nothing about this connection need be told any more
    ConnectionId connection = 0;
};
struct Online {                        // events come in from now on
    std::optional<net::Duration> away; // since none could; nothing at first
};
struct Trouble { // for the log
    std::string message;
};

} // namespace stream

using StreamAction = std::variant<stream::OpenCall, stream::Connect, stream::Keep, stream::Send,
                                  stream::Ping, stream::Close, stream::Online, stream::Trouble>;
using StreamActions = std::vector<StreamAction>;

class StreamSession
{
public:
    static constexpr net::Duration kIdle{std::chrono::seconds{60}};    // silence before a ping
    static constexpr net::Duration kDead{std::chrono::seconds{90}};    // silence before a new start
    static constexpr net::Duration kConnect{std::chrono::seconds{15}}; // to be connected
    static constexpr net::Duration kLeave{std::chrono::seconds{15}};   // DingTalk closes after 10
    static constexpr net::Duration kBrief{std::chrono::seconds{10}};   // a connection worth nothing
    static constexpr net::Duration kRefused{
        std::chrono::minutes{5}}; // pause where DingTalk said no

    explicit StreamSession(std::uint64_t seed) : random_(seed) {}

    StreamActions start();
    StreamActions opened(const tl::expected<Ticket, ApiError>& answer, net::Duration now);
    StreamActions connected(ConnectionId connection, net::Duration now);
    // `received` is the wall clock's time.
    StreamActions frame(ConnectionId connection, std::string_view text, net::Duration now,
                        model::Instant received);
    void heard(ConnectionId connection, net::Duration now); // a ping or pong of WebSocket
    StreamActions kept(ConnectionId connection, const std::string& message_id, bool durable);
    StreamActions closed(ConnectionId connection, const std::string& why, net::Duration now);
    StreamActions tick(net::Duration now);

    // When tick() has something to do at the latest.
    std::optional<net::Duration> wake() const;
    bool online() const { return current_ && current_->open; }

private:
    struct Link {
        ConnectionId id = 0;
        bool open = false;
        net::Duration begun{0};
        net::Duration heard{0}; // or begun
        bool pinged = false;    // since heard
    };
    struct Leaving {
        ConnectionId id = 0;
        net::Duration until{0};
    };

    bool knows(ConnectionId connection) const;
    StreamActions open();
    StreamActions take(const StreamFrame& frame, ConnectionId connection, net::Duration now,
                       model::Instant received);
    StreamActions hand_over(ConnectionId connection, net::Duration now);
    void try_again(net::Duration wait, net::Duration now);
    void lost(net::Duration now);

    std::mt19937_64 random_;
    ConnectionId last_ = 0;
    std::optional<net::Duration> retry_at_;
    int failures_ = 0; // since something was last heard
    std::optional<Link> current_;
    std::vector<Leaving> leaving_; // told to go; what still comes is taken
    std::optional<net::Duration> away_since_;
};

} // namespace rosterd::dingtalk
