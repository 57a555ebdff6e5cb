#include "daemon/sandbox/control_limits.hpp"

namespace rosterd::sandbox
{

namespace
{

using model::Json;

// Only onwards: what has happened has a time already.
model::Result<Json> clock(Parts& parts, const http::HttpServerRequest& request, model::Instant now)
{
    if (request.method == "POST") {
        const Json wanted = Json::parse(request.body);
        const auto by = model::parse_duration(wanted.at("forward").get<std::string>());
        if (!by || by->count() < 0) {
            return model::fail(model::ErrorKind::invalid, "the clock cannot be put forward by that",
                               R"(send e.g. {"forward": "2h"}, or 30s, 5m, 7d)");
        }
        parts.forward += *by;
        now += *by;
    }
    return Json{{"now", model::to_string(now)}, {"forward_s", parts.forward.count() / 1000}};
}

} // namespace

std::optional<model::Result<Json>> control_limits(Parts& parts,
                                                  const http::HttpServerRequest& request,
                                                  std::string_view kind, model::Instant now)
{
    if (kind == "time") {
        return clock(parts, request, now);
    }
    if (kind == "switches") {
        return describe_switches();
    }
    if (kind == "limits") {
        return Json{{"calls_a_second", parts.rules.qps},
                    {"calls_per_address", parts.rules.calls_per_address},
                    {"month", parts.monthly.to_json(parts.rules, now)}};
    }
    return std::nullopt;
}

} // namespace rosterd::sandbox
