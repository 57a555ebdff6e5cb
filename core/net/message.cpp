#include "core/net/message.hpp"

#include <algorithm>
#include <cctype>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace rosterd::net
{

namespace
{

namespace http = boost::beast::http;
using Parser = http::response_parser<http::string_body>;

constexpr std::uint32_t kMaxHeader = 64 * 1024;

bool breaks_lines(std::string_view text)
{
    return text.find_first_of(std::string_view{"\r\n\0", 3}) != std::string_view::npos;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

} // namespace

std::optional<Target> parse_target(const std::string& url)
{
    const auto parsed = boost::urls::parse_uri(url);
    // Boost 1.81 reads the host of "127.0.0.1.example.com" as 127.0.0.1 and the rest as the path.
    if (!parsed || parsed->host().empty() ||
        (!parsed->encoded_path().empty() && !parsed->encoded_path().starts_with('/'))) {
        return std::nullopt;
    }
    Target target;
    const std::string scheme = lower(parsed->scheme());
    if (scheme != "http" && scheme != "https") {
        return std::nullopt;
    }
    target.endpoint.tls = scheme == "https";
    target.endpoint.host = parsed->host_address();
    const std::string own_port = target.endpoint.tls ? "443" : "80";
    target.endpoint.port = parsed->has_port() ? std::string(parsed->port()) : own_port;
    target.host_header = std::string(parsed->encoded_host());
    if (target.endpoint.port != own_port) {
        target.host_header += ":" + target.endpoint.port;
    }
    target.path = std::string(parsed->encoded_resource());
    if (!target.path.starts_with('/')) {
        target.path.insert(0, "/");
    }
    return target;
}

std::optional<std::string> request_text(const HttpRequest& request, const Target& target,
                                        const std::string& user_agent)
{
    if (request.method.empty() || request.method.find_first_of(" \r\n") != std::string::npos) {
        return std::nullopt;
    }
    std::string text = request.method + " " + target.path +
                       " HTTP/1.1\r\nHost: " + target.host_header +
                       "\r\nUser-Agent: " + user_agent + "\r\n";
    for (const auto& [name, value] : request.headers) {
        if (name.empty() || name.find(':') != std::string::npos || breaks_lines(name) ||
            breaks_lines(value)) {
            return std::nullopt;
        }
        text.append(name).append(": ").append(value).append("\r\n");
    }
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

struct ResponseReader::State {
    std::string method;
    std::size_t max_body;
    std::string input; // what the parser has not taken yet
    std::optional<Parser> parser;

    void renew()
    {
        parser.emplace();
        parser->eager(true);
        parser->header_limit(kMaxHeader);
        parser->body_limit(max_body);
        parser->skip(method == "HEAD");
    }
    ReadState judge(const boost::system::error_code& error)
    {
        if (error == http::error::body_limit || error == http::error::header_limit) {
            return ReadState::too_large;
        }
        return error ? ReadState::malformed : ReadState::more;
    }
};

ResponseReader::ResponseReader(const std::string& method, std::size_t max_body)
    : state_(std::make_unique<State>())
{
    state_->method = method;
    state_->max_body = max_body;
    state_->renew();
}

ResponseReader::~ResponseReader() = default;

ReadState ResponseReader::feed(std::string_view bytes)
{
    state_->input.append(bytes);
    while (!state_->input.empty()) {
        boost::system::error_code error;
        const std::size_t used = state_->parser->put(boost::asio::buffer(state_->input), error);
        state_->input.erase(0, used);
        if (error == http::error::need_more) {
            return ReadState::more;
        }
        if (error) {
            return state_->judge(error);
        }
        if (state_->parser->is_done()) {
            if (state_->parser->get().result_int() >= 200) {
                return ReadState::done;
            }
            state_->renew();
        } else if (used == 0) {
            return ReadState::more;
        }
    }
    return ReadState::more;
}

ReadState ResponseReader::end()
{
    boost::system::error_code error;
    if (state_->parser->got_some()) {
        state_->parser->put_eof(error);
    }
    return !error && state_->parser->is_done() ? ReadState::done : ReadState::malformed;
}

bool ResponseReader::reusable() const
{
    return state_->parser->is_done() && state_->parser->keep_alive() && state_->input.empty();
}

HttpResponse ResponseReader::take()
{
    auto message = state_->parser->release();
    HttpResponse response;
    response.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
        std::string& value = response.headers[lower(
            std::string_view{field.name_string().data(), field.name_string().size()})];
        value += (value.empty() ? "" : ", ") + std::string(field.value()); // several make one list
    }
    response.body = std::move(message.body());
    return response;
}

} // namespace rosterd::net
