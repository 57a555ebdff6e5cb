// One connection of the server: requests in, answers out. Beast stays behind this header.
#pragma once

#include <memory>
#include <unordered_set>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "daemon/http/server.hpp"

namespace rosterd::http
{

class Session
{
public:
    virtual ~Session() = default;
    virtual void close() = 0;
    virtual void close_if_idle() = 0;
};

struct HttpServerState {
    HttpServerState(net::RealLoop& loop, HttpServerOptions wanted, HttpHandler wanted_handler)
        : io{*static_cast<boost::asio::io_context*>(loop.native())}, options{std::move(wanted)},
          handler{std::move(wanted_handler)}, acceptor{io}, pause{io}
    {
    }
    boost::asio::io_context& io;
    HttpServerOptions options;
    HttpHandler handler;
    boost::asio::ip::tcp::acceptor acceptor;
    boost::asio::steady_timer
        pause; // before accepting again when the machine is out of descriptors
    std::uint16_t port = 0;
    bool stopping = false;
    std::unordered_set<Session*> sessions;
};

// Begins to read. The connection lives as long as something is under way on it.
void serve(boost::asio::ip::tcp::socket socket, std::shared_ptr<HttpServerState> state);

} // namespace rosterd::http
