// The options of a source that is a program.
#pragma once

#include <string>
#include <vector>

#include "connectors/exec/program.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::exec
{

enum class ProtocolKind { lines, singer, airbyte };

struct ExecOptions {
    ProtocolKind protocol = ProtocolKind::lines;
    Program program;
    model::Json config = model::Json::object();   // for the program, as a file
    std::string config_file;                      // where it is kept; empty: in our configuration
    std::vector<std::string> people, departments; // streams of singer and airbyte
    bool incremental = false; // between full reads only what changed since its state is asked for
    std::string employee_id = "employee_id"; // field of a record that is told to be gone
    std::string catalog_file;                // of a tap that can't discover
    std::vector<std::string> secrets;        // must not be said
};

std::vector<sdk::OptionSpec> option_specs();

// Errors: invalid, not_found (config_file).
model::Result<ExecOptions> options_of(const sdk::ConnectorContext& context);

// The same for the program of `write_back: {command: ...}`; unchanged without one. Errors: invalid.
model::Result<ExecOptions> telling_options_of(const sdk::ConnectorContext& context,
                                              const ExecOptions& options);

// All texts of the program's configuration: any of them may be a secret.
std::vector<std::string> texts_in(const model::Json& config);

} // namespace rosterd::exec
