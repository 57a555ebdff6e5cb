#include "core/dingtalk/request.hpp"

namespace rosterd::dingtalk
{

net::HttpRequest request_of(const Call& call, const std::string& token,
                            const ClientOptions& options)
{
    net::HttpRequest request;
    request.method = call.method;
    request.timeout = options.timeout;
    std::string query = call.query;
    switch (call.family) {
    case Family::oapi:
        query += (query.empty() ? "" : "&") + ("access_token=" + net::url_encode(token));
        request.url = options.oapi_url + call.path;
        break;
    case Family::api:
        request.headers.emplace_back("x-acs-dingtalk-access-token", token);
        request.url = options.api_url + call.path;
        break;
    }
    request.url += query.empty() ? "" : "?" + query;
    if (!call.body.is_null()) {
        request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
        // A broken character from a source must not stop the call: it becomes U+FFFD.
        request.body = call.body.dump(-1, ' ', false, model::Json::error_handler_t::replace);
    }
    return request;
}

std::string without(std::string message, const std::string& secret)
{
    for (std::size_t at = 0;
         !secret.empty() && (at = message.find(secret, at)) != std::string::npos; at += 3) {
        message.replace(at, secret.size(), "***");
    }
    return message;
}

} // namespace rosterd::dingtalk
