#include "connectors/rest/auth.hpp"

#include <algorithm>

#include "connectors/rest/secrets.hpp"

namespace rosterd::rest
{

namespace
{

using Into = PutSpec::Into;

void set(Texts& texts, const std::string& name, std::string value)
{
    const auto found = std::find_if(texts.begin(), texts.end(),
                                    [&](const auto& one) { return one.first == name; });
    if (found != texts.end()) {
        found->second = std::move(value);
    } else {
        texts.emplace_back(name, std::move(value));
    }
}

void put(const PutSpec& spec, const Scope& scope, const TimeStyle& style, Ask& ask)
{
    const auto value = spec.value.text(scope, style);
    if (!value) {
        return;
    }
    switch (spec.into) {
    case Into::nothing:
        return;
    case Into::header:
        return set(ask.headers, spec.name, *value);
    case Into::query:
        return set(ask.query, spec.name, *value);
    case Into::json:
        if (!ask.json) {
            ask.json = model::Json::object();
        }
        (*ask.json)[spec.name] = *value;
        return;
    case Into::cookie:
        const auto found = std::find_if(ask.headers.begin(), ask.headers.end(),
                                        [](const auto& one) { return one.first == "Cookie"; });
        const std::string cookie = spec.name + "=" + *value;
        set(ask.headers, "Cookie",
            found == ask.headers.end() ? cookie : found->second + "; " + cookie);
    }
}

std::string plain_query(Texts query)
{
    std::sort(query.begin(), query.end());
    std::string out;
    for (const auto& [name, value] : query) {
        out += (out.empty() ? "" : "&") + name + "=" + value;
    }
    return out;
}

std::string body_of(const Ask& ask)
{
    return ask.json ? ask.json->dump() : ask.body;
}

model::Result<void> sign(const SignSpec& spec, const Scope& outer, const TimeStyle& style, Ask& ask)
{
    Scope scope{&outer};
    scope.set("body", body_of(ask));
    scope.set("query", plain_query(ask.query));
    scope.set("method", ask.method);
    scope.set("url", whole_url(ask));
    const auto host_end = ask.url.find('/', ask.url.find("://") + 3);
    scope.set("path", host_end == std::string::npos ? "/" : ask.url.substr(host_end));
    const auto signature = signature_of(spec.text.text(scope, style).value_or(""), spec.algorithm,
                                        spec.key.text(scope, style).value_or(""));
    if (!signature) {
        return tl::unexpected(signature.error());
    }
    scope.set("signature", spec.hex ? to_hex(*signature) : to_base64(*signature));
    put(spec.put, scope, style, ask);
    return {};
}

bool has_header(const Ask& ask, std::string_view name)
{
    return std::any_of(ask.headers.begin(), ask.headers.end(), [&](const auto& one) {
        return std::equal(one.first.begin(), one.first.end(), name.begin(), name.end(),
                          [](char a, char b) { return (a | 32) == (b | 32); });
    });
}

} // namespace

model::Result<net::HttpRequest> signed_request(Ask ask, const std::vector<SignSpec>& signs,
                                               const Scope& scope, const TimeStyle& style)
{
    for (const SignSpec& spec : signs) {
        if (const auto done = sign(spec, scope, style, ask); !done) {
            return tl::unexpected(done.error());
        }
    }
    net::HttpRequest request;
    request.method = ask.method;
    request.url = whole_url(ask);
    request.body = body_of(ask);
    request.headers = ask.headers;
    if (!ask.content_type.empty() && !has_header(ask, "content-type")) {
        request.headers.emplace_back("Content-Type", ask.content_type);
    }
    if (!has_header(ask, "accept")) {
        request.headers.emplace_back("Accept", "application/json, */*;q=0.5");
    }
    return request;
}

model::Result<net::HttpRequest> with_credentials(Ask ask, const AuthSpec& auth,
                                                 const std::optional<std::string>& token,
                                                 const Scope& outer, const TimeStyle& style)
{
    Scope scope{&outer};
    if (token) {
        scope.set("token", *token);
    }
    if (auth.basic) {
        if (const auto user = auth.basic->first.text(scope, style)) {
            const auto password = auth.basic->second.text(scope, style).value_or("");
            set(ask.headers, "Authorization", "Basic " + to_base64(*user + ":" + password));
        }
    }
    if (auth.bearer) {
        if (const auto bearer = auth.bearer->text(scope, style)) {
            set(ask.headers, "Authorization", "Bearer " + *bearer);
        }
    }
    if (auth.api_key) {
        put(*auth.api_key, scope, style, ask);
    }
    if (auth.token && token) {
        put(auth.token->put, scope, style, ask);
    }
    return signed_request(std::move(ask), auth.signs, scope, style);
}

} // namespace rosterd::rest
