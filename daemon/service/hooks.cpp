#include "daemon/service/hooks.hpp"

#include <algorithm>
#include <utility>

#include "daemon/service/hook_signature.hpp"

namespace rosterd::service
{

namespace
{

using dingtalk::ReplayGuard;
using model::Json;

constexpr std::size_t kMostBytes = 1U << 20U; // hints are small
constexpr std::string_view kPrefix = "/hooks/";

http::HttpServerResponse json_answer(int status, const Json& json)
{
    http::HttpServerResponse response;
    response.status = status;
    response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return response;
}

std::string milliseconds(model::Instant at)
{
    return std::to_string(at.time_since_epoch().count());
}

} // namespace

Hooks::Hooks(log::Log& log, Metrics& metrics, std::function<void(const std::string&)> keep)
    : log_{log}, metrics_{metrics}, keep_{std::move(keep)}
{
}

http::HttpServerResponse Hooks::answer(const config::Settings& settings,
                                       const http::HttpServerRequest& request, model::Instant now)
{
    const std::string name = request.path.substr(kPrefix.size());
    const auto source = std::ranges::find(settings.sources, name, &config::SourceSettings::name);
    if (source == settings.sources.end() || !source->webhook) {
        return json_answer(404, {{"error", "no webhook is expected here"},
                                 {"hint", "sources: [{name: ..., webhook: {scheme: ..., secret: "
                                          "...}}] in the configuration"}});
    }
    if (request.method != "POST") {
        return json_answer(405, {{"error", "webhooks are posted"}, {"hint", "POST"}});
    }
    if (request.body.size() > kMostBytes) {
        return refuse(413, *source, request, "refused", "it is larger than 1 MiB");
    }
    if (source->webhook->scheme == config::HookScheme::feishu) {
        if (const auto challenge = challenge_of(*source->webhook, request.body)) {
            metrics_.hook(name, "challenge");
            log_.info("hook.challenge", {{"source", name}, {"peer", request.peer}});
            return json_answer(200, {{"challenge", *challenge}});
        }
    }
    return take(*source, request, now);
}

http::HttpServerResponse Hooks::take(const config::SourceSettings& source,
                                     const http::HttpServerRequest& request, model::Instant now)
{
    const auto hook = verify(*source.webhook, request.headers, request.body);
    if (!hook) {
        return refuse(401, source, request, "refused", to_string(hook.error()));
    }
    ReplayGuard& guard = guards_[source.name];
    const std::string sent = hook->sent ? milliseconds(*hook->sent) : "";
    const auto verdict =
        hook->sent ? guard.judge(sent, hook->nonce, now) : ReplayGuard::Verdict::fresh;
    if (verdict == ReplayGuard::Verdict::out_of_time) {
        return refuse(403, source, request, "late",
                      "it was sent more than five minutes ago or ahead: is this clock right?");
    }
    if (verdict == ReplayGuard::Verdict::repeated) {
        return refuse(403, source, request, "repeated", "this very message came before");
    }
    try {
        keep_(source.name);
    } catch (...) { // it may be sent again as it is
        guard.forget(sent, hook->nonce);
        throw;
    }
    metrics_.hook(source.name, "taken");
    log_.info("hook.received", {{"source", source.name}, {"peer", request.peer}});
    return json_answer(200, {{"accepted", true}});
}

http::HttpServerResponse Hooks::refuse(int status, const config::SourceSettings& source,
                                       const http::HttpServerRequest& request, const char* outcome,
                                       std::string_view why)
{
    metrics_.hook(source.name, outcome);
    log_.warning("hook.refused",
                 {{"source", source.name}, {"peer", request.peer}, {"message", why}});
    return json_answer(status, {{"error", why}});
}

} // namespace rosterd::service
