#include "daemon/config/sources_section.hpp"

#include <algorithm>
#include <array>

namespace rosterd::config
{

namespace
{

// Notes a fault where an option is not of its type; the connector gets it as JSON all the same.
void check_option(YamlReader& yaml, const YAML::Node& node, const std::string& path,
                  const sdk::OptionSpec& spec)
{
    if (!spec.choices.empty()) {
        std::vector<std::string_view> choices{spec.choices.begin(), spec.choices.end()};
        yaml.choice(node, path, choices);
    } else if (spec.type == "bool") {
        yaml.flag(node, path);
    } else if (spec.type == "duration") {
        yaml.duration(node, path);
    } else if (spec.type == "integer") {
        yaml.integer(node, path, INT64_MIN, INT64_MAX);
    } else if (spec.type == "list") {
        yaml.list(node, path);
    }
}

void read_options(YamlReader& yaml, const YAML::Node& source, const sdk::ConnectorKind& kind,
                  bool literal_secrets, SourceSettings& out)
{
    const YAML::Node node = YamlReader::get(source, "options");
    std::vector<std::string_view> names;
    names.reserve(kind.options.size());
    for (const sdk::OptionSpec& spec : kind.options) {
        names.push_back(spec.name);
    }
    yaml.keys(node, "options", names);
    for (const sdk::OptionSpec& spec : kind.options) {
        const YAML::Node value = YamlReader::get(node, spec.name);
        const std::string path = "options." + spec.name;
        if (value.IsDefined() && !value.IsNull() && spec.type == "secret") {
            if (auto secret = yaml.secret(value, path, literal_secrets)) {
                out.options[spec.name] = std::move(*secret);
            }
        } else if (value.IsDefined() && !value.IsNull()) {
            check_option(yaml, value, path, spec);
            out.options[spec.name] = yaml.json(value, path);
        } else if (spec.required) {
            yaml.fault(node.IsDefined() ? node : source,
                       "connector '" + kind.name + "' needs the option '" + spec.name + "'",
                       "options: {" + spec.name + ": ...} (" + spec.help + ")");
        }
    }
}

// Field by field, so that a fault stands at the field's line.
void read_mapping(YamlReader& yaml, const YAML::Node& node, ingest::Mapping& mapping)
{
    if (!node.IsDefined() || node.IsNull()) {
        return;
    }
    if (!node.IsMap()) {
        yaml.fault(node, "'mapping' must be a map", "lines such as  mobile: Handphone");
        return;
    }
    for (const auto& entry : node) {
        const std::string field = entry.first.Scalar();
        auto part = ingest::parse_mapping({{field, yaml.json(entry.second, "mapping." + field)}});
        if (!part) {
            yaml.fault(entry.first, part.error().message, part.error().hint);
            continue;
        }
        mapping.recognise_headings = mapping.recognise_headings && part->recognise_headings;
        for (ingest::FieldRule& rule : part->rules) {
            mapping.rules.push_back(std::move(rule));
        }
    }
}

void read_source(YamlReader& yaml, const YAML::Node& node,
                 std::span<const sdk::ConnectorKind> connectors, bool literal_secrets,
                 std::vector<SourceSettings>& sources)
{
    static constexpr std::array<std::string_view, 5> keys{"name", "connector", "options", "mapping",
                                                          "path_separators"};
    if (!yaml.keys(node, "sources", keys)) {
        return;
    }
    SourceSettings out;
    const YAML::Node name = YamlReader::get(node, "name");
    out.name = yaml.text(name, "sources.name").value_or("");
    if (out.name.empty() || out.name.find('/') != std::string::npos) {
        yaml.fault(name.IsDefined() ? name : node, "a source needs a name without '/'", "name: hr");
    }
    const auto same = [&](const SourceSettings& other) { return other.name == out.name; };
    if (std::any_of(sources.begin(), sources.end(), same)) {
        yaml.fault(name, "two sources are named '" + out.name + "'", "a name of its own for each");
    }
    std::vector<std::string_view> kinds;
    for (const sdk::ConnectorKind& kind : connectors) {
        kinds.push_back(kind.name);
    }
    const YAML::Node connector = YamlReader::get(node, "connector");
    if (!connector.IsDefined()) {
        yaml.fault(node, "source '" + out.name + "' has no connector", "connector: csv");
    } else if (const auto kind = yaml.choice(connector, "sources.connector", kinds)) {
        out.connector = *kind;
        const auto found = std::find_if(connectors.begin(), connectors.end(),
                                        [&](const auto& one) { return one.name == *kind; });
        read_options(yaml, node, *found, literal_secrets, out);
    }
    read_mapping(yaml, YamlReader::get(node, "mapping"), out.mapping);
    if (const auto separators =
            yaml.text(YamlReader::get(node, "path_separators"), "sources.path_separators")) {
        out.path_separators = *separators;
    }
    sources.push_back(std::move(out));
}

} // namespace

void read_sources(YamlReader& yaml, const YAML::Node& node,
                  std::span<const sdk::ConnectorKind> connectors, bool literal_secrets,
                  std::vector<SourceSettings>& sources)
{
    if (!yaml.list(node, "sources")) {
        return;
    }
    for (const auto& entry : node) {
        read_source(yaml, entry, connectors, literal_secrets, sources);
    }
    if (sources.empty()) {
        yaml.fault(node, "'sources' is empty",
                   "- {name: hr, connector: csv, options: {path: ...}}");
    }
}

} // namespace rosterd::config
