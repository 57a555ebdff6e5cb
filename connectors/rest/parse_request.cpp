#include "connectors/rest/parser.hpp"

namespace rosterd::rest
{

Pairs Parser::pairs(const Yaml& yaml, const std::string& what, const Names& names)
{
    Pairs out;
    if (yaml && !yaml.is_map()) {
        yaml_.fault(yaml.place, what + " must be a map", "lines such as  Accept: application/json");
    }
    for (const Yaml::Entry& entry : yaml.entries) {
        out.emplace_back(entry.key, yaml_.text_template(entry.value, names));
    }
    return out;
}

std::vector<std::pair<std::string, std::vector<Template>>> Parser::query(const Yaml& yaml,
                                                                         const Names& names)
{
    std::vector<std::pair<std::string, std::vector<Template>>> out;
    if (yaml && !yaml.is_map()) {
        yaml_.fault(yaml.place, "'query' must be a map", "lines such as  format: JSON");
    }
    for (const Yaml::Entry& entry : yaml.entries) {
        std::vector<Template> values;
        if (entry.value.kind == Yaml::Kind::list) {
            for (const Yaml& item : entry.value.items) {
                values.push_back(yaml_.text_template(item, names));
            }
        } else {
            values.push_back(yaml_.text_template(entry.value, names));
        }
        out.emplace_back(entry.key, std::move(values));
    }
    return out;
}

void Parser::body(const Yaml& yaml, const Names& names, RequestSpec& out)
{
    const int bodies = (yaml["json"] ? 1 : 0) + (yaml["form"] ? 1 : 0) + (yaml["text"] ? 1 : 0);
    if (bodies > 1) {
        yaml_.fault(yaml.place, "a request has one body", "one of json, form and text");
    }
    if (yaml["json"]) {
        out.body = RequestSpec::Body::json;
        out.json = yaml_.json_template(yaml["json"], names);
        out.content_type = "application/json";
    } else if (yaml["form"]) {
        out.body = RequestSpec::Body::form;
        out.form = pairs(yaml["form"], "'form'", names);
        out.content_type = "application/x-www-form-urlencoded";
    } else if (yaml["text"]) {
        out.body = RequestSpec::Body::text;
        out.text = yaml_.text_template(yaml["text"], names);
        out.content_type = "text/plain";
    }
    out.content_type = yaml_.text(yaml["content_type"], out.content_type);
}

RequestSpec Parser::request(const Yaml& yaml, const std::string& what, const Names& names,
                            bool tells)
{
    RequestSpec out;
    if (!yaml_.keys(yaml, "the request of " + what,
                    {"method", "path", "url", "query", "headers", "json", "form", "text",
                     "content_type"})) {
        return out;
    }
    out.is_url = static_cast<bool>(yaml["url"]);
    if (out.is_url && yaml["path"]) {
        yaml_.fault(yaml.place, "a request has a path or an url", "one of them");
    } else if (!out.is_url) {
        yaml_.needs(yaml, "the request of " + what, "path", "path: /employees");
    }
    out.path = yaml_.text_template(out.is_url ? yaml["url"] : yaml["path"], names);
    out.query = query(yaml["query"], names);
    out.headers = pairs(yaml["headers"], "'headers'", names);
    body(yaml, names, out);
    out.method = out.body == RequestSpec::Body::none ? "GET" : "POST";
    if (yaml["method"] && tells) {
        out.method = yaml_.choice(yaml["method"], {"POST", "PUT", "PATCH"});
    } else if (yaml["method"]) {
        out.method = yaml_.choice(yaml["method"], {"GET", "POST", "PUT"});
    }
    return out;
}

} // namespace rosterd::rest
