#include "daemon/service/listener.hpp"

#include <utility>

#include "daemon/scim/server.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;

// Who pushes often has no second try, so a request waits for a run's writes; not for ever, since
// whoever asks gives up, too.
constexpr model::Duration kPatience = 5s;
constexpr model::Duration kAgain = 50ms;
constexpr const char* kRetryAfter = "5"; // seconds

http::HttpServerOptions options_of(const config::Settings& settings)
{
    http::HttpServerOptions options;
    options.address = settings.listen->address;
    options.port = settings.listen->port;
    return options;
}

http::HttpServerResponse trouble(int status, const char* error, const char* hint)
{
    http::HttpServerResponse response;
    response.status = status;
    response.body = model::Json{{"error", error}, {"hint", hint}}.dump() + "\n";
    return response;
}

// In the form that the caller understands.
http::HttpServerResponse trouble_for(const std::string& path, int status, const char* error,
                                     const char* hint)
{
    return path.starts_with("/scim/") ? scim::trouble(status, std::string{error} + "; " + hint)
                                      : trouble(status, error, hint);
}

http::HttpServerResponse busy(const std::string& path)
{
    auto response =
        trouble_for(path, 503, "the state is busy: a run or another program writes to it",
                    "send the same again after the seconds that Retry-After names");
    response.headers.emplace_back("Retry-After", kRetryAfter);
    return response;
}

} // namespace

model::Result<std::unique_ptr<Listener>> Listener::start(net::RealLoop& loop, log::Log& log,
                                                         ApiParts parts)
{
    std::unique_ptr<Listener> listener{new Listener{loop, log, std::move(parts)}};
    if (const auto port = listener->server_.start(); !port) {
        return tl::unexpected(port.error());
    }
    return listener;
}

Listener::Listener(net::RealLoop& loop, log::Log& log, ApiParts parts)
    : loop_{loop}, parts_{std::move(parts)}, log_{log},
      server_{loop, options_of(parts_.settings),
              [this](http::HttpServerRequest request, const http::Respond& respond) {
                  respond_by(loop_.steady() + kPatience,
                             std::make_shared<http::HttpServerRequest>(std::move(request)),
                             respond);
              }}
{
}

// Asks the state again and again rather than waiting in it: others are answered meanwhile.
void Listener::respond_by(model::Duration end, const Request& request, const http::Respond& respond)
{
    try {
        respond(answer(parts_, *request));
    } catch (const state::StoreBusy&) {
        if (loop_.steady() >= end) {
            log_.warning("api.busy", {{"path", request->path},
                                      {"message", "a run or another program writes to the state"}});
            respond(busy(request->path));
            return;
        }
        loop_.after(kAgain, [this, end, request, respond] { respond_by(end, request, respond); });
    } catch (const std::exception& error) {
        log_.error("api.failed", {{"path", request->path}, {"message", error.what()}});
        respond(
            trouble_for(request->path, 500, "this request could not be answered", "see the log"));
    }
}

} // namespace rosterd::service
