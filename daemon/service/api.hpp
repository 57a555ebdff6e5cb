// What `listen` answers: health, metrics, and the API below /api/v1/. Decides from the request and
// the store alone; sockets are daemon/http's.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/state/store.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/cycle/read.hpp"
#include "daemon/http/server.hpp"
#include "daemon/service/health.hpp"
#include "daemon/service/metrics.hpp"

namespace rosterd::service
{

struct ApiParts {
    const config::Settings& settings;
    state::Store& store;
    std::vector<cycle::Source>& sources;
    Metrics& metrics;
    std::function<Health()> health;
    std::function<model::Instant()> now;
    std::function<void(const std::string& trigger, bool full)> ask; // for a run soon
    // An event DingTalk pushes; nothing where none are expected.
    std::function<std::optional<http::HttpServerResponse>(const http::HttpServerRequest&)> event;
    // What an HRIS posts below /hooks/.
    std::function<http::HttpServerResponse(const http::HttpServerRequest&)> hook;
};

// GET  /healthz /readyz /metrics, and with `Authorization: Bearer TOKEN`:
// GET  /api/v1/status /api/v1/runs /api/v1/runs/ID /api/v1/findings /api/v1/holds
// POST /dingtalk/events               where events are pushed; DingTalk's signature lets it in
// POST /hooks/SOURCE                  where a source has a webhook; its signature lets it in
// POST /api/v1/sources/NAME/records   202 once the records are durable
// POST /api/v1/sources/NAME/bulk      likewise, facts as SCIM writes them (daemon/scim)
// /scim/v2/...                        with the source's own token (daemon/scim)
// POST /api/v1/runs {"full": bool}    202, a run starts soon
// POST /api/v1/holds/ID/approve|reject {"by": ..., "reason": ...}
http::HttpServerResponse answer(ApiParts& parts, const http::HttpServerRequest& request);

} // namespace rosterd::service
