#include "core/dingtalk/stream_frame.hpp"

#include "core/dingtalk/wire.hpp"
#include "core/model/json_text.hpp"
#include "core/net/http.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

std::string text_of_json(const Json& json)
{
    std::string text;
    model::append(text, json);
    return text;
}

std::string reply(int code, const std::string& message, const std::string& message_id,
                  const std::string& data)
{
    return text_of_json(
        {{"code", code},
         {"headers", {{"contentType", "application/json"}, {"messageId", message_id}}},
         {"message", message},
         {"data", data}});
}

FrameKind kind_of(const std::string& type, const std::string& topic)
{
    if (type == "EVENT") {
        return FrameKind::event;
    }
    if (type == "CALLBACK") {
        return FrameKind::callback;
    }
    if (type == "SYSTEM" && topic == "ping") {
        return FrameKind::ping;
    }
    return type == "SYSTEM" && topic == "disconnect" ? FrameKind::disconnect : FrameKind::other;
}

} // namespace

Json open_call(const std::string& app_key, const std::string& app_secret,
               const std::string& user_agent)
{
    return {{"clientId", app_key},
            {"clientSecret", app_secret},
            {"subscriptions", Json::array({{{"type", "EVENT"}, {"topic", "*"}}})},
            {"ua", user_agent}};
}

std::optional<Ticket> read_ticket(const Json& answer)
{
    Ticket out{text_of(answer, "endpoint"), text_of(answer, "ticket")};
    if (out.endpoint.empty() || out.ticket.empty()) {
        return std::nullopt;
    }
    return out;
}

std::string connect_url(const Ticket& ticket, bool plain)
{
    const bool usable =
        ticket.endpoint.starts_with("wss://") || (plain && ticket.endpoint.starts_with("ws://"));
    return usable ? ticket.endpoint + "?ticket=" + net::url_encode(ticket.ticket) : "";
}

std::optional<StreamFrame> read_frame(std::string_view text)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    StreamFrame frame;
    if (const auto headers = json.find("headers"); headers != json.end() && headers->is_object()) {
        frame.headers = *headers;
    }
    frame.kind = kind_of(text_of(json, "type"), text_of(frame.headers, "topic"));
    frame.message_id = text_of(frame.headers, "messageId");
    frame.data = text_of(json, "data"); // text on the wire; an object in some documents
    return frame;
}

std::string event_reply(const std::string& message_id, bool kept)
{
    return reply(200, "OK", message_id,
                 kept ? R"({"status":"SUCCESS","message":"success"})"
                      : R"({"status":"LATER","message":"later"})");
}

std::string ping_reply(const StreamFrame& ping)
{
    return reply(200, "OK", ping.message_id, ping.data);
}

std::string nobody_reply(const std::string& message_id)
{
    return reply(404, "nobody here handles this", message_id, "{}");
}

} // namespace rosterd::dingtalk
