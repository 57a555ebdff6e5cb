// One request, filled in and not yet on the wire: before tokens and signatures are put to it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "core/model/result.hpp"
#include "core/net/http.hpp"

namespace rosterd::rest
{

using Texts = std::vector<std::pair<std::string, std::string>>;

struct Ask {
    std::string method;
    std::string url; // without the query
    Texts query;     // not encoded
    Texts headers;
    std::optional<model::Json> json; // the body is this, serialised; or
    std::string body;
    std::string content_type; // empty: no body
};

// What every request of a definition needs, beyond its own.
struct Common {
    const Definition* definition = nullptr;
    std::string base_url; // filled in, without a slash at its end
    TimeStyle style;
    std::string host; // scheme and authority of base_url
};

// Settings and zone filled in. Errors: invalid (a value that is missing, no URL, an unknown zone).
model::Result<Common> common_of(const Definition& definition, const Scope& scope);

// `extra`: with the headers and query parameters that the definition adds to every request. Errors:
// invalid (the path names a value that is not there, another host than base_url's).
model::Result<Ask> ask_of(const RequestSpec& spec, const Common& common, const Scope& scope,
                          bool extra);

// The same request at another address: what a next link or a redirect names, absolute or relative
// to it. Errors: permanent (another host).
model::Result<Ask> ask_at(const Ask& ask, const std::string& link, const std::string& host);

std::string encoded(const Texts& query);
Texts query_of(std::string& url); // taken from the URL, which ends before it then
std::string whole_url(const Ask& ask);
std::string origin_of(const std::string& url); // "https://host:port"; empty if it is no URL
// For messages: without the query, which may hold secrets.
std::string name_of(const Ask& ask);
std::string url_decode(std::string_view text);

} // namespace rosterd::rest
