// The options a connector was configured with.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "connectors/sdk/table.hpp"

namespace rosterd::sdk
{

// A text option; `otherwise` where it is not configured.
std::string text_option(const ConnectorContext& context, const std::string& name,
                        const std::string& otherwise = {});

// A path option, taken relative to the configuration; `base`: to another folder.
std::string path_option(const ConnectorContext& context, const std::string& name,
                        const std::string& otherwise = {}, const std::string& base = {});

// Where it is not configured `to` stays. Errors: invalid.
model::Result<void> read_duration_option(const ConnectorContext& context, const std::string& name,
                                         model::Duration& to);

// "complete" or "changes". Errors: invalid.
model::Result<Completeness> completeness_option(const ConnectorContext& context,
                                                Completeness otherwise);

// encoding, separator, sheet, settle, patience: of every connector whose HRIS ends in a file.
std::vector<OptionSpec> table_option_specs();
// Errors: invalid.
model::Result<TableOptions> table_options(const ConnectorContext& context);

// "roster.csv: Big5-HKSCS, comma, 1000 rows"
std::string describe(const std::string& file, const TableSummary& summary);

} // namespace rosterd::sdk
