// HTTP/1.1 as text: where a request goes, how it is written, how an answer is read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/net/http.hpp"
#include "core/net/transport.hpp"

namespace rosterd::net
{

struct Target {
    Endpoint endpoint;
    std::string host_header; // with the port where it is not the scheme's own
    std::string path;        // path and query, at least "/"
};

// nullopt: not an absolute http or https URL.
std::optional<Target> parse_target(const std::string& url);

// nullopt: a method, header name or value that would break the message apart.
std::optional<std::string> request_text(const HttpRequest& request, const Target& target,
                                        const std::string& user_agent);

enum class ReadState { more, done, too_large, malformed };

// Is fed with what arrives. 1xx answers are passed over.
class ResponseReader
{
public:
    ResponseReader(const std::string& method, std::size_t max_body);
    ~ResponseReader();
    ReadState feed(std::string_view bytes);
    ReadState end();       // the peer closed: done only for an answer whose length that tells
    bool reusable() const; // done, and the connection may carry another request
    HttpResponse take();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rosterd::net
