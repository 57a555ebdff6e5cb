// `policy.entitlements:` of the configuration: the RBAC matrix.
#pragma once

#include "core/model/entitlements.hpp"
#include "daemon/config/yaml_reader.hpp"

namespace rosterd::config
{

// Rules as they stand, then those of `grid`. `file`: of the configuration.
void read_entitlements(YamlReader& yaml, const YAML::Node& node, const std::string& file,
                       model::Entitlements& out);

// `when:` of a rule. `path`: where it stands, for what is wrong with it.
void read_when(YamlReader& yaml, const YAML::Node& node, const std::string& path,
               model::EntitlementRule& rule);

// "group/role", and not of the group that is DingTalk's own; otherwise what is wrong.
std::string role_fault(const std::string& role);

} // namespace rosterd::config
