// `listen`: the HTTP server with the API behind it.
#pragma once

#include <memory>

#include "daemon/http/server.hpp"
#include "daemon/log/log.hpp"
#include "daemon/service/api.hpp"

namespace rosterd::service
{

class Listener
{
public:
    // Where `parts.settings.listen` says, which must be set. What `parts` refers to outlives it.
    static model::Result<std::unique_ptr<Listener>> start(net::RealLoop& loop, log::Log& log,
                                                          ApiParts parts);

    void stop() { server_.stop(); } // requests under way are answered
    std::uint16_t port() const { return server_.port(); }

private:
    Listener(net::RealLoop& loop, log::Log& log, ApiParts parts);
    using Request = std::shared_ptr<const http::HttpServerRequest>;
    void respond_by(model::Duration end, const Request& request, const http::Respond& respond);

    net::RealLoop& loop_;
    ApiParts parts_;
    log::Log& log_;
    http::HttpServer server_;
};

} // namespace rosterd::service
