#include "daemon/service/listener.hpp"

#include <utility>

namespace rosterd::service
{

namespace
{

http::HttpServerOptions options_of(const config::Settings& settings)
{
    http::HttpServerOptions options;
    options.address = settings.listen->address;
    options.port = settings.listen->port;
    return options;
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
    : parts_{std::move(parts)}, log_{log},
      server_{loop, options_of(parts_.settings),
              [this](const http::HttpServerRequest& request, const http::Respond& respond) {
                  respond(answer_safely(request));
              }}
{
}

http::HttpServerResponse Listener::answer_safely(const http::HttpServerRequest& request)
{
    try {
        return answer(parts_, request);
    } catch (const std::exception& error) {
        log_.error("api.failed", {{"path", request.path}, {"message", error.what()}});
        http::HttpServerResponse response;
        response.status = 500;
        response.body = R"({"error":"this request could not be answered","hint":"see the log"})";
        return response;
    }
}

} // namespace rosterd::service
