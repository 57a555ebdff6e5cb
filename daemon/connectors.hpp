// The connectors this rosterd has, in one visible table. A new kind is one line in connectors.cpp.
// Code that is not ours - plugins, and the drivers that sql loads - runs in processes of its own.
#pragma once

#include <span>
#include <string>

#include "connectors/sdk/connector.hpp"
#include "core/model/time.hpp"

namespace rosterd
{

std::span<const sdk::ConnectorKind> connector_kinds();
// The same as sources use them: this program is started once more for those that run apart.
std::span<const sdk::ConnectorKind> kinds_of_sources();

// Errors: as apart::plugin_apart.
model::Result<sdk::ConnectorKind> plugin_kind(const std::string& name);

// What the program that was started once more does: main() calls it where kApart is its argument.
inline constexpr const char* kApart = "connector-process";
int serve_connector();

// How long `sql` may be silent by what it is configured with: it waits for a connection, then for a
// statement.
model::Duration silence_of_sql(const model::Json& options);

// Where other kinds are looked for: /usr/lib/rosterd/connectors, or as ROSTERD_CONNECTORS says.
std::string plugin_folder();

} // namespace rosterd
