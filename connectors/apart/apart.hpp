// Connectors whose code is not ours - plugins, drivers - in processes of their own: one that
// crashes, hangs or floods costs its own source an error, and nothing else.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "core/model/time.hpp"

namespace rosterd::apart
{

// Where the code of a kind runs.
struct Home {
    std::vector<std::string> command; // a program, and its arguments, that calls serve()
    std::string folder;               // of plugins; empty: the kind is built in
    std::string name;                 // of the kind
    // How long it may give no sign of life where the option `idle_timeout` does not say; empty:
    // five minutes.
    std::function<model::Duration(const model::Json& options)> silence = {};
};

// The kind as it presents itself here, with its connectors made and used over there; it gets the
// options `idle_timeout` and `time_limit`. A connector whose process can't be used when it is made
// is an error of kind permanent; later, one of kind transient, and the next request starts another
// process. Not for kinds that read what was written by SCIM.
sdk::ConnectorKind made_apart(sdk::ConnectorKind kind, const Home& home);

// A plugin, nothing of which is ever run here. Errors: those of sdk::load_plugin; invalid where its
// process can't be used.
model::Result<sdk::ConnectorKind> plugin_apart(const Home& home);

} // namespace rosterd::apart
