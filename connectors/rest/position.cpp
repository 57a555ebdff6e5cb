#include "connectors/rest/position.hpp"

#include "core/model/json.hpp"

namespace rosterd::rest
{

std::string to_cursor(const Position& position)
{
    return model::Json{{"definition", std::to_string(position.definition)},
                       {"watermarks", position.watermarks}}
        .dump();
}

Position position_of(const std::string& cursor, std::uint64_t definition)
{
    Position out{definition, {}};
    const auto json = model::Json::parse(cursor, nullptr, false);
    if (!json.is_object() || json.value("definition", "") != std::to_string(definition)) {
        return out;
    }
    const auto watermarks = json.find("watermarks");
    if (watermarks != json.end() && watermarks->is_object()) {
        for (const auto& [stream, value] : watermarks->items()) {
            if (value.is_string()) {
                out.watermarks[stream] = value.get<std::string>();
            }
        }
    }
    return out;
}

} // namespace rosterd::rest
