#include "daemon/sandbox/admission.hpp"

#include "daemon/sandbox/gateway.hpp"

namespace rosterd::sandbox
{

namespace
{

using http::HttpServerRequest;

constexpr std::string_view kTokenHeader = "x-acs-dingtalk-access-token";

std::string parameter(const HttpServerRequest& request, const std::string& name)
{
    const auto found = request.parameters.find(name);
    return found == request.parameters.end() ? std::string{} : found->second;
}

Outcome<Done> check_caller(Parts& parts, std::string_view path, const std::string& token,
                           model::Instant now)
{
    if (auto good = check_token(parts, path, token, now); !good) {
        return good;
    }
    if (!in_pace(parts, parts.tokens.application(token), path, now)) {
        return tl::unexpected{Refusal{90018, message_of(90018), parts.rules.wraps_limits}};
    }
    if (!parts.monthly.admits(path, parts.rules, now)) {
        return tl::unexpected{Refusal{90020, message_of(90020), parts.rules.wraps_limits}};
    }
    return Done{};
}

// The group robot takes JSON alone [custom-robots-send-group-messages].
Outcome<Done> check_content_type(const HttpServerRequest& request)
{
    const auto type = request.headers.find("content-type");
    const bool json =
        type != request.headers.end() && type->second.find("application/json") != std::string::npos;
    return json ? Outcome<Done>{Done{}} : refuse(43004);
}

} // namespace

std::string token_of(const HttpServerRequest& request, Parameters& parameters)
{
    const auto type = request.headers.find("content-type");
    const bool form = type != request.headers.end() &&
                      type->second.find("x-www-form-urlencoded") != std::string::npos;
    auto token = parameter(request, "access_token");
    return token.empty() && form ? parameters.text("access_token").value_or("") : token;
}

Outcome<Done> check_token(const Parts& parts, std::string_view path, const std::string& token,
                          model::Instant now)
{
    const bool wrapped = path.starts_with("/topapi/");
    const auto refused = [wrapped](int code, std::string message) {
        return tl::unexpected<Refusal>{Refusal{code, std::move(message), wrapped}};
    };
    if (token.empty()) {
        return wrapped ? refused(40000, "access_token is blank")
                       : refused(41001, message_of(41001));
    }
    switch (parts.tokens.state(token, now)) {
    case TokenState::valid:
        return Done{};
    case TokenState::expired:
        return refused(parts.rules.expired_token_code, message_of(parts.rules.expired_token_code));
    case TokenState::unknown:
        return refused(40014, message_of(40014));
    }
    return Done{};
}

tl::expected<std::string, NewRefusal>
application_of(const Parts& parts, const HttpServerRequest& request, model::Instant now)
{
    const auto header = request.headers.find(std::string{kTokenHeader});
    if (header == request.headers.end() || header->second.empty()) {
        return refuse_new(400, "AuthenticationFailed.MissingParameter",
                          "缺少参数 " + std::string{kTokenHeader});
    }
    if (parts.tokens.state(header->second, now) != TokenState::valid) {
        return refuse_new(400, "InvalidAuthentication", message_of(40014));
    }
    return parts.tokens.application(header->second);
}

bool in_pace(Parts& parts, const std::string& application, std::string_view path,
             model::Instant now)
{
    const auto key = application + " " + std::string{path};
    return parts.limiter.admits_api(key, now) &&
           parts.limiter.admits_at_once(key, parts.rules.calls_at_once, now, now + parts.takes);
}

Outcome<Done> admit(Parts& parts, const OldEndpoint& endpoint, const HttpServerRequest& request,
                    Parameters& parameters, model::Instant now)
{
    if (request.method != endpoint.method) {
        return refuse(endpoint.method == "GET" ? 43001 : 43002);
    }
    return endpoint.open ? check_content_type(request)
                         : check_caller(parts, request.path, token_of(request, parameters), now);
}

bool has_bad_token(const Parts& parts, const OldEndpoint* endpoint,
                   const HttpServerRequest& request, model::Instant now)
{
    if (is_new_style(request.path)) {
        return !request.path.starts_with("/v1.0/oauth2/") &&
               !request.path.starts_with("/v1.0/gateway/") && !application_of(parts, request, now);
    }
    auto parameters = Parameters::of(request);
    return endpoint != nullptr && !endpoint->open && parameters &&
           !check_token(parts, request.path, token_of(request, *parameters), now);
}

} // namespace rosterd::sandbox
