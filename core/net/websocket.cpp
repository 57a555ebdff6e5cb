#include "core/net/websocket.hpp"

#include <deque>
#include <optional>
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

namespace rosterd::net
{

namespace
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Plain = beast::tcp_stream;
using Secured = asio::ssl::stream<beast::tcp_stream>;

// One connection, through its stages in the order of the functions. It lives as long as an
// operation is under way on it; `handlers_` are gone as soon as nobody wants to be told.
template <typename Next>
class Session final : public std::enable_shared_from_this<Session<Next>>
{
public:
    template <typename... Arguments>
    Session(asio::io_context& io, Target target, WebSocketHandlers handlers,
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
            websocket::close_code::normal,
            [self = this->shared_from_this()](const error_code&) { self->socket().close(); });
    }

private:
    beast::tcp_stream& socket() { return beast::get_lowest_layer(stream_); }

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
        if constexpr (std::is_same_v<Next, Secured>) {
            socket().expires_after(options_.timeout);
            TlsSettings::expect_peer(stream_.next_layer(), target_.endpoint.host);
            stream_.next_layer().async_handshake(
                asio::ssl::stream_base::client,
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
        websocket::stream_base::timeout limits{};
        limits.handshake_timeout = options_.timeout;
        limits.idle_timeout = websocket::stream_base::none();
        limits.keep_alive_pings = false;
        stream_.set_option(limits);
        stream_.set_option(websocket::stream_base::decorator{
            [agent = options_.user_agent](websocket::request_type& request) {
                request.set(beast::http::field::user_agent, agent);
            }});
        stream_.read_message_max(options_.max_message);
        stream_.control_callback([this](websocket::frame_type kind, beast::string_view) {
            if (kind != websocket::frame_type::close && handlers_) {
                handlers_->alive();
            }
        });
        stream_.async_handshake(
            answer_, target_.host_header, target_.path,
            [self = this->shared_from_this()](const error_code& error) { self->upgraded(error); });
    }

    void upgraded(const error_code& error)
    {
        if (error == websocket::error::upgrade_declined) {
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
        if (error == websocket::error::message_too_big) {
            return end(NetErrorKind::too_large, "a message is larger than allowed");
        }
        if (!goes_on(error, NetErrorKind::broken)) {
            return;
        }
        std::string message = beast::buffers_to_string(buffer_.data());
        buffer_.consume(buffer_.size());
        handlers_->message(std::move(message));
        if (handlers_) {
            read();
        }
    }

    void write()
    {
        stream_.text(true);
        stream_.async_write(asio::buffer(waiting_.front()),
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
    websocket::stream<Next> stream_;
    Target target_;
    std::optional<WebSocketHandlers> handlers_;
    WebSocketOptions options_;
    websocket::response_type answer_;
    beast::flat_buffer buffer_;
    std::deque<std::string> waiting_; // the first is on its way
    bool open_ = false;
    bool pinging_ = false;
};

template <typename Next>
class Handle final : public WebSocket
{
public:
    explicit Handle(std::shared_ptr<Session<Next>> session) : session_{std::move(session)} {}
    ~Handle() override { session_->leave(); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    void send(std::string message) override { session_->send(std::move(message)); }
    void ping() override { session_->ping(); }

private:
    std::shared_ptr<Session<Next>> session_;
};

// Could not even be begun: says so, later.
class Stillborn final : public WebSocket
{
public:
    Stillborn(Loop& loop, WebSocketHandlers handlers, NetError error)
    {
        loop.post([wanted = std::weak_ptr<bool>{wanted_}, handlers = std::move(handlers),
                   error = std::move(error)] {
            if (wanted.lock()) {
                handlers.closed(error);
            }
        });
    }
    void send(std::string /*message*/) override {}
    void ping() override {}

private:
    std::shared_ptr<bool> wanted_ = std::make_shared<bool>(true);
};

class Client final : public WebSocketClient
{
public:
    Client(RealLoop& loop, WebSocketOptions options)
        : loop_{loop}, options_{std::move(options)}, tls_{options_.ca_file}
    {
    }

    std::unique_ptr<WebSocket> connect(const std::string& url, WebSocketHandlers handlers) override
    {
        auto target = url.starts_with("ws") ? parse_target("http" + url.substr(2)) : std::nullopt;
        if (!target) {
            return std::make_unique<Stillborn>(
                loop_, std::move(handlers),
                NetError{NetErrorKind::invalid, "this is not a ws or wss URL"});
        }
        if (!target->endpoint.tls) {
            return begin<Plain>(std::move(*target), std::move(handlers));
        }
        TlsSettings::Loaded& settings = tls_.get();
        if (!settings.fault.empty()) {
            return std::make_unique<Stillborn>(loop_, std::move(handlers),
                                               NetError{NetErrorKind::tls, settings.fault});
        }
        return begin<Secured>(std::move(*target), std::move(handlers), settings.context);
    }

private:
    template <typename Next, typename... Arguments>
    std::unique_ptr<WebSocket> begin(Target target, WebSocketHandlers handlers,
                                     Arguments&... arguments)
    {
        auto& io = *static_cast<asio::io_context*>(loop_.native());
        auto session = std::make_shared<Session<Next>>(io, std::move(target), std::move(handlers),
                                                       options_, arguments...);
        session->start();
        return std::make_unique<Handle<Next>>(std::move(session));
    }

    RealLoop& loop_;
    WebSocketOptions options_;
    TlsSettings tls_;
};

} // namespace

std::unique_ptr<WebSocketClient> make_websocket_client(RealLoop& loop, WebSocketOptions options)
{
    return std::make_unique<Client>(loop, std::move(options));
}

} // namespace rosterd::net
