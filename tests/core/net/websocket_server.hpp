// A WebSocket server on 127.0.0.1 for the client's tests: Beast's own, on a thread, each connection
// served by the test's function.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "tests/core/net/server.hpp"

namespace rosterd::net::test
{

class WebSocketPeer
{
public:
    virtual ~WebSocketPeer() = default;
    virtual std::string target() const = 0; // of the upgrade: path and query
    virtual std::string header(const char* name) const = 0;
    virtual std::string read() = 0; // "" once the client is gone
    virtual void say(const std::string& text) = 0;
    virtual void ping() = 0;
    virtual void close() = 0;
    virtual void drop() = 0; // without a goodbye
};

class WebSocketServer
{
public:
    using Serve = std::function<void(WebSocketPeer&)>;
    // `refuse`: the HTTP status that answers every upgrade; 0 accepts.
    explicit WebSocketServer(Serve serve, const Certificate* certificate = nullptr, int refuse = 0);
    ~WebSocketServer();
    WebSocketServer(const WebSocketServer&) = delete;
    WebSocketServer& operator=(const WebSocketServer&) = delete;
    std::string url(const std::string& path) const; // ws://127.0.0.1 or wss://localhost

private:
    struct State;
    std::unique_ptr<State> state_;
    std::thread thread_;
};

} // namespace rosterd::net::test
