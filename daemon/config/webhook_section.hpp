// `webhook:` of a source: how its HRIS signs what it says.
#pragma once

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

// `own_sandbox`: the secret may stand in the file.
void read_webhook(YamlReader& yaml, const YAML::Node& node, bool own_sandbox, SourceSettings& out);

// A webhook needs a listener; `root` is the whole file. After everything else.
void check_webhooks(YamlReader& yaml, const YAML::Node& root, const Settings& settings);

} // namespace rosterd::config
