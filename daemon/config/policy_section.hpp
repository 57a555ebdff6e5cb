// `policy:` of the configuration.
#pragma once

#include "core/model/policy.hpp"
#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

// `file`: of the configuration, for what lies beside it.
void read_policy(YamlReader& yaml, const YAML::Node& node, const std::string& file,
                 model::Policy& policy);

} // namespace rosterd::config
