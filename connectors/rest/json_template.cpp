// JSON bodies with {{names}} in them.
#include <algorithm>
#include <iterator>

#include "connectors/rest/template.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

std::optional<Json> filled_list(const JsonTemplate& list, const Scope& scope,
                                const TimeStyle& style)
{
    Json out = Json::array();
    for (const auto& [key, part] : list.parts) {
        auto filled = part.fill(scope, style);
        if (filled) {
            out.push_back(std::move(*filled));
        } else if (part.kind == JsonTemplate::Kind::text) {
            return std::nullopt;
        }
    }
    return out;
}

Template key_template(const Yaml::Entry& entry, const std::string& file, const Names& names,
                      Faults& faults)
{
    Names settings;
    std::ranges::copy_if(names, std::inserter(settings, settings.end()),
                         [](const std::string& name) { return name.starts_with("settings."); });
    auto key = Template::parse(entry.key, settings);
    if (!key) {
        faults.push_back({file, entry.value.place, key.error().what, key.error().write});
        return {};
    }
    return std::move(*key);
}

} // namespace

std::optional<Json> JsonTemplate::fill(const Scope& scope, const TimeStyle& style) const
{
    if (kind == Kind::value) {
        return value;
    }
    if (kind == Kind::text) {
        return text.json(scope, style);
    }
    if (kind == Kind::list) {
        return filled_list(*this, scope, style);
    }
    Json out = Json::object();
    for (const auto& [key, part] : parts) {
        const auto name = key.text(scope, style);
        auto filled = part.fill(scope, style);
        const bool emptied =
            filled && part.kind == Kind::map && !part.parts.empty() && filled->empty();
        if (name && filled && !emptied) { // an object whose values are all left out says nothing
            out[*name] = std::move(*filled);
        }
    }
    return out;
}

JsonTemplate parse_json_template(const Yaml& yaml, const std::string& file, const Names& names,
                                 Faults& faults)
{
    JsonTemplate out;
    if (yaml.kind == Yaml::Kind::list) {
        out.kind = JsonTemplate::Kind::list;
        for (const Yaml& item : yaml.items) {
            out.parts.emplace_back(Template{}, parse_json_template(item, file, names, faults));
        }
        return out;
    }
    if (yaml.is_map()) {
        out.kind = JsonTemplate::Kind::map;
        for (const Yaml::Entry& entry : yaml.entries) {
            out.parts.emplace_back(key_template(entry, file, names, faults),
                                   parse_json_template(entry.value, file, names, faults));
        }
        return out;
    }
    out.value = to_json(yaml);
    if (!out.value.is_string()) {
        return out;
    }
    auto text = Template::parse(yaml.text, names);
    if (!text) {
        faults.push_back({file, yaml.place, text.error().what, text.error().write});
    } else if (!text->is_literal()) {
        out.kind = JsonTemplate::Kind::text;
        out.text = std::move(*text);
    }
    return out;
}

} // namespace rosterd::rest
