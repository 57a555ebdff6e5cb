// Brings a state file forward, one transaction for all that is missing.
#pragma once

#include <span>

#include "core/model/result.hpp"
#include "core/state/connection.hpp"
#include "core/state/migrations.hpp"

namespace rosterd::state
{

// The schema's version of a file; 0 for a new one.
int version_of(Connection& connection);

// Whether a reader of these migrations understands the file as it is.
model::Result<void> readable(Connection& connection, std::span<const Migration> migrations);

// Refuses a file of another program and a file of a newer version; otherwise runs what is missing.
// A step that fails leaves the file as it was.
model::Result<void> migrate(Connection& connection, std::span<const Migration> migrations);

} // namespace rosterd::state
