// Who is told of events, what was told and what was heard: DingTalk's side of Stream mode and of
// HTTP push, told the time [develop-stream-mode-push-server]. No socket is touched here.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/dingtalk/push_cipher.hpp"
#include "core/model/json.hpp"
#include "core/model/time.hpp"
#include "daemon/sandbox/change.hpp"

namespace rosterd::sandbox
{

using model::Json;
using SocketId = std::uint64_t;

// What the documentation states or field reports tell; the control interface sets it.
struct EventRules {
    model::Duration answer{3000}; // until an event counts as not delivered
    std::vector<model::Duration> retries{model::Duration{10'000}, model::Duration{30'000}};
    model::Duration listed{180'000}; // from the last try to the failed list
    model::Duration ping{25'000};    // of the gateway
    model::Duration leave{10'000};   // from `disconnect` to the end
    model::Duration ticket{90'000};
    std::size_t copies = 1; // of each event at each try
};

// HTTP push, as the console is told.
struct PushTarget {
    std::string url;
    dingtalk::PushSecrets secrets;
};

// Something to carry out now.
struct Outgoing {
    enum class Kind { send, close, post };
    Kind kind = Kind::send;
    SocketId socket = 0;    // of send and close
    std::string text;       // of send: a frame; of post: the message to encrypt
    std::string message_id; // of post: what posted() is told
};

class EventHub
{
public:
    explicit EventHub(std::uint64_t seed) : seed_{seed} {}

    // Stream mode. A ticket admits one connection within 90 seconds.
    std::string ticket(model::Instant now);
    bool redeem(const std::string& ticket, model::Instant now);
    SocketId joined(model::Instant now);
    void left(SocketId socket);
    void heard(SocketId socket, std::string_view text, model::Instant now);
    void disconnect(model::Instant now); // sends everyone away, as DingTalk does now and then

    // HTTP push instead; the address is tried with `check_url`.
    void set_push(std::optional<PushTarget> target);
    const std::optional<PushTarget>& push() const { return push_; }
    void posted(const std::string& message_id, bool success, model::Instant now);

    // Nobody is told before somebody has subscribed.
    void tell(const Change& change, model::Instant now);
    void tell(const std::string& type, Json data, model::Instant now);

    std::vector<Outgoing> due(model::Instant now);
    std::optional<model::Instant> wake() const;

    // {failed_list, has_more}: at most 200, and what the last call told is forgotten.
    Json failed_page(model::Instant now);
    Json to_json() const; // for the control interface
    EventRules rules;

private:
    struct Event {
        std::string id;
        std::string type;
        Json data;
        model::Instant born;
        std::size_t tries = 0;
        model::Instant at;      // of the next try, or until when an answer counts
        bool sent = false;      // an answer is awaited
        std::string message_id; // of the last try
    };
    struct Socket {
        bool leaving = false;
        model::Instant at; // of the next ping, or of the end
    };
    struct Failed {
        Json entry;
        model::Instant listed;
    };

    void settle(const std::string& message_id, bool success, model::Instant now);
    void failed(Event& event, model::Instant now);
    void send_event(Event& event, model::Instant now, std::vector<Outgoing>& out);
    void tend(SocketId id, Socket& socket, model::Instant now, std::vector<Outgoing>& out);
    std::string number(const char* prefix);

    std::uint64_t seed_;
    std::uint64_t last_ = 0;
    bool subscribed_ = false;
    std::map<std::string, model::Instant> tickets_; // until when
    std::map<SocketId, Socket> sockets_;
    std::optional<PushTarget> push_;
    std::deque<Event> events_; // not yet delivered
    std::deque<Failed> failed_;
    std::size_t told_last_ = 0; // entries of the failed list
    std::vector<Outgoing> waiting_;
    std::map<std::string, std::uint64_t> counts_;
};

} // namespace rosterd::sandbox
