#include "core/net/transport.hpp"

#include <optional>
#include <utility>

#include <sys/socket.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "core/net/tls.hpp"

namespace rosterd::net
{

namespace
{

namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;
using tcp = asio::ip::tcp;

IoResult result_of(const error_code& error, std::size_t bytes)
{
    return {bytes, !error, error == asio::error::eof, error ? error.message() : ""};
}

class SocketTransport final : public Transport, public std::enable_shared_from_this<SocketTransport>
{
public:
    using OpenDone = std::function<void(OpenOutcome, std::string)>;
    using IoDone = std::function<void(IoResult)>;

    SocketTransport(asio::io_context& io, std::shared_ptr<TlsSettings> settings)
        : settings_(std::move(settings)), resolver_(io), socket_(io)
    {
    }

    void open(const Endpoint& peer, OpenDone done) override
    {
        resolver_.async_resolve(
            peer.host, peer.port,
            [self = shared_from_this(), peer, done = std::move(done)](
                const error_code& error, const tcp::resolver::results_type& found) mutable {
                if (error || self->closed_) {
                    done(OpenOutcome::not_connected, error.message());
                    return;
                }
                self->connect(found, peer, std::move(done));
            });
    }

    void write(const std::string& text, IoDone done) override
    {
        auto handler = [self = shared_from_this(), done = std::move(done)](const error_code& error,
                                                                           std::size_t bytes) {
            done(result_of(error, bytes));
        };
        if (tls_) {
            asio::async_write(*tls_, asio::buffer(text), std::move(handler));
        } else {
            asio::async_write(socket_, asio::buffer(text), std::move(handler));
        }
    }

    void read(char* into, std::size_t size, IoDone done) override
    {
        auto handler = [self = shared_from_this(), done = std::move(done)](const error_code& error,
                                                                           std::size_t bytes) {
            done(result_of(error, bytes));
        };
        if (tls_) {
            tls_->async_read_some(asio::buffer(into, size), std::move(handler));
        } else {
            socket_.async_read_some(asio::buffer(into, size), std::move(handler));
        }
    }

    bool quiet() override
    {
        char byte = 0;
        const auto got =
            ::recv(socket_.native_handle(), &byte, sizeof byte, MSG_PEEK | MSG_DONTWAIT);
        return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    void close() override
    {
        closed_ = true;
        resolver_.cancel();
        error_code ignored; // closing is best effort: the connection is given up either way
        socket_.close(ignored);
    }

private:
    void connect(const tcp::resolver::results_type& found, const Endpoint& peer, OpenDone done)
    {
        asio::async_connect(socket_, found,
                            [self = shared_from_this(), peer, done = std::move(done)](
                                const error_code& error, const tcp::endpoint&) mutable {
                                if (error || self->closed_) {
                                    done(OpenOutcome::not_connected, error.message());
                                    return;
                                }
                                error_code ignored; // a slower connection still works
                                self->socket_.set_option(tcp::no_delay(true), ignored);
                                self->secure(peer, std::move(done));
                            });
    }

    void secure(const Endpoint& peer, OpenDone done)
    {
        if (!peer.tls) {
            done(OpenOutcome::open, "");
            return;
        }
        LoadedTls& settings = settings_->get();
        if (!settings.fault.empty()) {
            done(OpenOutcome::tls_refused, settings.fault);
            return;
        }
        tls_.emplace(socket_, settings.context);
        TlsSettings::expect_peer(*tls_, peer.host);
        tls_->async_handshake(
            ssl::stream_base::client,
            [self = shared_from_this(), done = std::move(done)](const error_code& error) {
                done(error ? OpenOutcome::tls_refused : OpenOutcome::open,
                     error ? error.message() : "");
            });
    }

    std::shared_ptr<TlsSettings> settings_;
    tcp::resolver resolver_;
    tcp::socket socket_;
    std::optional<ssl::stream<tcp::socket&>> tls_;
    bool closed_ = false;
};

class SocketMaker final : public TransportMaker
{
public:
    SocketMaker(asio::io_context& io, const std::string& ca_file)
        : io_(io), settings_(std::make_shared<TlsSettings>(ca_file))
    {
    }

    std::shared_ptr<Transport> make() override
    {
        return std::make_shared<SocketTransport>(io_, settings_);
    }

private:
    asio::io_context& io_;
    std::shared_ptr<TlsSettings> settings_;
};

} // namespace

std::shared_ptr<TransportMaker> make_transports(RealLoop& loop, const std::string& ca_file)
{
    return std::make_shared<SocketMaker>(*static_cast<asio::io_context*>(loop.native()), ca_file);
}

} // namespace rosterd::net
