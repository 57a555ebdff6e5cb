#include "connectors/rest/filters.hpp"

#include <array>
#include <charconv>

#include "connectors/rest/secrets.hpp"
#include "core/model/nearest.hpp"
#include "core/net/http.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

constexpr std::array<std::string_view, 10> kFilters{
    "or", "time", "plus", "minus", "join", "number", "text", "json", "urlencode", "base64"};

Json number_of(const Json& json)
{
    const Json parsed =
        json.is_string() ? Json::parse(json.get<std::string>(), nullptr, false) : json;
    return parsed.is_number() ? parsed : json;
}

std::string joined(const Json& json, const std::string& between)
{
    if (!json.is_array()) {
        return text_of(json);
    }
    std::string out;
    for (std::size_t i = 0; i < json.size(); ++i) {
        out += (i == 0 ? "" : between) + text_of(json[i]);
    }
    return out;
}

// A value that is to be a time: one, or text that says one.
std::optional<model::Instant> time_of(const Value& value, const TimeStyle& style)
{
    return value.time ? value.time : time_in(text_of(value.json), style.zone);
}

Value in_time_format(const Value& value, const std::string& format, const TimeStyle& style)
{
    const auto time = time_of(value, style);
    if (!time) {
        return value;
    }
    const std::string text = to_text(*time, {format, style.zone});
    if (format == "ms" || format == "seconds") {
        return {Json::parse(text), std::nullopt};
    }
    return {text, std::nullopt};
}

Value moved(const Value& value, model::Duration by, const TimeStyle& style)
{
    const auto time = time_of(value, style);
    return time ? Value{nullptr, *time + by} : value;
}

std::string plain(const Value& value, const TimeStyle& style)
{
    return value.time ? to_text(*value.time, style) : text_of(value.json);
}

} // namespace

std::string fault_of(const Filter& filter, std::string& write)
{
    if (std::find(kFilters.begin(), kFilters.end(), filter.name) == kFilters.end()) {
        write = model::nearest(filter.name, kFilters);
        write = write.empty()
                    ? "or, time, plus, minus, join, number, text, json, urlencode or base64"
                    : write;
        return "there is no filter '" + filter.name + "'";
    }
    if (filter.name == "time" && !is_time_format(filter.argument)) {
        write = "iso, iso_ms, date, seconds, ms or a format of %Y %m %d %H %M %S %L %z";
        return "'" + filter.argument + "' is no time format";
    }
    if ((filter.name == "plus" || filter.name == "minus") &&
        !model::parse_duration(filter.argument)) {
        write = filter.name + ":1d, or with another duration";
        return "'" + filter.argument + "' is no duration";
    }
    return {};
}

std::optional<Value> filtered(std::optional<Value> value, const Filter& filter,
                              const TimeStyle& style)
{
    if (!value) {
        return filter.name == "or" ? std::optional{Value{filter.argument, std::nullopt}}
                                   : std::nullopt;
    }
    if (filter.name == "time") {
        return in_time_format(*value, filter.argument, style);
    }
    if (filter.name == "plus" || filter.name == "minus") {
        const model::Duration by = *model::parse_duration(filter.argument);
        return moved(*value, filter.name == "plus" ? by : -by, style);
    }
    if (filter.name == "join") {
        return Value{joined(value->json, filter.argument), std::nullopt};
    }
    if (filter.name == "number") {
        return Value{number_of(value->time ? Json(plain(*value, style)) : value->json),
                     std::nullopt};
    }
    if (filter.name == "text") {
        return Value{plain(*value, style), std::nullopt};
    }
    if (filter.name == "json") {
        return Value{value->time ? Json(plain(*value, style)).dump() : value->json.dump(),
                     std::nullopt};
    }
    if (filter.name == "urlencode") {
        return Value{net::url_encode(plain(*value, style)), std::nullopt};
    }
    if (filter.name == "base64") {
        return Value{to_base64(plain(*value, style)), std::nullopt};
    }
    return value; // or: it is there
}

} // namespace rosterd::rest
