// What POST /hooks/SOURCE answers: an HRIS says that something changed there. Its signature lets it
// in, and nothing else of it is believed: the source is read again.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/dingtalk/push_replay.hpp"
#include "daemon/config/settings.hpp"
#include "daemon/http/server.hpp"
#include "daemon/log/log.hpp"
#include "daemon/service/metrics.hpp"

namespace rosterd::service
{

class Hooks
{
public:
    // `keep` makes it durable that a source has to be read again, or throws: only then the HRIS
    // hears 200.
    Hooks(log::Log& log, Metrics& metrics, std::function<void(const std::string& source)> keep);

    // 200 once it is kept, or with Feishu's challenge; 401 for what is not signed as configured;
    // 403 for a time more than five minutes away, or the very message that came before; 404 for a
    // source without a webhook; 413 above 1 MiB.
    http::HttpServerResponse answer(const config::Settings& settings,
                                    const http::HttpServerRequest& request, model::Instant now);

private:
    http::HttpServerResponse take(const config::SourceSettings& source,
                                  const http::HttpServerRequest& request, model::Instant now);
    http::HttpServerResponse refuse(int status, const config::SourceSettings& source,
                                    const http::HttpServerRequest& request, const char* outcome,
                                    std::string_view why);

    log::Log& log_;
    Metrics& metrics_;
    std::function<void(const std::string&)> keep_;
    std::map<std::string, dingtalk::ReplayGuard> guards_; // by source
};

} // namespace rosterd::service
