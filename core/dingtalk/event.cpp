#include "core/dingtalk/event.hpp"

#include <array>
#include <charconv>

#include "core/dingtalk/wire.hpp"
#include "core/model/json_text.hpp"
#include "core/model/record.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

// The first of these keys that is there, as text; numbers as their digits.
template <std::size_t N>
std::string first_text(const Json& object, const std::array<const char*, N>& keys)
{
    for (const char* key : keys) {
        if (auto text = text_of(object, key); !text.empty()) {
            return text;
        }
    }
    return "";
}

std::optional<model::Instant> instant_of(const std::string& milliseconds)
{
    std::int64_t number = 0;
    const char* const end = milliseconds.data() + milliseconds.size();
    const auto parsed = std::from_chars(milliseconds.data(), end, number);
    if (parsed.ec != std::errc{} || parsed.ptr != end || number <= 0) {
        return std::nullopt;
    }
    return model::Instant{model::Duration{number}};
}

// The same event told twice gets the same id.
void complete(Event& event, const std::string& time, model::Instant received)
{
    event.born = instant_of(time).value_or(received);
    if (event.id.empty()) {
        std::string text;
        model::append(text, event.data);
        event.id = event.type + ":" + (time.empty() ? "0" : time) + ":" +
                   std::to_string(model::fingerprint(text, 0));
    }
}

constexpr std::array<const char*, 4> kTimeKeys{"EventTime", "timeStamp", "TimeStamp", "event_time"};

} // namespace

std::optional<Event> event_of_push(std::string_view message, model::Instant received)
{
    Event event;
    event.data = Json::parse(message, nullptr, false);
    if (!event.data.is_object()) {
        return std::nullopt;
    }
    event.type = first_text(event.data, std::array{"EventType", "eventType"});
    if (event.type.empty()) {
        return std::nullopt;
    }
    event.id = first_text(event.data, std::array{"eventId", "EventId", "BizId"});
    event.corp_id = first_text(event.data, std::array{"CorpId", "corpId"});
    complete(event, first_text(event.data, kTimeKeys), received);
    return event;
}

std::optional<Event> event_of_failed(const Json& item, model::Instant received)
{
    Event event;
    event.type = item.is_object() ? text_of(item, "call_back_tag") : "";
    if (event.type.empty()) {
        return std::nullopt;
    }
    const auto inside = item.find(event.type);
    event.data = inside != item.end() && inside->is_object() ? *inside : item;
    event.corp_id = first_text(event.data, std::array{"corpid", "corpId"});
    for (const char* wrapper : {"bpmsCallBackData", "roleLabelChange", "callbackData"}) {
        if (const auto deeper = event.data.find(wrapper);
            deeper != event.data.end() && deeper->is_object()) {
            Json content = *deeper;
            event.data = std::move(content);
        }
    }
    event.id = first_text(event.data, std::array{"eventId", "EventId", "eventid"});
    complete(event, text_of(item, "event_time"), received);
    return event;
}

std::optional<Event> event_of_stream(const Json& headers, std::string_view data,
                                     model::Instant received)
{
    Event event;
    event.data = Json::parse(data, nullptr, false);
    event.type = headers.is_object() ? text_of(headers, "eventType") : "";
    if (event.type.empty() || !event.data.is_object()) {
        return std::nullopt;
    }
    event.id = text_of(headers, "eventId");
    if (event.id.empty()) {
        event.id = text_of(event.data, "eventId");
    }
    event.corp_id = text_of(headers, "eventCorpId");
    std::string born = text_of(headers, "eventBornTime");
    complete(event, born.empty() ? first_text(event.data, kTimeKeys) : born, received);
    return event;
}

} // namespace rosterd::dingtalk
