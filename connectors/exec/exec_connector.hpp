// A program as a source: a script of ten lines, a Singer tap, an Airbyte source.
#pragma once

#include "connectors/sdk/connector.hpp"

namespace rosterd::exec
{

// Options: command (required), protocol, config, ...: README.md. The cursor holds the program's
// last state. A program that ends badly, hangs, floods or writes what can't be understood makes the
// read an error; where it had left a state on the way, what came until then is kept and the next
// read goes on there.
sdk::ConnectorKind kind();

} // namespace rosterd::exec
