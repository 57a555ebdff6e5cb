#include "daemon/config/sources_section.hpp"

#include <algorithm>
#include <array>

#include "core/model/nearest.hpp"
#include "daemon/config/owners_section.hpp"
#include "daemon/config/webhook_section.hpp"

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
    } else if (spec.type == "map" && !node.IsMap()) {
        yaml.fault(node, in_quotes(path) + " must be a map", "lines such as  name: value");
    }
}

void read_options(YamlReader& yaml, const YAML::Node& source, const sdk::ConnectorKind& kind,
                  bool own_sandbox, SourceSettings& out)
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
            if (auto secret = yaml.secret(value, path, own_sandbox)) {
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
    if (kind.check && node.IsDefined() && node.IsMap()) {
        for (const sdk::OptionFault& fault : kind.check(out.options, yaml.folder())) {
            report(yaml, node, fault);
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

void fault_no_such_kind(YamlReader& yaml, const YAML::Node& node, const std::string& name,
                        std::span<const sdk::ConnectorKind> connectors,
                        const model::Error& no_plugin)
{
    std::vector<std::string_view> names;
    for (const sdk::ConnectorKind& kind : connectors) {
        names.push_back(kind.name);
    }
    const std::string near = model::nearest(name, names);
    const bool plugins = !no_plugin.message.empty();
    yaml.fault(node,
               "'sources.connector' can't be '" + name + "'" +
                   (plugins ? ": it is not built in, and " + no_plugin.message : ""),
               (near.empty() ? "one of: " + joined(names) : near) +
                   (plugins ? "; or else " + no_plugin.hint : ""));
}

// The kind that `connector:` names: built in, or a plugin.
std::optional<sdk::ConnectorKind> kind_of(YamlReader& yaml, const YAML::Node& node,
                                          std::span<const sdk::ConnectorKind> connectors)
{
    const auto name = yaml.text(node, "sources.connector");
    if (!name) {
        return std::nullopt;
    }
    const auto found = std::ranges::find(connectors, *name, &sdk::ConnectorKind::name);
    if (found != connectors.end()) {
        return *found;
    }
    const auto& look_up = yaml.surroundings().plugin;
    auto plugin = look_up ? look_up(*name) : model::fail(model::ErrorKind::not_found, "");
    if (plugin) {
        return std::move(*plugin);
    }
    if (plugin.error().kind == model::ErrorKind::not_found) {
        fault_no_such_kind(yaml, node, *name, connectors, plugin.error());
    } else {
        yaml.fault(node, plugin.error().message, plugin.error().hint);
    }
    return std::nullopt;
}

void read_source(YamlReader& yaml, const YAML::Node& node,
                 std::span<const sdk::ConnectorKind> connectors, bool own_sandbox,
                 std::vector<SourceSettings>& sources)
{
    static constexpr std::array<std::string_view, 7> keys{
        "name", "connector", "options", "mapping", "path_separators", "webhook", "write_back"};
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
    const YAML::Node connector = YamlReader::get(node, "connector");
    if (!connector.IsDefined()) {
        yaml.fault(node, "source '" + out.name + "' has no connector", "connector: csv");
    } else if (auto kind = kind_of(yaml, connector, connectors)) {
        out.connector = kind->name;
        out.kind = std::move(*kind);
        read_options(yaml, node, out.kind, own_sandbox, out);
        read_write_back(yaml, node, connectors, out);
    }
    read_mapping(yaml, YamlReader::get(node, "mapping"), out.mapping);
    if (const auto separators =
            yaml.text(YamlReader::get(node, "path_separators"), "sources.path_separators")) {
        out.path_separators = *separators;
    }
    read_webhook(yaml, YamlReader::get(node, "webhook"), own_sandbox, out);
    sources.push_back(std::move(out));
}

} // namespace

void report(YamlReader& yaml, YAML::Node node, const sdk::OptionFault& fault)
{
    for (const std::string& key : fault.path) {
        const YAML::Node below = YamlReader::get(node, key);
        if (!below.IsDefined()) {
            break;
        }
        node.reset(below);
    }
    yaml.fault(node, fault.what, fault.write);
}

void read_sources(YamlReader& yaml, const YAML::Node& node,
                  std::span<const sdk::ConnectorKind> connectors, bool own_sandbox,
                  std::vector<SourceSettings>& sources)
{
    if (!yaml.list(node, "sources")) {
        return;
    }
    for (const auto& entry : node) {
        read_source(yaml, entry, connectors, own_sandbox, sources);
    }
    if (sources.empty()) {
        yaml.fault(node, "'sources' is empty",
                   "- {name: hr, connector: csv, options: {path: ...}}");
    }
}

} // namespace rosterd::config
