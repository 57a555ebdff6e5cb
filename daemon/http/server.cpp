#include "daemon/http/server.hpp"

#include "daemon/http/session.hpp"

namespace rosterd::http
{

namespace
{

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

void accept(const std::shared_ptr<HttpServerState>& state);

void on_accepted(const std::shared_ptr<HttpServerState>& state, error_code error,
                 tcp::socket socket)
{
    if (state->stopping || error == asio::error::operation_aborted) {
        return;
    }
    if (!error) {
        serve(std::move(socket), state);
        return accept(state);
    }
    state->pause.expires_after(std::chrono::milliseconds{100});
    state->pause.async_wait([state](error_code cancelled) {
        if (!cancelled && !state->stopping) {
            accept(state);
        }
    });
}

void accept(const std::shared_ptr<HttpServerState>& state)
{
    state->acceptor.async_accept([state](error_code error, tcp::socket socket) {
        on_accepted(state, error, std::move(socket));
    });
}

} // namespace

HttpServer::HttpServer(net::RealLoop& loop, HttpServerOptions options, HttpHandler handler)
    : state_{std::make_shared<HttpServerState>(loop, std::move(options), std::move(handler))}
{
}

HttpServer::~HttpServer()
{
    stop();
    state_->handler = nullptr; // what it refers to may be gone before the last read ends
    const auto sessions = state_->sessions;
    for (Session* session : sessions) {
        session->close();
    }
}

bool is_address(const std::string& text)
{
    error_code error;
    asio::ip::make_address(text, error);
    return !error;
}

model::Result<std::uint16_t> HttpServer::start()
{
    const auto& options = state_->options;
    const auto where = options.address + ":" + std::to_string(options.port);
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) {
        return model::fail(model::ErrorKind::invalid,
                           "cannot listen on " + where + ": this is not an IP address",
                           "write an address of this machine, e.g. 127.0.0.1");
    }
    const tcp::endpoint endpoint{address, options.port};
    auto& acceptor = state_->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(asio::socket_base::reuse_address{true}, error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    if (error) {
        return model::fail(model::ErrorKind::conflict,
                           "cannot listen on " + where + ": " + error.message(),
                           "choose another port, or end the program that holds this one");
    }
    state_->port = acceptor.local_endpoint().port();
    accept(state_);
    return state_->port;
}

void HttpServer::stop()
{
    state_->stopping = true;
    error_code ignored;
    state_->acceptor.close(ignored);
    state_->pause.cancel();
    const auto sessions = state_->sessions;
    for (Session* session : sessions) {
        session->close_if_idle();
    }
}

std::uint16_t HttpServer::port() const
{
    return state_->port;
}

} // namespace rosterd::http
