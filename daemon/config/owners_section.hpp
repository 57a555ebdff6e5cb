// `policy.fields`: whose each field is; and `write_back` of a source: what it is told.
#pragma once

#include <span>

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

void read_owners(YamlReader& yaml, const YAML::Node& node, model::FieldOwners& fields);

// `connectors`: to name those that can.
void read_write_back(YamlReader& yaml, const YAML::Node& source,
                     std::span<const sdk::ConnectorKind> connectors, SourceSettings& out);

// What is HR's own is not told to HR; `root` is the whole file. After everything else.
void check_write_back(YamlReader& yaml, const YAML::Node& root, const Settings& settings);

} // namespace rosterd::config
