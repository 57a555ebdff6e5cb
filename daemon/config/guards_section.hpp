// `policy: guards:` of the configuration.
#pragma once

#include "core/model/policy.hpp"
#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

void read_guards(YamlReader& yaml, const YAML::Node& node, model::Policy& policy);

} // namespace rosterd::config
