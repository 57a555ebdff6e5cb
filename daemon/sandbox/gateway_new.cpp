// api.dingtalk.com: HTTP statuses, {code, message, requestid}, the token in a header.
#include <algorithm>

#include "daemon/sandbox/admission.hpp"
#include "daemon/sandbox/gateway.hpp"

namespace rosterd::sandbox
{

namespace
{

using http::HttpServerRequest;
using NewOutcome = tl::expected<Json, NewRefusal>;

// [obtain-the-access-token-of-an-internal-app]
NewOutcome access_token(Parts& parts, Parameters& parameters, model::Instant now)
{
    const auto key = parameters.text("appKey").value_or("");
    if (!Tokens::accepts(parts.rules, key, parameters.text("appSecret").value_or(""))) {
        return refuse_new(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    }
    return Json{{"accessToken", parts.tokens.fetch(key, now)},
                {"expireIn", kTokenLifetime.count()}};
}

// [api-gettoken]: POST /v1.0/oauth2/{corpId}/token
NewOutcome corp_token(Parts& parts, Parameters& parameters, model::Instant now)
{
    const auto key = parameters.text("client_id").value_or("");
    if (parameters.text("grant_type").value_or("") != "client_credentials") {
        return refuse_new(400, "unsupported.grant.type", "grant_type is not supported");
    }
    if (!Tokens::accepts(parts.rules, key, parameters.text("client_secret").value_or(""))) {
        return refuse_new(400, "invalid.client", "client_id or client_secret is invalid");
    }
    if (parts.rules.corp_token_is_new) {
        parts.tokens.renew(key, parts.rules.corp_token_ends_last);
    }
    return Json{{"access_token", parts.tokens.fetch(key, now)},
                {"expires_in", kTokenLifetime.count()}};
}

// [develop-stream-mode-push-server]: no token, the application's id and secret
NewOutcome open_stream(Parts& parts, const HttpServerRequest& request, Parameters& parameters,
                       model::Instant now)
{
    if (!Tokens::accepts(parts.rules, parameters.text("clientId").value_or(""),
                         parameters.text("clientSecret").value_or(""))) {
        return refuse_new(401, "authFailed", "鉴权失败");
    }
    const auto* wanted = parameters.find("subscriptions");
    const Json every{{"type", "EVENT"}, {"topic", "*"}};
    if (wanted == nullptr || !wanted->is_array() ||
        std::ranges::find(*wanted, every) == wanted->end()) {
        return refuse_new(400, "invalidParameter.subscriptions",
                          R"(subscribe to {"type":"EVENT","topic":"*"})");
    }
    const auto host = request.headers.find("host");
    const std::string scheme = request.tls ? "wss://" : "ws://";
    return Json{{"endpoint", scheme + (host == request.headers.end() ? "127.0.0.1" : host->second) +
                                 "/connect"},
                {"ticket", parts.events.ticket(now)}};
}

bool is_corp_token(std::string_view path)
{
    return path.starts_with("/v1.0/oauth2/") && path.ends_with("/token") &&
           std::ranges::count(path, '/') == 4;
}

NewOutcome call(Parts& parts, const NewEndpoint& endpoint, const HttpServerRequest& request,
                Parameters& parameters, model::Instant now)
{
    const auto application = application_of(parts, request, now);
    if (!application) {
        return tl::unexpected{application.error()};
    }
    if (!in_pace(parts, *application, request.path, now)) {
        return refuse_new(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", message_of(90018));
    }
    if (!parts.monthly.admits(request.path, parts.rules, now)) {
        return refuse_new(403, "Forbidden.AccessDenied.ApiCountLimitForOrg", message_of(90020));
    }
    Company company{parts.organisation, parts.rules, now};
    return endpoint.answer(company, parameters);
}

const NewEndpoint* find(const HttpServerRequest& request)
{
    for (const auto& family :
         {account_endpoints(), hrm_endpoints(), robot_endpoints(), search_endpoints()}) {
        for (const auto& endpoint : family) {
            if (endpoint.path == request.path && endpoint.method == request.method) {
                return &endpoint;
            }
        }
    }
    return nullptr;
}

NewOutcome route(Parts& parts, const HttpServerRequest& request, Parameters& parameters,
                 model::Instant now)
{
    if (request.method == "POST" && request.path == "/v1.0/oauth2/accessToken") {
        return access_token(parts, parameters, now);
    }
    if (request.method == "POST" && is_corp_token(request.path)) {
        return corp_token(parts, parameters, now);
    }
    if (request.method == "POST" && request.path == "/v1.0/gateway/connections/open") {
        return open_stream(parts, request, parameters, now);
    }
    if (const auto* endpoint = find(request)) {
        return call(parts, *endpoint, request, parameters, now);
    }
    if (!parts.rules.path_before_token) {
        if (const auto application = application_of(parts, request, now); !application) {
            return tl::unexpected{application.error()};
        }
    }
    return refuse_new(404, "InvalidAction.NotFound",
                      "Specified api is not found, please check your url and method.");
}

} // namespace

GatewayAnswer answer_new(Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    const auto request_id = make_uuid(++parts.requests);
    auto parameters = Parameters::of(request);
    if (!parameters) {
        return {new_refusal({400, "invalidParameter", "the body is not JSON"}, request_id), ""};
    }
    const auto answer = route(parts, request, *parameters, now);
    auto target = parameters->text("userId").value_or("");
    if (!answer) {
        return {new_refusal(answer.error(), request_id), std::move(target)};
    }
    return {new_answer(*answer), std::move(target)};
}

} // namespace rosterd::sandbox
