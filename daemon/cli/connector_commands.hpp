// The integrator's commands; each answers the exit status.
#pragma once

#include <string>
#include <vector>

#include "daemon/cli/connector_source.hpp"
#include "daemon/cli/globals.hpp"

namespace rosterd::cli
{

int connector_list(const Globals& globals);

struct ConnectorTestArguments {
    std::string file;       // a definition for `rest`
    std::string recordings; // the folder; empty: recordings/NAME beside the definition
};
// Plays the recordings, without a network; exit_changes if one does not come out as it says.
int connector_test(const Globals& globals, const ConnectorTestArguments& arguments);

struct NewArguments {
    std::string name;
    std::string kind = "rest"; // rest exec plugin
};
// Writes into the current folder, and replaces nothing.
int connector_new(const Globals& globals, const NewArguments& arguments);

struct PreviewArguments {
    SourceArguments what;
    std::size_t limit = 20; // people
    std::string region;     // empty: as configured
    std::string language;   // empty: the configuration's
};
// exit_changes if one of the people has to wait.
int connector_preview(const Globals& globals, const PreviewArguments& arguments);

struct RecordArguments {
    SourceArguments what;
    std::vector<std::string> since; // [STREAM=]TIME; empty: a full read
    std::string out;                // empty: where connector_test looks
};
// Replaces no file; exit_changes if what was recorded does not play.
int connector_record(const Globals& globals, const RecordArguments& arguments);

int connector_schema(const std::string& of); // "rest" "rosterd"

} // namespace rosterd::cli
