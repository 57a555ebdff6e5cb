#include "tests/core/net/websocket_server.hpp"

#include <atomic>
#include <sys/socket.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace rosterd::net::test
{

namespace
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;
using Request = http::request<http::string_body>;

template <typename Stream>
class StreamPeer final : public WebSocketPeer
{
public:
    StreamPeer(websocket::stream<Stream>& stream, Request request)
        : stream_{stream}, request_{std::move(request)}
    {
    }
    std::string target() const override { return std::string{request_.target()}; }
    std::string header(const char* name) const override { return std::string{request_[name]}; }
    std::string read() override
    {
        beast::flat_buffer buffer;
        error_code error;
        stream_.read(buffer, error);
        return error ? "" : beast::buffers_to_string(buffer.data());
    }
    void say(const std::string& text) override
    {
        error_code ignored;
        stream_.text(true);
        stream_.write(asio::buffer(text), ignored);
    }
    void ping() override
    {
        error_code ignored;
        stream_.ping({}, ignored);
    }
    void close() override
    {
        error_code ignored;
        stream_.close(websocket::close_code::going_away, ignored);
    }
    void drop() override
    {
        error_code ignored;
        beast::get_lowest_layer(stream_).close(ignored);
    }

private:
    websocket::stream<Stream>& stream_;
    Request request_;
};

} // namespace

struct WebSocketServer::State {
    State(Serve wanted, const Certificate* own, int status)
        : serve{std::move(wanted)}, certificate{own}, refuse{status}
    {
    }
    Serve serve;
    const Certificate* certificate;
    int refuse;
    asio::io_context io;
    tcp::acceptor acceptor{io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    std::unique_ptr<asio::ssl::context> tls;
    std::atomic<bool> ended{false};
    std::atomic<int> present{-1}; // the connection that is served
    unsigned short port = acceptor.local_endpoint().port();

    template <typename Stream>
    void upgrade(Stream& next)
    {
        beast::flat_buffer buffer;
        Request request;
        error_code error;
        http::read(next, buffer, request, error);
        if (error) {
            return;
        }
        if (refuse != 0) {
            http::response<http::string_body> answer{static_cast<http::status>(refuse), 11};
            answer.prepare_payload();
            http::write(next, answer, error);
            return;
        }
        websocket::stream<Stream> stream{std::move(next)};
        stream.accept(request, error);
        if (!error) {
            StreamPeer<Stream> peer{stream, std::move(request)};
            serve(peer);
        }
    }

    void run()
    {
        while (!ended) {
            error_code error;
            tcp::socket socket{io};
            acceptor.accept(socket, error);
            if (error || ended) {
                continue;
            }
            present = socket.native_handle();
            if (!tls) {
                upgrade(socket);
                present = -1;
                continue;
            }
            asio::ssl::stream<tcp::socket> secured{std::move(socket), *tls};
            secured.handshake(asio::ssl::stream_base::server, error);
            if (!error) {
                upgrade(secured);
            }
            present = -1;
        }
    }
};

WebSocketServer::WebSocketServer(Serve serve, const Certificate* certificate, int refuse)
    : state_{new State{std::move(serve), certificate, refuse}}
{
    if (certificate != nullptr) {
        SSL_CTX_up_ref(certificate->context());
        state_->tls = std::make_unique<asio::ssl::context>(certificate->context());
    }
    thread_ = std::thread{[this] { state_->run(); }};
}

WebSocketServer::~WebSocketServer()
{
    state_->ended = true;
    if (const int socket = state_->present; socket >= 0) {
        ::shutdown(socket, SHUT_RDWR);
    }
    asio::io_context io; // wakes the acceptor
    tcp::socket knock{io};
    error_code ignored;
    knock.connect({asio::ip::address_v4::loopback(), state_->port}, ignored);
    thread_.join();
}

std::string WebSocketServer::url(const std::string& path) const
{
    return (state_->certificate != nullptr ? "wss://localhost:" : "ws://127.0.0.1:") +
           std::to_string(state_->port) + path;
}

} // namespace rosterd::net::test
