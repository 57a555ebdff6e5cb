// Carries out what the event hub decides: sockets of the server, posts to a push target, the clock.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/net/asio.hpp"
#include "core/net/http.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/event_hub.hpp"

namespace rosterd::sandbox
{

class EventCarrier
{
public:
    using Clock = std::function<model::Instant()>; // the sandbox's own, by which the hub goes
    EventCarrier(net::RealLoop& loop, EventHub& hub, Clock now);
    ~EventCarrier();
    EventCarrier(const EventCarrier&) = delete;
    EventCarrier& operator=(const EventCarrier&) = delete;

    // GET /connect?ticket=...: 401 without a ticket that is good.
    http::Upgrade upgrade(const http::HttpServerRequest& request);
    // After anything that may have changed what the hub wants.
    void pump();

private:
    void post(const Outgoing& outgoing);
    void carry(const Outgoing& outgoing);

    net::RealLoop& loop_;
    EventHub& hub_;
    Clock now_;
    std::unique_ptr<net::HttpClient> http_;
    std::map<SocketId, std::shared_ptr<http::WebSocketSession>> sockets_;
    net::TimerId timer_ = 0;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // for what calls back later
};

} // namespace rosterd::sandbox
