#include "daemon/scim/server.hpp"

#include <algorithm>

#include "core/scim/words.hpp"
#include "daemon/http/bearer.hpp"
#include "daemon/scim/answer.hpp"
#include "daemon/scim/exchange.hpp"

namespace rosterd::scim
{

namespace
{

using http::HttpServerRequest;
using http::HttpServerResponse;

constexpr std::string_view kPrefix = "/scim/v2";

std::vector<std::string> parts_of(std::string_view path)
{
    std::vector<std::string> out;
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (end > 0) {
            out.emplace_back(path.substr(0, end));
        }
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return out;
}

std::string option_of(const config::SourceSettings& source, const char* name)
{
    return source.options.value(name, std::string{});
}

bool is_ours(const config::SourceSettings& source)
{
    return source.connector == "scim";
}

Address address_of(const config::Settings& settings, const HttpServerRequest& request)
{
    Address out;
    out.path = parts_of(std::string_view{request.path}.substr(kPrefix.size()));
    const auto& sources = settings.sources;
    const auto named = std::ranges::find_if(sources, [&](const config::SourceSettings& one) {
        return is_ours(one) && !out.path.empty() && one.name == out.path[0];
    });
    std::string base{kPrefix};
    if (named != sources.end()) {
        out.source = &*named;
        out.path.erase(out.path.begin());
        base += "/" + out.source->name;
    } else if (std::ranges::count_if(sources, is_ours) == 1) {
        out.source = &*std::ranges::find_if(sources, is_ours);
    } else {
        return out;
    }
    out.base = option_of(*out.source, "url");
    if (out.base.empty()) {
        const std::string proxied = header_of(request, "x-forwarded-proto");
        const bool secured = request.tls || same_word(proxied, "https");
        out.base = (secured ? "https://" : "http://") + header_of(request, "host") + base;
    }
    while (out.base.ends_with('/')) {
        out.base.pop_back();
    }
    return out;
}

HttpServerResponse unauthorised()
{
    auto response = fault_answer(
        {401, "", "the token is missing or not this source's: Authorization: Bearer TOKEN"});
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

} // namespace

HttpServerResponse answer(const ServerParts& parts, const HttpServerRequest& request)
{
    const std::string_view path = request.path;
    const bool below =
        path.starts_with(kPrefix) && (path.size() == kPrefix.size() || path[kPrefix.size()] == '/');
    Address address = below ? address_of(parts.settings, request) : Address{};
    // Whoever shows no token does not learn which sources there are.
    if (address.source == nullptr ||
        !http::shows_token(request, option_of(*address.source, "token"))) {
        return unauthorised();
    }
    return exchange(parts, request, address);
}

HttpServerResponse trouble(int status, const std::string& detail)
{
    return fault_answer({status, "", detail});
}

} // namespace rosterd::scim
