// HTTP(S) as a port. One request, one answer or one error, always called back exactly once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "core/net/loop.hpp"

namespace rosterd::net
{

enum class NetErrorKind {
    refused,   // not connected: nothing was sent
    tls,       // the peer's certificate or handshake was not accepted: nothing was sent
    timed_out, // the deadline passed; the peer may have acted
    broken,    // the connection broke after the request left; the peer may have acted
    too_large, // the answer is larger than allowed
    invalid,   // the URL or the request is wrong: nothing was sent
    cancelled,
};

struct NetError {
    NetErrorKind kind = NetErrorKind::broken;
    std::string message;
    bool sent = false; // true: the request may have reached the peer
};

struct HttpRequest {
    std::string method = "POST";
    std::string url; // absolute, http or https
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Duration timeout{std::chrono::seconds{20}}; // from the call to the end of the answer
    std::size_t max_body = std::size_t{8} * 1024 * 1024;
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
    // From when the request's first byte was handed to its connection, which was open then, to the
    // answer's last; 1 ms at least. Zero: not measured.
    Duration took{0};
};

using HttpResult = tl::expected<HttpResponse, NetError>;
using HttpCallback = std::function<void(HttpResult)>;

class HttpClient
{
public:
    virtual ~HttpClient() = default;
    // The callback comes on the loop's thread, never inside this call.
    virtual void send(HttpRequest request, HttpCallback callback) = 0;
};

std::string url_encode(const std::string& text); // for a query's value

} // namespace rosterd::net
