#include "daemon/config/given.hpp"

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

namespace
{

model::Json typed(const std::string& text)
{
    const auto json = model::Json::parse(text, nullptr, false);
    return json.is_boolean() || json.is_number_integer() ? json : model::Json(text);
}

} // namespace

Given read_given(const std::vector<std::string>& words, const std::set<std::string>& secrets,
                 const Surroundings& surroundings)
{
    Given out;
    YamlReader reader{"--set", surroundings};
    for (const std::string& word : words) {
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        if (equals == std::string::npos || name.empty()) {
            reader.fault_at({}, in_quotes(word) + " names no value", "--set NAME=VALUE");
            continue;
        }
        const YAML::Node node{word.substr(equals + 1)};
        if (secrets.contains(name)) {
            if (auto value = reader.secret(node, name, false)) {
                out.settings[name] = std::move(*value);
            }
        } else if (const auto value = reader.text(node, name)) {
            out.settings[name] = *value == node.Scalar() ? typed(*value) : model::Json(*value);
        }
    }
    out.faults = reader.take_faults();
    return out;
}

} // namespace rosterd::config
