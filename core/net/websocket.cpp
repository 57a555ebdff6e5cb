#include "core/net/websocket.hpp"

#include <utility>

#include "core/net/websocket_connection.hpp"

namespace rosterd::net
{

namespace
{

template <typename Next>
class Handle final : public WebSocket
{
public:
    explicit Handle(std::shared_ptr<WebSocketConnection<Next>> session)
        : session_{std::move(session)}
    {
    }
    ~Handle() override { session_->leave(); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    void send(std::string message) override { session_->send(std::move(message)); }
    void ping() override { session_->ping(); }

private:
    std::shared_ptr<WebSocketConnection<Next>> session_;
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
            return begin<PlainStream>(std::move(*target), std::move(handlers));
        }
        LoadedTls& settings = tls_.get();
        if (!settings.fault.empty()) {
            return std::make_unique<Stillborn>(loop_, std::move(handlers),
                                               NetError{NetErrorKind::tls, settings.fault});
        }
        return begin<SecuredStream>(std::move(*target), std::move(handlers), settings.context);
    }

private:
    template <typename Next, typename... Arguments>
    std::unique_ptr<WebSocket> begin(Target target, WebSocketHandlers handlers,
                                     Arguments&... arguments)
    {
        auto& io = *static_cast<boost::asio::io_context*>(loop_.native());
        auto session = std::make_shared<WebSocketConnection<Next>>(
            io, std::move(target), std::move(handlers), options_, arguments...);
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
