// A WebSocket client as a port: text messages over one connection that this side opens. Beast stays
// in websocket.cpp.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/net/asio.hpp"
#include "core/net/http.hpp"

namespace rosterd::net
{

// Called on the loop's thread, never inside a call.
struct WebSocketHandlers {
    std::function<void()> opened;
    std::function<void(std::string message)> message;
    std::function<void()> alive;                 // a ping or pong of the peer's
    std::function<void(const NetError&)> closed; // once, whoever closed; the last that is called
};

// Destroyed, it says goodbye and no handler is called any more.
class WebSocket
{
public:
    virtual ~WebSocket() = default;
    // Each message goes whole, in the order of the calls. Before `opened` and after `closed`
    // nothing is sent.
    virtual void send(std::string message) = 0;
    virtual void ping() = 0; // the pong is told as `alive`
};

struct WebSocketOptions {
    std::string ca_file; // empty: the system's
    std::size_t max_message = std::size_t{1024} * 1024;
    // For each of: name and TCP, TLS, the upgrade, the goodbye.
    Duration timeout{std::chrono::seconds{10}};
    std::string user_agent = "rosterd";
};

class WebSocketClient
{
public:
    virtual ~WebSocketClient() = default;
    // A ws:// or wss:// URL.
    virtual std::unique_ptr<WebSocket> connect(const std::string& url,
                                               WebSocketHandlers handlers) = 0;
};

// TLS 1.2 or newer, certificate and host name verified. The loop must outlive the client.
std::unique_ptr<WebSocketClient> make_websocket_client(RealLoop& loop,
                                                       WebSocketOptions options = {});

} // namespace rosterd::net
