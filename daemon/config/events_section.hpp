// The section dingtalk.events.
#pragma once

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

// `own_sandbox`: secrets may stand in the file. After the other keys of `dingtalk`.
void read_events(YamlReader& yaml, const YAML::Node& node, bool own_sandbox, DingTalkSettings& out);

// Pushes come in on the listener.
void check_events(YamlReader& yaml, const YAML::Node& root, const Settings& settings);

} // namespace rosterd::config
