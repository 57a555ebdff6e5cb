#include "daemon/http/session.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "daemon/http/identity.hpp"
#include "daemon/http/target.hpp"
#include "daemon/http/websocket.hpp"

namespace rosterd::http
{

namespace
{

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bh = boost::beast::http;
using boost::system::error_code;
using tcp = asio::ip::tcp;

std::string lower(std::string_view text)
{
    std::string result{text};
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

HttpServerRequest to_request(bh::request<bh::string_body>&& message, const std::string& peer,
                             bool tls)
{
    HttpServerRequest request;
    request.method = std::string{message.method_string()};
    const std::string_view target{message.target().data(), message.target().size()};
    const auto question = target.find('?');
    request.path = url_decode(target.substr(0, question), false);
    if (question != std::string_view::npos) {
        request.query = std::string{target.substr(question + 1)};
        request.parameters = parse_form(request.query);
    }
    for (const auto& field : message) {
        const auto name = field.name_string();
        const auto value = field.value();
        request.headers[lower({name.data(), name.size()})] = std::string{value};
    }
    request.body = std::move(message.body());
    request.peer = peer;
    request.tls = tls;
    return request;
}

HttpServerResponse plain(int status, std::string text)
{
    HttpServerResponse response;
    response.status = status;
    response.content_type = "text/plain;charset=UTF-8";
    response.body = std::move(text);
    return response;
}

// It lives as long as an operation or a Respond holds it.
template <typename Stream>
class Connection final : public Session, public std::enable_shared_from_this<Connection<Stream>>
{
public:
    Connection(Stream stream, std::shared_ptr<HttpServerState> state)
        : stream_{std::move(stream)}, state_{std::move(state)}
    {
        error_code ignored;
        const auto remote = lowest().socket().remote_endpoint(ignored);
        peer_ = ignored ? std::string{} : remote.address().to_string();
        lowest().socket().set_option(tcp::no_delay{true}, ignored);
        state_->sessions.insert(this);
    }
    ~Connection() override { state_->sessions.erase(this); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // Once both sides agree on how to speak in secret, where they are to.
    void begin()
    {
        if constexpr (kSecured) {
            lowest().expires_after(state_->options.transfer);
            stream_.async_handshake(asio::ssl::stream_base::server,
                                    [self = this->shared_from_this()](error_code error) {
                                        error ? self->close() : self->read();
                                    });
        } else {
            read();
        }
    }

    void read()
    {
        if (state_->stopping) {
            return close();
        }
        idle_ = buffer_.size() == 0;
        parser_.emplace();
        parser_->body_limit(state_->options.max_body);
        parser_->header_limit(64 * 1024);
        lowest().expires_after(state_->options.idle);
        bh::async_read_header(stream_, buffer_, *parser_,
                              [self = this->shared_from_this()](error_code error, std::size_t) {
                                  self->on_header(error);
                              });
    }

    void close_if_idle() override
    {
        if (idle_) {
            close();
        }
    }

    void close() override
    {
        error_code ignored;
        lowest().socket().shutdown(tcp::socket::shutdown_both, ignored);
        lowest().close();
    }

private:
    static constexpr bool kSecured = std::is_same_v<Stream, SecuredStream>;

    beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

    void on_header(error_code error)
    {
        idle_ = false;
        if (error) {
            return refuse(error);
        }
        lowest().expires_after(state_->options.transfer);
        if (beast::iequals(parser_->get()[bh::field::expect], "100-continue")) {
            return say_continue();
        }
        read_body();
    }

    void say_continue()
    {
        auto go_on = std::make_shared<bh::response<bh::empty_body>>(bh::status::continue_, 11);
        bh::async_write(stream_, *go_on,
                        [self = this->shared_from_this(), go_on](error_code error, std::size_t) {
                            if (!error) {
                                self->read_body();
                            }
                        });
    }

    void read_body()
    {
        bh::async_read(stream_, buffer_, *parser_,
                       [self = this->shared_from_this()](error_code error, std::size_t) {
                           self->on_body(error);
                       });
    }

    void on_body(error_code error)
    {
        if (error) {
            return refuse(error);
        }
        if (!state_->handler) {
            return close();
        }
        lowest().expires_never();
        auto message = parser_->release();
        keep_alive_ = message.keep_alive();
        head_ = message.method() == bh::verb::head;
        if (state_->options.upgrade && beast::websocket::is_upgrade(message)) {
            return upgrade(std::move(message));
        }
        const auto request_number = ++requests_;
        auto respond = [self = this->shared_from_this(),
                        request_number](HttpServerResponse response) {
            if (self->answered_ < request_number) {
                self->answered_ = request_number;
                self->write(std::move(response));
            }
        };
        state_->handler(to_request(std::move(message), peer_, kSecured), std::move(respond));
    }

    void upgrade(bh::request<bh::string_body> message)
    {
        auto decided = state_->options.upgrade(
            to_request(bh::request<bh::string_body>{message}, peer_, kSecured));
        if (decided.refusal) {
            return write(std::move(*decided.refusal));
        }
        serve_websocket(std::move(stream_), std::move(message), std::move(decided), state_);
    }

    // The request could not be read: say why where the peer can still hear it, then close.
    void refuse(error_code error)
    {
        keep_alive_ = false;
        if (error == bh::error::body_limit) {
            return write(plain(413, "The request body is larger than this server accepts.\n"));
        }
        if (error == bh::error::header_limit) {
            return write(plain(431, "The request header is larger than this server accepts.\n"));
        }
        const bool malformed =
            error.category() == make_error_code(bh::error::bad_method).category() &&
            error != bh::error::end_of_stream && error != bh::error::partial_message;
        if (malformed) {
            return write(plain(400, "This is not an HTTP request: " + error.message() + "\n"));
        }
        close();
    }

    void write(HttpServerResponse response)
    {
        if (response.ending == Ending::nothing) {
            return close();
        }
        message_.emplace();
        message_->version(11);
        message_->result(static_cast<unsigned>(response.status));
        // An answer without a body says nothing about one (RFC 9110, 8.6).
        const bool bodiless = response.status == 204 || response.status == 304;
        if (!bodiless) {
            message_->set(bh::field::content_type, response.content_type);
        }
        for (const auto& [name, value] : response.headers) {
            message_->set(name, value);
        }
        keep_alive_ = keep_alive_ && !state_->stopping && response.ending == Ending::whole;
        message_->keep_alive(keep_alive_);
        if (!bodiless) {
            message_->content_length(response.body.size());
        }
        if (response.ending == Ending::cut) {
            response.body.resize(response.body.size() / 2);
        }
        if (!head_) {
            message_->body() = std::move(response.body);
        }
        lowest().expires_after(state_->options.transfer);
        bh::async_write(stream_, *message_,
                        [self = this->shared_from_this()](error_code error, std::size_t) {
                            self->on_written(error);
                        });
    }

    void on_written(error_code error)
    {
        if (error || !keep_alive_) {
            return close();
        }
        read();
    }

    Stream stream_;
    beast::flat_buffer buffer_;
    std::shared_ptr<HttpServerState> state_;
    std::optional<bh::request_parser<bh::string_body>> parser_;
    std::optional<bh::response<bh::string_body>> message_;
    std::string peer_;
    std::uint64_t requests_ = 0;
    std::uint64_t answered_ = 0;
    bool idle_ = true;
    bool keep_alive_ = false;
    bool head_ = false;
};

} // namespace

void serve(boost::asio::ip::tcp::socket socket, std::shared_ptr<HttpServerState> state)
{
    beast::tcp_stream stream{std::move(socket)};
    if (state->options.tls) {
        SecuredStream secured{std::move(stream), state->options.tls->context};
        std::make_shared<Connection<SecuredStream>>(std::move(secured), std::move(state))->begin();
    } else {
        std::make_shared<Connection<beast::tcp_stream>>(std::move(stream), std::move(state))
            ->begin();
    }
}

} // namespace rosterd::http
