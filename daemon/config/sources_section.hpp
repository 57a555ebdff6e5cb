// `sources:` of the configuration: each with its connector's options and its mapping.
#pragma once

#include <span>
#include <vector>

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

// `own_sandbox`: secrets may stand in the file, since they guard nothing but a sandbox.
void read_sources(YamlReader& yaml, const YAML::Node& node,
                  std::span<const sdk::ConnectorKind> connectors, bool own_sandbox,
                  std::vector<SourceSettings>& sources);

// A connector's fault: at the option below `node` itself, or at what is nearest above it.
void report(YamlReader& yaml, YAML::Node node, const sdk::OptionFault& fault);

} // namespace rosterd::config
