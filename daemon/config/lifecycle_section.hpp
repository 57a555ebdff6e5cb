// `policy.lifecycle:` of the configuration: who gets an account when, and what becomes of it.
#pragma once

#include "core/model/policy.hpp"
#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

void read_lifecycle(YamlReader& yaml, const YAML::Node& node, model::Policy& policy);

} // namespace rosterd::config
