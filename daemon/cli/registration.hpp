// How commands are put into the parser.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "daemon/cli/globals.hpp"

namespace rosterd::cli
{

// What the parsed line asks for; set by the subcommand's callback.
using Chosen = std::function<int()>;

CLI::App* command(CLI::App& app, const char* name, const char* help, const char* example);

// Each puts its commands in: sync plan apply run undo rollout entitlements; findings holds approve
// ...; check template explain-code sandbox; connector and what is below it.
void add_cycle_commands(CLI::App& app, Globals& globals, Chosen& chosen);
void add_state_commands(CLI::App& app, Globals& globals, Chosen& chosen);
void add_tool_commands(CLI::App& app, Globals& globals, Chosen& chosen);
void add_connector(CLI::App& app, Globals& globals, Chosen& chosen);

} // namespace rosterd::cli
