#include "daemon/sandbox/control_events.hpp"

namespace rosterd::sandbox
{

namespace
{

void set_rules(EventRules& rules, const Json& body)
{
    const auto set = [&](const char* name, model::Duration& rule) {
        rule = model::Duration{body.value(name, rule.count())};
    };
    set("answer_ms", rules.answer);
    set("listed_ms", rules.listed);
    set("ping_ms", rules.ping);
    set("leave_ms", rules.leave);
    rules.copies = body.value("copies", rules.copies);
    if (body.contains("retries_ms")) {
        rules.retries.clear();
        for (const Json& each : body.at("retries_ms")) {
            rules.retries.emplace_back(each.get<std::int64_t>());
        }
    }
}

PushTarget push_of(const Json& body)
{
    return {body.at("url").get<std::string>(),
            {body.at("token").get<std::string>(), body.at("aes_key").get<std::string>(),
             body.at("owner_key").get<std::string>()}};
}

} // namespace

std::optional<Json> control_events(Parts& parts, const http::HttpServerRequest& request,
                                   model::Instant now)
{
    EventHub& events = parts.events;
    const bool posted = request.method == "POST";
    const Json body = request.body.empty() ? Json::object() : Json::parse(request.body);
    if (request.path == "/sandbox/events") {
        if (posted) {
            set_rules(events.rules, body);
        }
        return events.to_json();
    }
    if (request.path == "/sandbox/events/disconnect" && posted) {
        events.disconnect(now);
        return events.to_json();
    }
    if (request.path == "/sandbox/events/tell" && posted) {
        events.tell(body.at("type").get<std::string>(), body.value("data", Json::object()), now);
        return events.to_json();
    }
    if (request.path == "/sandbox/events/push" && (posted || request.method == "DELETE")) {
        events.set_push(posted ? std::optional{push_of(body)} : std::nullopt);
        return events.to_json();
    }
    return std::nullopt;
}

} // namespace rosterd::sandbox
