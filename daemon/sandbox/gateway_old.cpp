// oapi.dingtalk.com: HTTP 200 whatever happens, an errcode in the envelope.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "daemon/sandbox/admission.hpp"
#include "daemon/sandbox/gateway.hpp"

namespace rosterd::sandbox
{

namespace
{

using http::HttpServerRequest;
using Table = std::unordered_map<std::string_view, const OldEndpoint*>;

const Table& endpoints()
{
    static const Table table = [] {
        Table entries;
        for (const auto& family :
             {user_endpoints(), user_list_endpoints(), user_write_endpoints(),
              department_endpoints(), department_write_endpoints(), scope_endpoints(),
              role_endpoints(), role_write_endpoints(), attendance_group_endpoints(),
              attendance_member_endpoints(), attendance_list_endpoints(), notification_endpoints(),
              robot_webhook_endpoints()}) {
            for (const auto& endpoint : family) {
                entries[endpoint.path] = &endpoint;
            }
        }
        return entries;
    }();
    return table;
}

// /topapi/v2/user/x -> dingtalk.oapi.v2.user.x
std::string dotted(std::string_view path)
{
    std::string name = "dingtalk.oapi" + std::string{path.substr(path.find('/', 1))};
    std::ranges::replace(name, '/', '.');
    return name;
}

Answer unknown_path(std::string_view path, const std::string& request_id)
{
    if (!path.starts_with("/topapi/")) {
        return old_refusal({404, message_of(404), false}, "");
    }
    const auto name = dotted(path);
    Answer answer;
    answer.response.body = Json{
        {"errcode", 22},
        {"sub_code", "isv.invalid-method"},
        {"sub_msg", "不合法的API:" + name},
        {"errmsg", "Invalid method[submsg=" + name + "]"},
        {"request_id",
         request_id}}.dump(-1, ' ', false, Json::error_handler_t::replace);
    answer.code = "22";
    return answer;
}

std::string parameter(const HttpServerRequest& request, const std::string& name)
{
    const auto found = request.parameters.find(name);
    return found == request.parameters.end() ? std::string{} : found->second;
}

// [obtain-orgapp-token]; this call's answers carry no request_id.
Answer get_token(Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    if (request.method != "GET") {
        return old_refusal({43001, message_of(43001), false}, "");
    }
    const auto key = parameter(request, "appkey");
    const auto secret = parameter(request, "appsecret");
    if (key.empty() || secret.empty()) {
        return old_refusal({40035, "缺少参数 corpid or appkey", false}, "");
    }
    if (!Tokens::accepts(parts.rules, key, secret)) {
        return old_refusal({40096, message_of(40096), false}, "");
    }
    return old_answer(
        {{"access_token", parts.tokens.fetch(key, now)}, {"expires_in", kTokenLifetime.count()}},
        "");
}

// [obtain-the-event-list-of-failed-push-messages]
Answer failed_events(Parts& parts, const HttpServerRequest& request, const std::string& request_id,
                     model::Instant now)
{
    if (request.method != "GET") {
        return old_refusal({43001, message_of(43001), false}, request_id);
    }
    const auto token = parameter(request, "access_token");
    if (const auto good = check_token(parts, request.path, token, now); !good) {
        return old_refusal(good.error(), request_id);
    }
    return old_answer(parts.events.failed_page(now), request_id);
}

// Whether a bad token is told before an unknown path is not documented: see Rules.
Answer unknown(const Parts& parts, const HttpServerRequest& request,
               Outcome<Parameters>& parameters, const std::string& request_id, model::Instant now)
{
    if (!parts.rules.path_before_token && parameters) {
        const auto token = token_of(request, *parameters);
        if (const auto good = check_token(parts, request.path, token, now); !good) {
            return old_refusal(good.error(), request_id);
        }
    }
    return unknown_path(request.path, request_id);
}

// What the call was about: an id it named, else one it was given.
std::string target_of(const Parameters& parameters, const Json& answer)
{
    for (const auto* name : {"userid", "dept_id", "login_id", "mobile", "unionid"}) {
        const auto* value = parameters.find(name);
        if (value != nullptr && value->is_primitive() && !value->is_null()) {
            return value->is_string() ? value->get<std::string>() : value->dump();
        }
    }
    if (answer.contains("result") && answer["result"].is_object()) {
        const auto& result = answer["result"];
        if (result.contains("dept_id")) {
            return result["dept_id"].dump();
        }
        return result.value("userid", "");
    }
    const auto* name = parameters.find("name");
    return name != nullptr && name->is_string() ? name->get<std::string>() : std::string{};
}

// user/list answers text, see member_texts.hpp; every other call a value.
GatewayAnswer answered(Parts& parts, const OldEndpoint& endpoint, Parameters& parameters,
                       const std::string& request_id, model::Instant now)
{
    Company company{parts.organisation, parts.rules, now};
    if (endpoint.answer == nullptr) {
        const auto members = list_members(company, parts.member_texts, parameters);
        return {members ? old_answer_of_text(*members, request_id)
                        : old_refusal(members.error(), request_id),
                target_of(parameters, Json{})};
    }
    auto answer = endpoint.answer(company, parameters);
    auto target = target_of(parameters, answer ? *answer : Json{});
    return {answer ? old_answer(std::move(*answer), request_id)
                   : old_refusal(answer.error(), request_id),
            std::move(target)};
}

} // namespace

const OldEndpoint* old_endpoint(std::string_view path)
{
    const auto found = endpoints().find(path);
    return found == endpoints().end() ? nullptr : found->second;
}

Outcome<Json> call_endpoint(std::string_view path, Company& company, Parameters& parameters)
{
    return endpoints().at(path)->answer(company, parameters);
}

GatewayAnswer answer_old(Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    if (request.path == "/gettoken") {
        return {get_token(parts, request, now), parameter(request, "appkey")};
    }
    const auto request_id = make_request_id(++parts.requests);
    if (request.path == "/call_back/get_call_back_failed_result") {
        return {failed_events(parts, request, request_id, now), ""};
    }
    const auto* endpoint = old_endpoint(request.path);
    auto parameters = Parameters::of(request);
    if (endpoint == nullptr) {
        return {unknown(parts, request, parameters, request_id, now), ""};
    }
    const bool bare = request.path.starts_with("/role/") || request.path.starts_with("/robot/");
    const auto shown_id = bare ? std::string{} : request_id; // these tell none
    if (!parameters) {
        return {old_refusal(parameters.error(), shown_id), ""};
    }
    if (const auto good = admit(parts, *endpoint, request, *parameters, now); !good) {
        return {old_refusal(good.error(), shown_id), target_of(*parameters, Json{})};
    }
    return answered(parts, *endpoint, *parameters, shown_id, now);
}

} // namespace rosterd::sandbox
