// The pool: which connection carries which request, and what a failure at each point means for the
// caller. Reading and writing bytes is transport.cpp, HTTP itself is message.cpp.
#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <set>

#include "core/net/asio.hpp"
#include "core/net/message.hpp"
#include "core/net/transport.hpp"

namespace rosterd::net
{

namespace
{

struct Exchange {
    HttpRequest request;
    HttpCallback callback;
    Target target;
    std::string text;
    TimerId deadline = 0;
    Duration written{0};  // when it was given to a connection
    bool sent = false;    // a byte of it may have reached the peer
    bool retried = false; // once on a fresh connection is all it gets
    bool ended = false;
};
using ExchangePtr = std::shared_ptr<Exchange>;

struct Connection {
    Endpoint endpoint;
    std::shared_ptr<Transport> transport;
    std::array<char, std::size_t{16} * 1024> buffer{};
    std::unique_ptr<ResponseReader> reader;
    ExchangePtr exchange; // null while idle
    TimerId connecting = 0;
    Duration idle_since{0};
    bool used_before = false;
    bool dropped = false;
};
using ConnectionPtr = std::shared_ptr<Connection>;

struct Host {
    std::vector<ConnectionPtr> idle; // the latest used last
    std::set<ConnectionPtr> open;    // idle and busy
    std::deque<ExchangePtr> waiting;
};

std::string name_of(const Endpoint& peer)
{
    return peer.host + ":" + peer.port;
}

class Pool : public std::enable_shared_from_this<Pool>
{
public:
    Pool(RealLoop& loop, HttpOptions options)
        : loop_(loop), options_(std::move(options)),
          transports_(make_transports(loop, options_.ca_file))
    {
    }

    void send(HttpRequest request, HttpCallback callback)
    {
        auto exchange = std::make_shared<Exchange>();
        exchange->callback = std::move(callback);
        const auto target = parse_target(request.url);
        const auto text = target ? request_text(request, *target, options_.user_agent)
                                 : std::optional<std::string>{};
        if (!text) {
            loop_.post([exchange] {
                exchange->callback(tl::unexpected(NetError{
                    NetErrorKind::invalid, "the URL or a header of the request is not valid"}));
            });
            return;
        }
        exchange->target = *target;
        exchange->text = *text;
        exchange->request = std::move(request);
        exchange->deadline =
            loop_.after(exchange->request.timeout, [weak = weak_from_this(), exchange] {
                if (const auto self = weak.lock()) {
                    self->time_out(exchange);
                }
            });
        exchanges_.insert(exchange);
        hosts_[target->endpoint].waiting.push_back(exchange);
        pump(target->endpoint);
    }

    void cancel_all()
    {
        for (const ExchangePtr& exchange : std::exchange(exchanges_, {})) {
            exchange->ended = true;
            loop_.cancel(exchange->deadline);
            loop_.post([exchange] {
                exchange->callback(tl::unexpected(
                    NetError{NetErrorKind::cancelled, "the client was closed", exchange->sent}));
            });
        }
        for (auto& [endpoint, host] : hosts_) {
            for (const ConnectionPtr& connection : host.open) {
                loop_.cancel(connection->connecting);
                connection->dropped = true;
                connection->transport->close();
            }
        }
        hosts_.clear();
    }

private:
    void pump(const Endpoint& endpoint)
    {
        Host& host = hosts_[endpoint];
        drop_stale(host);
        while (!host.waiting.empty()) {
            ConnectionPtr connection;
            if (!host.idle.empty()) {
                connection = host.idle.back();
            } else if (host.open.size() >= std::max<std::size_t>(options_.connections, 1)) {
                return;
            }
            ExchangePtr exchange = host.waiting.front();
            host.waiting.pop_front();
            if (exchange->ended) {
                continue;
            }
            if (connection) {
                host.idle.pop_back();
                write(connection, exchange);
            } else {
                open(host, endpoint, exchange);
            }
        }
    }

    // An idle connection the peer has closed in the meantime would swallow a request and leave
    // everyone guessing whether it was carried out.
    void drop_stale(Host& host)
    {
        std::erase_if(host.idle, [&](const ConnectionPtr& connection) {
            const bool stale = loop_.steady() - connection->idle_since >= options_.idle ||
                               !connection->transport->quiet();
            if (stale) {
                connection->dropped = true;
                connection->transport->close();
                host.open.erase(connection);
            }
            return stale;
        });
    }

    void open(Host& host, const Endpoint& endpoint, const ExchangePtr& exchange)
    {
        auto connection = std::make_shared<Connection>();
        connection->endpoint = endpoint;
        connection->transport = transports_->make();
        connection->exchange = exchange;
        host.open.insert(connection);
        const Duration wait = options_.connect_timeout;
        connection->connecting = loop_.after(wait, [weak = weak_from_this(), connection, wait] {
            if (const auto self = weak.lock()) {
                self->fail(connection, NetErrorKind::refused,
                           "no connection within " + std::to_string(wait.count()) + " ms");
            }
        });
        connection->transport->open(endpoint, [weak = weak_from_this(), connection](
                                                  OpenOutcome outcome, const std::string& message) {
            const auto self = weak.lock();
            if (self && !connection->dropped) {
                self->loop_.cancel(connection->connecting);
                self->opened(connection, outcome, message);
            }
        });
    }

    void opened(const ConnectionPtr& connection, OpenOutcome outcome, const std::string& message)
    {
        switch (outcome) {
        case OpenOutcome::open:
            write(connection, connection->exchange);
            return;
        case OpenOutcome::not_connected:
            fail(connection, NetErrorKind::refused, message);
            return;
        case OpenOutcome::tls_refused:
            fail(connection, NetErrorKind::tls, message);
            return;
        }
    }

    void write(const ConnectionPtr& connection, const ExchangePtr& exchange)
    {
        connection->exchange = exchange;
        connection->reader =
            std::make_unique<ResponseReader>(exchange->request.method, exchange->request.max_body);
        exchange->written = loop_.steady();
        exchange->sent = true; // until the write is known to have failed at its first byte
        connection->transport->write(
            exchange->text, [weak = weak_from_this(), connection, exchange](const IoResult& io) {
                const auto self = weak.lock();
                if (!self || connection->dropped) {
                    return;
                }
                if (io.ok) {
                    self->read(connection);
                    return;
                }
                exchange->sent = io.bytes > 0;
                self->write_failed(connection, exchange, io.message);
            });
    }

    void write_failed(const ConnectionPtr& connection, const ExchangePtr& exchange,
                      const std::string& message)
    {
        if (exchange->sent || exchange->retried || !connection->used_before) {
            fail(connection, exchange->sent ? NetErrorKind::broken : NetErrorKind::refused,
                 message);
            return;
        }
        exchange->retried = true;
        connection->exchange = nullptr;
        hosts_[connection->endpoint].waiting.push_front(exchange);
        drop(connection);
    }

    void read(const ConnectionPtr& connection)
    {
        connection->transport->read(connection->buffer.data(), connection->buffer.size(),
                                    [weak = weak_from_this(), connection](const IoResult& io) {
                                        const auto self = weak.lock();
                                        if (self && !connection->dropped) {
                                            self->got(connection, io);
                                        }
                                    });
    }

    void got(const ConnectionPtr& connection, const IoResult& io)
    {
        ReadState state = ReadState::more;
        if (io.ok) {
            state = connection->reader->feed({connection->buffer.data(), io.bytes});
        } else {
            state = io.clean_end ? connection->reader->end() : ReadState::malformed;
        }
        switch (state) {
        case ReadState::more:
            read(connection);
            return;
        case ReadState::done:
            answer(connection);
            return;
        case ReadState::too_large:
            fail(connection, NetErrorKind::too_large, "the answer is larger than allowed");
            return;
        case ReadState::malformed:
            fail(connection, NetErrorKind::broken,
                 io.ok ? "the answer is not HTTP" : "the answer was cut short");
            return;
        }
    }

    void answer(const ConnectionPtr& connection)
    {
        const ExchangePtr exchange = std::exchange(connection->exchange, nullptr);
        const bool reusable = connection->reader->reusable();
        HttpResponse response = connection->reader->take();
        response.took = std::max(loop_.steady() - exchange->written, Duration{1});
        if (reusable) {
            connection->used_before = true;
            connection->idle_since = loop_.steady();
            hosts_[connection->endpoint].idle.push_back(connection);
            pump(connection->endpoint);
        } else {
            drop(connection);
        }
        finish(exchange, std::move(response));
    }

    void fail(const ConnectionPtr& connection, NetErrorKind kind, const std::string& message)
    {
        const ExchangePtr exchange = std::exchange(connection->exchange, nullptr);
        const std::string peer = name_of(connection->endpoint);
        drop(connection);
        finish(exchange, tl::unexpected(NetError{kind, peer + ": " + message, exchange->sent}));
    }

    void time_out(const ExchangePtr& exchange)
    {
        const Endpoint endpoint = exchange->target.endpoint;
        Host& host = hosts_[endpoint];
        const auto carrying =
            std::find_if(host.open.begin(), host.open.end(),
                         [&](const ConnectionPtr& each) { return each->exchange == exchange; });
        const std::string message =
            "no answer within " + std::to_string(exchange->request.timeout.count()) + " ms";
        if (carrying != host.open.end()) {
            fail(ConnectionPtr{*carrying}, NetErrorKind::timed_out, message);
            return;
        }
        finish(exchange, tl::unexpected(NetError{NetErrorKind::timed_out,
                                                 name_of(endpoint) + ": " + message, false}));
    }

    void drop(const ConnectionPtr& connection)
    {
        connection->dropped = true;
        loop_.cancel(connection->connecting);
        connection->transport->close();
        hosts_[connection->endpoint].open.erase(connection);
        pump(connection->endpoint);
    }

    void finish(const ExchangePtr& exchange, HttpResult result)
    {
        if (std::exchange(exchange->ended, true)) {
            return;
        }
        loop_.cancel(exchange->deadline);
        exchanges_.erase(exchange);
        exchange->callback(std::move(result));
    }

    RealLoop& loop_;
    HttpOptions options_;
    std::shared_ptr<TransportMaker> transports_;
    std::map<Endpoint, Host> hosts_;
    std::set<ExchangePtr> exchanges_;
};

class PooledClient final : public HttpClient
{
public:
    PooledClient(RealLoop& loop, HttpOptions options)
        : pool_(std::make_shared<Pool>(loop, std::move(options)))
    {
    }
    ~PooledClient() override { pool_->cancel_all(); }
    PooledClient(const PooledClient&) = delete;
    PooledClient& operator=(const PooledClient&) = delete;
    void send(HttpRequest request, HttpCallback callback) override
    {
        pool_->send(std::move(request), std::move(callback));
    }

private:
    std::shared_ptr<Pool> pool_;
};

} // namespace

std::unique_ptr<HttpClient> make_http_client(RealLoop& loop, HttpOptions options)
{
    return std::make_unique<PooledClient>(loop, std::move(options));
}

} // namespace rosterd::net
