// `schedule:` of the configuration, and time zones wherever they stand.
#pragma once

#include <string>
#include <vector>

#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

void read_schedule(YamlReader& yaml, const YAML::Node& node,
                   std::vector<ScheduleSettings>& schedule);

// An IANA name that this machine's zone database has; anything else is a fault.
void read_time_zone(YamlReader& yaml, const YAML::Node& node, std::string_view path,
                    std::string& zone);

} // namespace rosterd::config
