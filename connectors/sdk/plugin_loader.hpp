// Finds a connector in a shared object beside rosterd. Nothing of it is run before its file is
// known to be of somebody who may say what rosterd does.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

// Where a connector of this name is looked for: "/usr/lib/rosterd/connectors/acme.so".
std::string plugin_path(const std::string& folder, const std::string& name);

// The names of what lies there, in order; none where there is no such folder. Nothing is loaded.
std::vector<std::string> plugins_in(const std::string& folder);

// The kind in plugin_path(), which stays loaded until the process ends. Errors, each with what was
// found, what is needed and what to do: not_found (no such file, or no name of a plugin: small
// letters, digits, - and _); unauthorised (a file or folder that everyone may write to, or of
// another account than root and the present one); invalid (no connector, built for another version
// or with other types, another name, something missing in it).
model::Result<ConnectorKind> load_plugin(const std::string& folder, const std::string& name);

} // namespace rosterd::sdk
