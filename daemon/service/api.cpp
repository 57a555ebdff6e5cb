#include "daemon/service/api.hpp"

#include <boost/beast/core/string.hpp>
#include <openssl/crypto.h>

#include "daemon/cycle/decide.hpp"
#include "daemon/cycle/findings.hpp"
#include "daemon/service/status.hpp"

namespace rosterd::service
{

namespace
{

using http::HttpServerRequest;
using http::HttpServerResponse;
using model::Json;

HttpServerResponse json_answer(int status, const Json& json)
{
    HttpServerResponse response;
    response.status = status;
    response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    return response;
}

HttpServerResponse refuse(int status, const std::string& error, const std::string& hint = {})
{
    return json_answer(status, {{"error", error}, {"hint", hint}});
}

HttpServerResponse text_answer(int status, std::string text)
{
    HttpServerResponse response;
    response.status = status;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = std::move(text);
    return response;
}

// The scheme's case does not matter (RFC 9110, 11.1). The token is compared in constant time: how
// long the answer takes tells nothing about it.
bool token_fits(const std::string& token, const HttpServerRequest& request)
{
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.headers.find("authorization");
    const std::string given = header == request.headers.end() ? "" : header->second;
    return given.size() == scheme.size() + token.size() &&
           boost::beast::iequals(given.substr(0, scheme.size()), scheme) &&
           CRYPTO_memcmp(given.data() + scheme.size(), token.data(), token.size()) == 0;
}

HttpServerResponse readyz(ApiParts& parts)
{
    const Health health = parts.health();
    Json reasons = Json::array();
    if (health.last_outcome.empty()) {
        reasons.push_back("no run has ended yet");
    }
    if (health.last_outcome == "unreachable") {
        reasons.push_back(health.message);
    }
    if (health.dingtalk_trouble) {
        reasons.push_back("DingTalk does not answer: " + *health.dingtalk_trouble);
    }
    if (health.last_outcome == "failed") {
        reasons.push_back("the last run failed: " + health.message);
    }
    Json answer{{"ready", reasons.empty()},
                {"reasons", reasons},
                {"last_outcome", health.last_outcome},
                {"schema", parts.store.schema_version()}};
    if (health.kept_configuration) {
        answer["configuration"] =
            "the old one is in force: " + *health.kept_configuration + "; the log says more";
    }
    return json_answer(reasons.empty() ? 200 : 503, answer);
}

HttpServerResponse push_records(ApiParts& parts, const std::string& name,
                                const HttpServerRequest& request)
{
    for (cycle::Source& source : parts.sources) {
        if (source.name != name) {
            continue;
        }
        const Json body = Json::parse(request.body, nullptr, false);
        if (body.is_discarded()) {
            return refuse(400, "the body is not JSON",
                          "{\"records\":[{\"employee_id\":\"E1\",...}]}");
        }
        const auto accepted = source.connector->accept_push(body);
        if (!accepted) {
            const bool pushable = accepted.error().kind != model::ErrorKind::not_found;
            return refuse(pushable ? 400 : 404, accepted.error().message, accepted.error().hint);
        }
        const auto id = parts.store.runs().push(name, body, parts.now());
        parts.metrics.pushed(name, *accepted);
        parts.ask("push", false);
        return json_answer(202, {{"accepted", *accepted}, {"batch", id}});
    }
    return refuse(404, "there is no source named " + name, "see 'sources:' in the configuration");
}

HttpServerResponse decide(ApiParts& parts, const std::string& id, bool approve,
                          const HttpServerRequest& request)
{
    const Json body = Json::parse(request.body.empty() ? "{}" : request.body, nullptr, false);
    if (!body.is_object() || !body.contains("by") || !body["by"].is_string()) {
        return refuse(400, "who decides is missing", "{\"by\": \"name\", \"reason\": \"why\"}");
    }
    const std::string by = body["by"];
    const std::string reason = body.contains("reason") && body["reason"].is_string()
                                   ? body["reason"].get<std::string>()
                                   : std::string{};
    if (!cycle::decide(parts.store, {id, approve, by, reason}, parts.now())) {
        return refuse(404, "there is no open hold " + id, "GET /api/v1/holds lists them");
    }
    if (approve) {
        parts.ask("approve", false);
    }
    return json_answer(200,
                       {{"hold", id}, {"status", approve ? "approved" : "rejected"}, {"by", by}});
}

Json holds_json(state::Store& store)
{
    Json list = Json::array();
    for (const state::StoredHold& stored : store.journal().holds(true)) {
        Json one = stored.hold;
        one["status"] = stored.status;
        one["created_at"] = model::to_string(stored.created);
        one["held_operations"] = stored.operations;
        list.push_back(std::move(one));
    }
    return list;
}

std::vector<std::string> parts_of(const std::string& path)
{
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at < path.size()) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (end > at) {
            out.push_back(path.substr(at, end - at));
        }
        at = end + 1;
    }
    return out;
}

HttpServerResponse get(ApiParts& parts, const std::vector<std::string>& path)
{
    if (path.size() == 1 && path[0] == "status") {
        return json_answer(200, status_json(parts.settings, parts.store, parts.now()));
    }
    if (path.size() == 1 && path[0] == "findings") {
        return json_answer(200, {{"findings", cycle::all_findings(parts.store)}});
    }
    if (path.size() == 1 && path[0] == "holds") {
        return json_answer(200, {{"holds", holds_json(parts.store)}});
    }
    if (path.size() == 1 && path[0] == "runs") {
        Json list = Json::array();
        for (const state::Run& run : parts.store.runs().history(50)) {
            list.push_back(run_json(run));
        }
        return json_answer(200, {{"runs", list}});
    }
    if (path.size() == 2 && path[0] == "runs") {
        const auto run = parts.store.runs().run(path[1]);
        return run ? json_answer(200, run_json(*run)) : refuse(404, "there is no run " + path[1]);
    }
    return refuse(404, "there is nothing here", "GET /api/v1/status");
}

HttpServerResponse post(ApiParts& parts, const std::vector<std::string>& path,
                        const HttpServerRequest& request)
{
    if (path.size() == 3 && path[0] == "sources" && path[2] == "records") {
        return push_records(parts, path[1], request);
    }
    if (path.size() == 3 && path[0] == "holds" && (path[2] == "approve" || path[2] == "reject")) {
        return decide(parts, path[1], path[2] == "approve", request);
    }
    if (path.size() == 1 && path[0] == "runs") {
        const Json body = Json::parse(request.body.empty() ? "{}" : request.body, nullptr, false);
        if (!body.is_object()) {
            return refuse(400, "the body is no JSON object", "{\"full\": true}, or nothing");
        }
        const bool full = body.value("full", Json{}) == true;
        parts.ask("api", full);
        return json_answer(202, {{"started", "soon"}, {"full", full}});
    }
    return refuse(404, "there is nothing here to post to");
}

} // namespace

http::HttpServerResponse answer(ApiParts& parts, const HttpServerRequest& request)
{
    const bool only_told =
        request.path == "/healthz" || request.path == "/readyz" || request.path == "/metrics";
    if (only_told && request.method != "GET" && request.method != "HEAD") {
        return refuse(405, "this is only to be read", "GET " + request.path);
    }
    if (request.path == "/healthz") {
        return json_answer(200, {{"alive", true}});
    }
    if (request.path == "/readyz") {
        return readyz(parts);
    }
    if (request.path == "/metrics") {
        return text_answer(200, parts.metrics.text(parts.store, parts.health()));
    }
    if (request.path == "/dingtalk/events") {
        auto response = parts.event(request);
        return response ? std::move(*response)
                        : refuse(404, "no events are expected here",
                                 "dingtalk: {events: {push: ...}} in the configuration");
    }
    constexpr std::string_view prefix = "/api/v1/";
    if (!request.path.starts_with(prefix)) {
        return refuse(404, "there is nothing here", "/healthz /readyz /metrics /api/v1/status");
    }
    const std::string& token = parts.settings.listen->token;
    if (token.empty()) {
        return refuse(403, "no token is configured, so everyone is refused",
                      "listen: {token: ${file:PATH}} in the configuration");
    }
    if (!token_fits(token, request)) {
        auto response = refuse(401, "the token is missing or wrong", "Authorization: Bearer TOKEN");
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    const auto path = parts_of(request.path.substr(prefix.size()));
    if (request.method == "GET") {
        return get(parts, path);
    }
    if (request.method == "POST") {
        return post(parts, path, request);
    }
    return refuse(405, "this method is not used here", "GET or POST");
}

} // namespace rosterd::service
