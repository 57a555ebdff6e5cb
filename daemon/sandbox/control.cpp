#include "daemon/sandbox/control.hpp"

#include <charconv>
#include <optional>
#include <sstream>

#include "daemon/sandbox/control_events.hpp"
#include "daemon/sandbox/control_invitations.hpp"
#include "daemon/sandbox/control_limits.hpp"
#include "daemon/sandbox/control_rules.hpp"
#include "daemon/sandbox/gateway.hpp"
#include "daemon/sandbox/organisation_json.hpp"

namespace rosterd::sandbox
{

namespace
{

using http::HttpServerRequest;
using http::HttpServerResponse;

HttpServerResponse json_response(int status, const Json& body)
{
    HttpServerResponse response;
    response.status = status;
    response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return response;
}

HttpServerResponse wrong(int status, const std::string& message)
{
    return json_response(status, {{"error", message}});
}

std::uint64_t number_parameter(const HttpServerRequest& request, const std::string& name,
                               std::uint64_t otherwise)
{
    const auto found = request.parameters.find(name);
    if (found == request.parameters.end()) {
        return otherwise;
    }
    std::uint64_t number = otherwise;
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
    return number;
}

HttpServerResponse calls(Parts& parts, const HttpServerRequest& request)
{
    if (request.method == "DELETE") {
        parts.calls.clear();
        return json_response(200, {{"cleared", true}});
    }
    return json_response(200, parts.calls.to_json(number_parameter(request, "since", 0),
                                                  number_parameter(request, "limit", 10'000)));
}

// A company of 100,000 is 50 MB: who has it already is told only that it is the same.
HttpServerResponse organisation(const Parts& parts, const HttpServerRequest& request)
{
    const std::string mark = '"' + std::to_string(parts.organisation.revision()) + '"';
    HttpServerResponse response;
    response.headers.emplace_back("ETag", mark);
    const auto known = request.headers.find("if-none-match");
    if (known != request.headers.end() && known->second == mark) {
        response.status = 304;
        return response;
    }
    std::ostringstream out;
    write_json(out, parts.organisation);
    response.body = out.str();
    return response;
}

HttpServerResponse add_faults(Parts& parts, const HttpServerRequest& request)
{
    auto list = Json::parse(request.body, nullptr, false);
    if (list.is_object()) {
        list = Json::array({list});
    }
    if (!list.is_array()) {
        return wrong(400, "send a JSON list of faults");
    }
    std::vector<Fault> faults;
    for (const auto& item : list) {
        auto fault = fault_from_json(item);
        if (!fault) {
            return wrong(400, fault.error().message + "; " + fault.error().hint);
        }
        faults.push_back(std::move(*fault));
    }
    for (auto& fault : faults) {
        parts.faults.add(std::move(fault));
    }
    return json_response(200, parts.faults.to_json());
}

HttpServerResponse faults(Parts& parts, const HttpServerRequest& request)
{
    if (request.method == "POST") {
        return add_faults(parts, request);
    }
    if (request.method == "DELETE") {
        parts.faults.clear();
    }
    return json_response(200, parts.faults.to_json());
}

HttpServerResponse outcome(const Outcome<Json>& answer)
{
    if (!answer) {
        return json_response(
            409, {{"errcode", answer.error().errcode}, {"error", answer.error().message}});
    }
    return json_response(200, answer->value("result", Json{{"done", true}}));
}

// What no call can set: whether the person has logged in, and who administers.
void set_by_hand(Company& company, const std::string& userid, const Json& body)
{
    auto user = *company.organisation.user(userid);
    user.active = body.value("active", user.active);
    user.boss = body.value("boss", user.boss);
    user.disabled = body.value("disabled", user.disabled);
    if (body.contains("admin")) {
        user.admin_level = body.at("admin").get<bool>() ? body.value("admin_level", 1) : 0;
    }
    static_cast<void>(company.organisation.replace_user(std::move(user), company.rules));
}

HttpServerResponse users(Company& company, const HttpServerRequest& request,
                         const std::string& userid)
{
    auto body = request.body.empty() ? Json::object() : Json::parse(request.body);
    body["userid"] = userid;
    Parameters parameters{body};
    if (request.method == "DELETE") {
        return outcome(call_endpoint("/topapi/v2/user/delete", company, parameters));
    }
    const bool exists = company.organisation.user(userid) != nullptr;
    const auto answer = call_endpoint(exists ? "/topapi/v2/user/update" : "/topapi/v2/user/create",
                                      company, parameters);
    if (!answer) {
        return outcome(answer);
    }
    set_by_hand(company, userid, body);
    return json_response(200, to_json(*company.organisation.user(userid)));
}

HttpServerResponse departments(Company& company, const HttpServerRequest& request,
                               const std::string& id)
{
    auto body = request.body.empty() ? Json::object() : Json::parse(request.body);
    if (!id.empty()) {
        body["dept_id"] = id;
    }
    Parameters parameters{std::move(body)};
    if (request.method == "DELETE") {
        return outcome(call_endpoint("/topapi/v2/department/delete", company, parameters));
    }
    return outcome(
        call_endpoint(id.empty() ? "/topapi/v2/department/create" : "/topapi/v2/department/update",
                      company, parameters));
}

// What the company is like, who has yet to join it, and whom it tells of changes.
std::optional<HttpServerResponse> settings(Parts& parts, Company& company,
                                           const HttpServerRequest& request, std::string_view kind,
                                           const std::string& id)
{
    if (kind == "invitations") {
        return outcome(control_invitations(company, request.method, id));
    }
    if (kind == "events") {
        const auto answer = control_events(parts, request, company.now);
        return answer ? std::optional{json_response(200, *answer)} : std::nullopt;
    }
    const auto answer = kind == "rules" ? std::optional{control_rules(parts, request)}
                                        : control_limits(parts, request, kind, company.now);
    if (!answer) {
        return std::nullopt;
    }
    return *answer ? json_response(200, **answer)
                   : wrong(400, answer->error().message + "; " + answer->error().hint);
}

HttpServerResponse route(Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    const auto below = request.path.substr(std::string_view{"/sandbox/"}.size());
    const auto slash = below.find('/');
    const auto kind = below.substr(0, slash);
    const auto id = slash == std::string::npos ? std::string{} : below.substr(slash + 1);
    const bool changes = request.method == "POST" || request.method == "DELETE";
    Company company{parts.organisation, parts.rules, now, true};
    if (kind == "calls") {
        return calls(parts, request);
    }
    if (kind == "org") {
        return organisation(parts, request);
    }
    if (kind == "faults") {
        return faults(parts, request);
    }
    if (auto answer = settings(parts, company, request, kind, id)) {
        return std::move(*answer);
    }
    if (kind == "tokens" && request.method == "DELETE") {
        parts.tokens.revoke();
        return json_response(200, {{"revoked", true}});
    }
    if (kind == "users" && !id.empty() && changes) {
        return users(company, request, id);
    }
    if (kind == "departments" && changes) {
        return departments(company, request, id);
    }
    return wrong(404, "nothing is here; known: /sandbox/calls, /sandbox/org, /sandbox/faults, "
                      "/sandbox/switches, /sandbox/rules, /sandbox/limits, /sandbox/time, "
                      "/sandbox/invitations, /sandbox/events, DELETE /sandbox/tokens, POST or "
                      "DELETE /sandbox/users/USERID and /sandbox/departments/ID");
}

} // namespace

HttpServerResponse control(Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    try {
        return route(parts, request, now);
    } catch (const Json::exception& wrong_json) {
        return wrong(400, std::string{"the body is not as expected: "} + wrong_json.what());
    }
}

} // namespace rosterd::sandbox
