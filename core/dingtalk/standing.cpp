#include "core/dingtalk/standing.hpp"

#include "core/model/json.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

std::int64_t ms(net::Instant at)
{
    return at.time_since_epoch().count();
}

net::Instant instant(const Json& object, const char* key)
{
    return net::Instant{net::Duration{object.value(key, std::int64_t{0})}};
}

Json json_of(const LaneStanding& lane)
{
    return {{"limit", lane.limit},
            {"changed", ms(lane.changed)},
            {"blocked_until", ms(lane.blocked_until)},
            {"lately", lane.lately},
            {"latest", ms(lane.latest)}};
}

LaneStanding lane_of(const Json& json)
{
    return {json.value("limit", std::size_t{0}), instant(json, "changed"),
            instant(json, "blocked_until"), json.value("lately", std::size_t{0}),
            instant(json, "latest")};
}

Standing read(const Json& json)
{
    Standing standing;
    standing.app_key = json.value("app_key", "");
    const Json apis = json.value("apis", Json::object()); // outlives its items
    for (const auto& [path, lane] : apis.items()) {
        standing.pacing.apis[path] = lane_of(lane);
    }
    if (json.contains("address")) {
        standing.pacing.address = lane_of(json.at("address"));
    }
    if (json.contains("month_end")) {
        standing.quota.month_end = instant(json, "month_end");
    }
    if (json.contains("closed_until")) {
        standing.quota.closed_until = instant(json, "closed_until");
    }
    standing.quota.used = json.value("used", std::int64_t{0});
    return standing;
}

} // namespace

std::string to_text(const Standing& standing)
{
    Json json{{"app_key", standing.app_key}, {"used", standing.quota.used}};
    for (const auto& [path, lane] : standing.pacing.apis) {
        json["apis"][path] = json_of(lane);
    }
    if (standing.pacing.address) {
        json["address"] = json_of(*standing.pacing.address);
    }
    if (standing.quota.month_end) {
        json["month_end"] = ms(*standing.quota.month_end);
    }
    if (standing.quota.closed_until) {
        json["closed_until"] = ms(*standing.quota.closed_until);
    }
    return json.dump();
}

Standing standing_of(const std::string& text)
{
    const Json json = Json::parse(text, nullptr, false);
    try {
        return json.is_object() ? read(json) : Standing{};
    } catch (const Json::exception&) { // something of another kind where a number belongs
        return {};
    }
}

} // namespace rosterd::dingtalk
