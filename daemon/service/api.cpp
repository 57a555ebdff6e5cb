#include "daemon/service/api.hpp"

#include "daemon/cycle/decide.hpp"
#include "daemon/cycle/findings.hpp"
#include "daemon/http/bearer.hpp"
#include "daemon/scim/server.hpp"
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
    const auto answer = cycle::decide(parts.store, parts.settings.policy.approval,
                                      {id, approve, by, reason}, parts.now());
    switch (answer.said) {
    case cycle::Said::nothing:
        return refuse(404, "there is no open hold " + id, "GET /api/v1/holds lists them");
    case cycle::Said::no_name:
        return refuse(400, "who decides is missing", "{\"by\": \"name\", \"reason\": \"why\"}");
    case cycle::Said::no_reason:
        return refuse(400, "a reason is required", "{\"by\": \"name\", \"reason\": \"why\"}");
    case cycle::Said::again:
        return refuse(409, by + " has approved " + id + " already", "somebody else has to, too");
    case cycle::Said::waits:
    case cycle::Said::decided:
        break;
    }
    const bool decided = answer.said == cycle::Said::decided;
    if (approve && decided) {
        parts.ask("approve", false);
    }
    Json out{{"hold", id},
             {"status", !decided  ? "open"
                        : approve ? "approved"
                                  : "rejected"},
             {"by", by}};
    if (approve) {
        out.update(approval_json(answer));
    }
    return json_answer(200, out);
}

Json holds_json(ApiParts& parts)
{
    Json list = Json::array();
    for (const state::StoredHold& stored : parts.store.journal().holds(true)) {
        list.push_back(hold_json(stored, parts.settings.policy.approval));
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
        return json_answer(200, {{"holds", holds_json(parts)}});
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

scim::ServerParts scim_parts(ApiParts& parts)
{
    return {parts.settings, parts.store, parts.now,
            [&parts](const std::string& source, std::size_t changes) {
                parts.metrics.pushed(source, changes);
                parts.ask("scim", false);
            }};
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
    if (request.path.starts_with("/hooks/")) {
        return parts.hook(request);
    }
    if (request.path.starts_with("/scim/")) {
        return scim::answer(scim_parts(parts), request);
    }
    constexpr std::string_view prefix = "/api/v1/";
    if (!request.path.starts_with(prefix)) {
        return refuse(404, "there is nothing here", "/healthz /readyz /metrics /api/v1/status");
    }
    const std::string& token = parts.settings.listen->token;
    const auto path = parts_of(request.path.substr(prefix.size()));
    if (request.method == "POST" && path.size() == 3 && path[0] == "sources" && path[2] == "bulk") {
        return scim::answer_facts(scim_parts(parts), path[1], request,
                                  http::shows_token(request, token));
    }
    if (token.empty()) {
        return refuse(403, "no token is configured, so everyone is refused",
                      "listen: {token: ${file:PATH}} in the configuration");
    }
    if (!http::shows_token(request, token)) {
        auto response = refuse(401, "the token is missing or wrong", "Authorization: Bearer TOKEN");
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    if (request.method == "GET") {
        return get(parts, path);
    }
    if (request.method == "POST") {
        return post(parts, path, request);
    }
    return refuse(405, "this method is not used here", "GET or POST");
}

} // namespace rosterd::service
