// What a source of this kind is configured with.
#pragma once

#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "connectors/sql/dialect.hpp"
#include "connectors/sql/telling_statement.hpp"
#include "connectors/sql/watermark.hpp"

namespace rosterd::sql
{

struct Settings {
    std::string source;
    std::string connection; // complete, with the password
    std::vector<std::string> secrets;
    std::string query, departments_query, tombstone_query; // bare; the latter two may be empty
    std::string key, watermark;                            // column names; may be empty
    Overlap overlap;
    Limits limits;
    std::vector<Telling> telling; // of `write_back`
};

std::vector<sdk::OptionSpec> option_specs();

// Errors: invalid, naming the option.
model::Result<Settings> settings_of(const sdk::ConnectorContext& context);

} // namespace rosterd::sql
