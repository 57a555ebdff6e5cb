#include "connectors/rest/ask.hpp"

#include <algorithm>
#include <charconv>

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

Texts filled(const Pairs& pairs, const Scope& scope, const TimeStyle& style)
{
    Texts out;
    for (const auto& [name, value] : pairs) {
        if (auto text = value.text(scope, style)) {
            out.emplace_back(name, std::move(*text));
        }
    }
    return out;
}

void add_query(const std::vector<std::pair<std::string, std::vector<Template>>>& query,
               const Scope& scope, const TimeStyle& style, Texts& out)
{
    for (const auto& [name, values] : query) {
        for (const Template& value : values) {
            if (auto text = value.text(scope, style)) {
                out.emplace_back(name, std::move(*text));
            }
        }
    }
}

void fill_body(const RequestSpec& spec, const Scope& scope, const TimeStyle& style, Ask& ask)
{
    ask.content_type = spec.content_type;
    if (spec.body == RequestSpec::Body::json) {
        ask.json = spec.json.fill(scope, style).value_or(model::Json::object());
    } else if (spec.body == RequestSpec::Body::form) {
        ask.body = encoded(filled(spec.form, scope, style));
    } else if (spec.body == RequestSpec::Body::text) {
        ask.body = spec.text.text(scope, style).value_or("");
    }
}

// The query that stands in a URL is taken apart, so that it can be signed and added to.
void take_query(Ask& ask)
{
    const Texts query = query_of(ask.url);
    ask.query.insert(ask.query.begin(), query.begin(), query.end());
}

} // namespace

std::string url_decode(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr ==
                text.data() + i + 3) {
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

Texts query_of(std::string& url)
{
    url.resize(std::min(url.find('#'), url.size()));
    const auto mark = url.find('?');
    Texts query;
    std::string_view rest =
        mark == std::string::npos ? std::string_view{} : std::string_view{url}.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const std::string_view one = rest.substr(0, end);
        const auto equals = std::min(one.find('='), one.size());
        query.emplace_back(url_decode(one.substr(0, equals)),
                           url_decode(one.substr(std::min(equals + 1, one.size()))));
        rest = rest.substr(std::min(end + 1, rest.size()));
    }
    url.resize(std::min(mark, url.size()));
    return query;
}

std::string encoded(const Texts& query)
{
    std::string out;
    for (const auto& [name, value] : query) {
        out += (out.empty() ? "" : "&") + net::url_encode(name) + "=" + net::url_encode(value);
    }
    return out;
}

std::string whole_url(const Ask& ask)
{
    return ask.query.empty() ? ask.url : ask.url + "?" + encoded(ask.query);
}

std::string origin_of(const std::string& url)
{
    const std::string low = in_lower_case(url);
    const auto begin = low.find("://");
    if (!low.starts_with("http://") && !low.starts_with("https://")) {
        return {};
    }
    std::string origin = low.substr(0, low.find_first_of("/?#", begin + 3));
    const std::string port = low.starts_with("https") ? ":443" : ":80";
    if (origin.ends_with(port)) {
        origin.resize(origin.size() - port.size());
    }
    return origin.size() > begin + 3 && origin.find('@') == std::string::npos ? origin
                                                                              : std::string{};
}

std::string name_of(const Ask& ask)
{
    return ask.method + " " + ask.url.substr(0, ask.url.find('?'));
}

model::Result<Common> common_of(const Definition& definition, const Scope& scope)
{
    Common out;
    out.definition = &definition;
    out.style.format = definition.time_format;
    if (!definition.time_zone.empty()) {
        out.style.zone = definition.time_zone.text(scope, {}).value_or("UTC");
    }
    if (!is_zone(out.style.zone)) {
        return model::fail(ErrorKind::invalid, "'" + out.style.zone + "' is no time zone",
                           "write one such as Asia/Shanghai");
    }
    out.base_url = definition.base_url.text(scope, out.style).value_or("");
    while (out.base_url.ends_with('/')) {
        out.base_url.pop_back();
    }
    out.host = origin_of(out.base_url);
    if (out.host.empty()) {
        return model::fail(ErrorKind::invalid,
                           definition.name + ": '" + out.base_url + "' is no address",
                           "check the settings: base_url must become https://HOST/...");
    }
    return out;
}

model::Result<Ask> ask_of(const RequestSpec& spec, const Common& common, const Scope& scope,
                          bool extra)
{
    Ask ask;
    ask.method = spec.method;
    const auto path =
        spec.is_url ? spec.path.text(scope, common.style) : spec.path.path(scope, common.style);
    if (!path) {
        return model::fail(ErrorKind::invalid,
                           common.definition->name + ": a path names a value that is not there",
                           "give the setting, or use another name in the path");
    }
    ask.url = spec.is_url
                  ? *path
                  : common.base_url + (path->starts_with('/') || path->empty() ? "" : "/") + *path;
    if (origin_of(ask.url).empty() || (extra && origin_of(ask.url) != common.host)) {
        return model::fail(ErrorKind::invalid,
                           common.definition->name + ": '" + ask.url.substr(0, ask.url.find('?')) +
                               "' is no address on " + common.host,
                           "use a path below base_url");
    }
    take_query(ask);
    if (extra) {
        add_query(common.definition->query, scope, common.style, ask.query);
        ask.headers = filled(common.definition->headers, scope, common.style);
    }
    add_query(spec.query, scope, common.style, ask.query);
    for (auto& header : filled(spec.headers, scope, common.style)) {
        std::erase_if(ask.headers, [&](const auto& one) {
            return in_lower_case(one.first) == in_lower_case(header.first);
        });
        ask.headers.push_back(std::move(header));
    }
    fill_body(spec, scope, common.style, ask);
    return ask;
}

model::Result<Ask> ask_at(const Ask& ask, const std::string& link, const std::string& host)
{
    Ask out = ask;
    out.query.clear();
    if (!origin_of(link).empty()) {
        out.url = link;
    } else if (link.starts_with("//")) {
        out.url = ask.url.substr(0, ask.url.find(':') + 1) + link;
    } else if (link.starts_with('/')) {
        out.url = origin_of(ask.url) + link;
    } else if (link.starts_with('?')) {
        out.url = ask.url + link;
    } else {
        out.url = ask.url.substr(0, ask.url.rfind('/') + 1) + link;
    }
    if (origin_of(out.url) != host) {
        return model::fail(model::ErrorKind::permanent,
                           name_of(ask) + " points to another host, " + origin_of(out.url),
                           "secrets are sent to " + host + " only: check base_url");
    }
    take_query(out);
    return out;
}

} // namespace rosterd::rest
