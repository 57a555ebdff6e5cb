// The real loop and the real HTTP client, over Boost.Asio and Beast. Boost stays behind this
// header.
#pragma once

#include <memory>
#include <string>

#include "core/net/http.hpp"
#include "core/net/loop.hpp"

namespace rosterd::net
{

class RealLoop : public Loop
{
public:
    virtual void run() = 0;  // until nothing is left to do or stop() was called
    virtual void stop() = 0; // may be called from any thread
    // Called from any thread: runs `work` on the loop's thread.
    virtual void post_from_anywhere(std::function<void()> work) = 0;
    // The boost::asio::io_context, for code that must have it.
    virtual void* native() = 0;
};

std::unique_ptr<RealLoop> make_loop();

struct HttpOptions {
    std::string ca_file;          // empty: the system's
    std::size_t connections = 16; // per host, kept alive
    Duration connect_timeout{std::chrono::seconds{5}};
    Duration idle{std::chrono::seconds{50}};
    std::string user_agent = "rosterd";
};

// TLS 1.2 or newer, certificate and host name verified. The loop must outlive the client.
std::unique_ptr<HttpClient> make_http_client(RealLoop& loop, HttpOptions options = {});

} // namespace rosterd::net
