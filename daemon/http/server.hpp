// A small HTTP/1.1 server on the loop's thread. Beast stays behind this header.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/result.hpp"
#include "core/net/asio.hpp"

namespace rosterd::http
{

struct HttpServerRequest {
    std::string method;                            // "GET"
    std::string path;                              // percent-decoded, without the query
    std::string query;                             // raw, without '?'
    std::map<std::string, std::string> parameters; // the query, decoded
    std::map<std::string, std::string> headers;    // names in lower case
    std::string body;
    std::string peer; // the other side's IP address
    bool tls = false; // it came over TLS
};

// How much of the answer reaches the peer. Everything but `whole` closes the connection; a sandbox
// rehearses broken networks with it.
enum class Ending {
    whole,   // all of it
    nothing, // closed without a byte
    cut,     // head and the first half of the body
};

struct HttpServerResponse {
    int status = 200;
    std::string content_type = "application/json;charset=UTF-8";
    std::vector<std::pair<std::string, std::string>> headers; // in addition
    std::string body;
    Ending ending = Ending::whole;
};

bool is_address(const std::string& text); // an IPv4 or IPv6 address, as a server listens on

// Answers one request. May be called at once or later, on the loop's thread; only the first call
// counts. Dropping it uncalled closes the connection.
using Respond = std::function<void(HttpServerResponse)>;
using HttpHandler = std::function<void(HttpServerRequest, Respond)>;

// The server's side of a WebSocket: text messages, on the loop's thread.
class WebSocketSession
{
public:
    virtual ~WebSocketSession() = default;
    virtual void send(std::string message) = 0; // in the order of the calls; nothing once closed
    virtual void close() = 0;                   // without a goodbye
};

// What becomes of a request to speak WebSocket: refused, or opened and then heard of.
struct Upgrade {
    std::optional<HttpServerResponse> refusal;
    std::function<void(std::shared_ptr<WebSocketSession>)> opened;
    std::function<void(const std::string& message)> message;
    std::function<void()> closed; // once, whoever closed
};
using UpgradeHandler = std::function<Upgrade(const HttpServerRequest&)>;

struct Identity; // identity.hpp

struct HttpServerOptions {
    std::string address = "127.0.0.1"; // an IP address
    std::uint16_t port = 0;            // 0: any free one
    std::size_t max_body = 64UL * 1024 * 1024;
    std::chrono::milliseconds idle{std::chrono::seconds{75}};     // between two requests
    std::chrono::milliseconds transfer{std::chrono::seconds{60}}; // of one request or answer
    UpgradeHandler upgrade; // empty: nobody speaks WebSocket here, the request is one like any
    std::shared_ptr<Identity> tls; // none: in the clear
};

struct HttpServerState;

class HttpServer
{
public:
    // The loop must outlive the server.
    HttpServer(net::RealLoop& loop, HttpServerOptions options, HttpHandler handler);
    ~HttpServer(); // closes every connection at once
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    // Binds and listens, and answers the bound port.
    model::Result<std::uint16_t> start();
    // Accepts no more, closes idle connections, lets requests under way be answered.
    void stop();
    std::uint16_t port() const; // 0 before start()

private:
    std::shared_ptr<HttpServerState> state_;
};

} // namespace rosterd::http
