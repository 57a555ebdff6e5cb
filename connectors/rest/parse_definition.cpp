#include "connectors/rest/definition.hpp"

#include <algorithm>

#include "connectors/rest/parser.hpp"

namespace rosterd::rest
{

namespace
{

std::string in_lower_case(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

} // namespace

void Parser::settings(const Yaml& yaml, Definition& out)
{
    if (!yaml || !yaml.is_map()) {
        if (yaml) {
            yaml_.fault(yaml.place, "'settings' must be a map",
                        "api_key: {help: ..., secret: true}");
        }
        return;
    }
    for (const Yaml::Entry& entry : yaml.entries) {
        const std::string what = "the setting '" + entry.key + "'";
        if (!yaml_.keys(entry.value, what, {"help", "secret", "default", "choices", "optional"})) {
            continue;
        }
        yaml_.needs(entry.value, what, "help", "help: \"what to give, and where it is found\"");
        SettingSpec one{entry.key,
                        yaml_.text(entry.value["help"]),
                        yaml_.flag(entry.value["secret"], false),
                        yaml_.flag(entry.value["optional"], false),
                        std::nullopt,
                        yaml_.texts(entry.value["choices"])};
        if (entry.value["default"].kind != Yaml::Kind::absent) {
            one.otherwise = to_json(entry.value["default"]);
        }
        base_.insert("settings." + entry.key);
        out.settings.push_back(std::move(one));
    }
}

void Parser::limits(const Yaml& yaml, LimitSpec& out)
{
    if (!yaml || !yaml_.keys(yaml, "'limits'",
                             {"per_second", "per_minute", "concurrency", "throttled", "remaining",
                              "reset", "longest_wait", "timeout", "answer"})) {
        return;
    }
    out.per_second = yaml_.number(yaml["per_second"], 0);
    out.per_minute = yaml_.number(yaml["per_minute"], 0);
    out.concurrency = static_cast<std::size_t>(yaml_.integer(yaml["concurrency"], 1, 1));
    out.throttled = yaml_.statuses(yaml["throttled"], out.throttled);
    out.remaining = in_lower_case(yaml_.text(yaml["remaining"]));
    out.reset = in_lower_case(yaml_.text(yaml["reset"]));
    out.longest_wait = yaml_.duration(yaml["longest_wait"], out.longest_wait);
    out.timeout = yaml_.duration(yaml["timeout"], out.timeout);
    out.answer = yaml_.size(yaml["answer"], out.answer);
    if (!out.remaining.empty() && out.reset.empty()) {
        yaml_.fault(yaml.place, "'remaining' needs 'reset', which says how long it lasts",
                    "reset: X-RateLimit-Reset");
    }
}

void Parser::retry(const Yaml& yaml, RetrySpec& out)
{
    if (!yaml || !yaml_.keys(yaml, "'retry'", {"tries", "first", "most", "statuses"})) {
        return;
    }
    out.tries = static_cast<int>(yaml_.integer(yaml["tries"], out.tries, 1));
    out.backoff.first = yaml_.duration(yaml["first"], out.backoff.first);
    out.backoff.most = yaml_.duration(yaml["most"], out.backoff.most);
    out.statuses = yaml_.statuses(yaml["statuses"], out.statuses);
}

void Parser::lookups(const Yaml& yaml, Definition& out)
{
    for (const Yaml::Entry& entry : yaml.entries) {
        const std::string what = "the lookup '" + entry.key + "'";
        if (!yaml_.keys(
                entry.value, what,
                {"request", "records", "paging", "success", "answers", "lists", "key", "value"})) {
            continue;
        }
        LookupSpec one{entry.key, query_spec(entry.value, what, request_, "records"), {}};
        if (yaml_.needs(entry.value, what, "key", "key: .id") &&
            yaml_.needs(entry.value, what, "value", "value: .name")) {
            one.pair.add(entry.value["key"], yaml_.file(), yaml_.faults());
            one.pair.add(entry.value["value"], yaml_.file(), yaml_.faults());
            one.pair.compile(yaml_.file(), yaml_.faults());
        }
        out.lookups.push_back(std::move(one));
    }
}

void Parser::top(const Yaml& root, Definition& out)
{
    out.name = yaml_.text(root["name"]);
    out.help = yaml_.text(root["help"]);
    out.docs = yaml_.text(root["docs"]);
    out.base_url = yaml_.text_template(root["base_url"], base_);
    out.time_zone = yaml_.text_template(root["time_zone"], base_);
    out.time_format = yaml_.text(root["time_format"], "iso");
    if (!is_time_format(out.time_format)) {
        yaml_.fault(root["time_format"].place, "'" + out.time_format + "' is no time format",
                    "iso, iso_ms, date, seconds, ms or a format of %Y %m %d %H %M %S %L %z");
    }
    if (out.time_zone.is_literal() && root["time_zone"] && !is_zone(root["time_zone"].text)) {
        yaml_.fault(root["time_zone"].place, "'" + root["time_zone"].text + "' is no time zone",
                    "such as Asia/Shanghai");
    }
    auth(root["auth"], out.auth);
    request_ = base_;
    if (out.auth.token) {
        request_.insert("token");
    }
    out.headers = pairs(root["headers"], "'headers'", request_);
    out.query = query(root["query"], request_);
    limits(root["limits"], out.limits);
    retry(root["retry"], out.retry);
    lookups(root["lookups"], out);
}

std::shared_ptr<Definition> Parser::parse(const Yaml& root, const std::string& text)
{
    const std::string what = "a definition";
    auto out = std::make_shared<Definition>();
    root_ = root;
    out->file = yaml_.file();
    out->text = text;
    out->fingerprint = model::fingerprint(text);
    base_ = {"now", "timestamp", "timestamp_ms", "nonce"};
    if (!yaml_.keys(root, what,
                    {"name", "help", "docs", "settings", "base_url", "headers", "query", "auth",
                     "time_format", "time_zone", "answers", "lists", "success", "limits", "retry",
                     "lookups", "streams", "write_back"})) {
        return out;
    }
    yaml_.needs(root, what, "name", "name: Acme HR");
    yaml_.needs(root, what, "base_url", "base_url: https://hr.example.com/api");
    settings(root["settings"], *out);
    top(root, *out);
    const Yaml& streams = root["streams"];
    if (yaml_.needs(root, what, "streams", "streams: {people: {...}}") &&
        yaml_.keys(streams, "'streams'", {"people", "departments"})) {
        yaml_.needs(streams, "'streams'", "people", "people: {request: ..., records: ..., ...}");
        for (const std::string name : {"departments", "people"}) {
            if (streams[name]) {
                out->streams.push_back(stream(name, streams[name]));
            }
        }
    }
    if (root["write_back"]) {
        out->write_back = write_back(root["write_back"]);
    }
    return out;
}

std::shared_ptr<Definition> parse_definition(const std::string& text, const std::string& file,
                                             Faults& faults)
{
    const Yaml root = parse_yaml(text, file, faults);
    if (!faults.empty()) {
        return std::make_shared<Definition>();
    }
    auto out = Parser{file, faults}.parse(root, text);
    std::stable_sort(faults.begin(), faults.end(),
                     [](const Fault& a, const Fault& b) { return a.place < b.place; });
    return out;
}

std::vector<SettingSpec> settings_in(const std::string& text, const std::string& file,
                                     Faults& faults)
{
    const Yaml root = parse_yaml(text, file, faults);
    Definition out;
    Parser{file, faults}.settings(root["settings"], out);
    return std::move(out.settings);
}

} // namespace rosterd::rest
