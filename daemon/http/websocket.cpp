#include "daemon/http/websocket.hpp"

#include <deque>
#include <utility>

#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace rosterd::http
{

namespace
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

template <typename Stream>
class Socket final : public Session,
                     public WebSocketSession,
                     public std::enable_shared_from_this<Socket<Stream>>
{
public:
    Socket(Stream stream, Upgrade upgrade, std::shared_ptr<HttpServerState> state)
        : stream_{std::move(stream)}, upgrade_{std::move(upgrade)}, state_{std::move(state)}
    {
        state_->sessions.insert(this);
    }
    ~Socket() override { state_->sessions.erase(this); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    void accept(UpgradeRequest request)
    {
        stream_.set_option(websocket::stream_base::timeout::suggested(beast::role_type::server));
        stream_.read_message_max(std::size_t{256} * 1024);
        const auto asked = std::make_shared<UpgradeRequest>(std::move(request));
        stream_.async_accept(*asked,
                             [self = this->shared_from_this(), asked](const error_code& error) {
                                 if (error) {
                                     return self->ended();
                                 }
                                 self->open_ = true;
                                 self->upgrade_.opened(self);
                                 self->read();
                             });
    }

    void send(std::string message) override
    {
        if (!open_) {
            return;
        }
        waiting_.push_back(std::move(message));
        if (waiting_.size() == 1) {
            write();
        }
    }

    void close() override
    {
        error_code ignored;
        beast::get_lowest_layer(stream_).socket().shutdown(asio::ip::tcp::socket::shutdown_both,
                                                           ignored);
        beast::get_lowest_layer(stream_).close();
    }
    void close_if_idle() override { close(); }

private:
    void read()
    {
        stream_.async_read(buffer_,
                           [self = this->shared_from_this()](const error_code& error, std::size_t) {
                               self->got(error);
                           });
    }

    void got(const error_code& error)
    {
        if (error || !state_->handler) {
            return ended();
        }
        const std::string message = beast::buffers_to_string(buffer_.data());
        buffer_.consume(buffer_.size());
        upgrade_.message(message);
        read();
    }

    void write()
    {
        stream_.text(true);
        stream_.async_write(
            asio::buffer(waiting_.front()),
            [self = this->shared_from_this()](const error_code& error, std::size_t) {
                self->waiting_.pop_front();
                if (!error && !self->waiting_.empty()) {
                    self->write();
                }
            });
    }

    void ended()
    {
        open_ = false;
        close();
        if (state_->handler) { // else what it refers to may be gone
            upgrade_.closed();
        }
    }

    websocket::stream<Stream> stream_;
    Upgrade upgrade_;
    std::shared_ptr<HttpServerState> state_;
    beast::flat_buffer buffer_;
    std::deque<std::string> waiting_; // the first is on its way
    bool open_ = false;
};

} // namespace

void serve_websocket(beast::tcp_stream stream, UpgradeRequest request, Upgrade upgrade,
                     std::shared_ptr<HttpServerState> state)
{
    stream.expires_never(); // the WebSocket has waits of its own
    std::make_shared<Socket<beast::tcp_stream>>(std::move(stream), std::move(upgrade),
                                                std::move(state))
        ->accept(std::move(request));
}

void serve_websocket(SecuredStream stream, UpgradeRequest request, Upgrade upgrade,
                     std::shared_ptr<HttpServerState> state)
{
    beast::get_lowest_layer(stream).expires_never();
    std::make_shared<Socket<SecuredStream>>(std::move(stream), std::move(upgrade), std::move(state))
        ->accept(std::move(request));
}

} // namespace rosterd::http
