// One WebSocket connection over a TCP or a TLS stream. Private to this room: websocket.cpp alone
// includes it.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "core/net/message.hpp"
#include "core/net/tls.hpp"
#include "core/net/websocket.hpp"

namespace rosterd::net
{

using PlainStream = boost::beast::tcp_stream;
using SecuredStream = boost::asio::ssl::stream<boost::beast::tcp_stream>;

// One connection, through its stages in the order of the functions. It lives as long as an
// operation is under way on it; `handlers_` are gone as soon as nobody wants to be told.
template <typename Next>
class WebSocketConnection final : public std::enable_shared_from_this<WebSocketConnection<Next>>
{
    using error_code = boost::system::error_code;
    using tcp = boost::asio::ip::tcp;

public:
    template <typename... Arguments>
    WebSocketConnection(boost::asio::io_context& io, Target target, WebSocketHandlers handlers,
                        const WebSocketOptions& options, Arguments&&... arguments)
        : resolver_{io}, stream_{io, std::forward<Arguments>(arguments)...},
          target_{std::move(target)}, handlers_{std::move(handlers)}, options_{options}
    {
    }

    void start()
    {
        socket().expires_after(options_.timeout);
        resolver_.async_resolve(
            target_.endpoint.host, target_.endpoint.port,
            [self = this->shared_from_this()](const error_code& error,
                                              const tcp::resolver::results_type& found) {
                if (self->goes_on(error, NetErrorKind::refused)) {
                    self->connect(found);
                }
            });
    }

    void send(std::string message)
    {
        if (!open_) {
            return;
        }
        waiting_.push_back(std::move(message));
        if (waiting_.size() == 1) {
            write();
        }
    }

    void ping()
    {
        if (!open_ || std::exchange(pinging_, true)) {
            return;
        }
        stream_.async_ping({}, [self = this->shared_from_this()](const error_code&) {
            self->pinging_ = false; // a failure is the reader's to notice
        });
    }

    void leave()
    {
        handlers_.reset();
        if (!std::exchange(open_, false)) {
            resolver_.cancel();
            socket().close();
            return;
        }
        stream_.async_close(
            boost::beast::websocket::close_code::normal,
            [self = this->shared_from_this()](const error_code&) { self->socket().close(); });
    }

private:
    boost::beast::tcp_stream& socket() { return boost::beast::get_lowest_layer(stream_); }

    // False ends the connection, and says why.
    bool goes_on(const error_code& error, NetErrorKind kind)
    {
        if (!error && handlers_) {
            return true;
        }
        if (error) {
            end(kind, error.message());
        }
        return false;
    }

    void end(NetErrorKind kind, const std::string& message)
    {
        const bool was_open = std::exchange(open_, false);
        socket().close();
        if (auto handlers = std::exchange(handlers_, std::nullopt)) {
            handlers->closed({kind,
                              target_.endpoint.host + ":" + target_.endpoint.port + ": " + message,
                              was_open});
        }
    }

    void connect(const tcp::resolver::results_type& found)
    {
        socket().async_connect(found, [self = this->shared_from_this()](const error_code& error,
                                                                        const tcp::endpoint&) {
            if (self->goes_on(error, NetErrorKind::refused)) {
                self->secure();
            }
        });
    }

    void secure()
    {
        if constexpr (std::is_same_v<Next, SecuredStream>) {
            socket().expires_after(options_.timeout);
            TlsSettings::expect_peer(stream_.next_layer(), target_.endpoint.host);
            stream_.next_layer().async_handshake(
                boost::asio::ssl::stream_base::client,
                [self = this->shared_from_this()](const error_code& error) {
                    if (self->goes_on(error, NetErrorKind::tls)) {
                        self->upgrade();
                    }
                });
        } else {
            upgrade();
        }
    }

    void upgrade()
    {
        socket().expires_never();
        boost::beast::websocket::stream_base::timeout limits{};
        limits.handshake_timeout = options_.timeout;
        limits.idle_timeout = boost::beast::websocket::stream_base::none();
        limits.keep_alive_pings = false;
        stream_.set_option(limits);
        stream_.set_option(boost::beast::websocket::stream_base::decorator{
            [agent = options_.user_agent](boost::beast::websocket::request_type& request) {
                request.set(boost::beast::http::field::user_agent, agent);
            }});
        stream_.read_message_max(options_.max_message);
        stream_.control_callback(
            [this](boost::beast::websocket::frame_type kind, boost::beast::string_view) {
                if (kind != boost::beast::websocket::frame_type::close && handlers_) {
                    handlers_->alive();
                }
            });
        stream_.async_handshake(
            answer_, target_.host_header, target_.path,
            [self = this->shared_from_this()](const error_code& error) { self->upgraded(error); });
    }

    void upgraded(const error_code& error)
    {
        if (error == boost::beast::websocket::error::upgrade_declined) {
            return end(NetErrorKind::invalid, "the upgrade was answered with HTTP " +
                                                  std::to_string(answer_.result_int()));
        }
        if (!goes_on(error, NetErrorKind::broken)) {
            return;
        }
        open_ = true;
        handlers_->opened();
        if (handlers_) { // nobody left meanwhile
            read();
        }
    }

    void read()
    {
        stream_.async_read(buffer_,
                           [self = this->shared_from_this()](const error_code& error, std::size_t) {
                               self->got(error);
                           });
    }

    void got(const error_code& error)
    {
        if (error == boost::beast::websocket::error::message_too_big) {
            return end(NetErrorKind::too_large, "a message is larger than allowed");
        }
        if (!goes_on(error, NetErrorKind::broken)) {
            return;
        }
        std::string message = boost::beast::buffers_to_string(buffer_.data());
        buffer_.consume(buffer_.size());
        handlers_->message(std::move(message));
        if (handlers_) {
            read();
        }
    }

    void write()
    {
        stream_.text(true);
        stream_.async_write(boost::asio::buffer(waiting_.front()),
                            [self = this->shared_from_this()](
                                const error_code& error, std::size_t) { self->written(error); });
    }

    void written(const error_code& error)
    {
        waiting_.pop_front();
        if (goes_on(error, NetErrorKind::broken) && !waiting_.empty()) {
            write();
        }
    }

    tcp::resolver resolver_;
    boost::beast::websocket::stream<Next> stream_;
    Target target_;
    std::optional<WebSocketHandlers> handlers_;
    WebSocketOptions options_;
    boost::beast::websocket::response_type answer_;
    boost::beast::flat_buffer buffer_;
    std::deque<std::string> waiting_; // the first is on its way
    bool open_ = false;
    bool pinging_ = false;
};

} // namespace rosterd::net
