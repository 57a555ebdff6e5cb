// One connection that has become a WebSocket. Beast stays behind this header.
#pragma once

#include <memory>

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "daemon/http/session.hpp"

namespace rosterd::http
{

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

// Accepts and begins to read. It lives as long as something is under way on it.
void serve_websocket(boost::asio::ip::tcp::socket socket, UpgradeRequest request, Upgrade upgrade,
                     std::shared_ptr<HttpServerState> state);

} // namespace rosterd::http
