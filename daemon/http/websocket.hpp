// One connection that has become a WebSocket. Beast stays behind this header.
#pragma once

#include <memory>

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "daemon/http/session.hpp"

namespace rosterd::http
{

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

using SecuredStream = boost::asio::ssl::stream<boost::beast::tcp_stream>;

// Accepts and begins to read. It lives as long as something is under way on it.
void serve_websocket(boost::beast::tcp_stream stream, UpgradeRequest request, Upgrade upgrade,
                     std::shared_ptr<HttpServerState> state);
void serve_websocket(SecuredStream stream, UpgradeRequest request, Upgrade upgrade,
                     std::shared_ptr<HttpServerState> state);

} // namespace rosterd::http
