// Reads files that were dropped into a folder, one per read, each kept with its result: for every
// connector whose files end up in a folder of this machine.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sdk/connector.hpp"
#include "connectors/sdk/drop_folder.hpp"
#include "connectors/sdk/table.hpp"

namespace rosterd::sdk
{

struct DropOptions {
    std::string path, done, failed; // folders
    NamePatterns patterns;
    std::string keyring; // file with the keys that may sign; empty: nothing has to be signed
    std::string marker;  // ".ok": NAME counts once NAME.ok is there; empty: no marker is wanted
    TableOptions table;
};

// done, failed, pattern, completeness, full, changes, keyring, and those of tables.
std::vector<OptionSpec> drop_option_specs();
// `folder`: the option with the folder's path. Errors: invalid.
model::Result<DropOptions> drop_options(const ConnectorContext& context, const std::string& folder);

// Of several whole rosters the last counts, and what stands before it is superseded; changes are
// taken one after the other. The cursor is the identity of the file accepted last: if rosterd ended
// before it was moved, it is recognised and only moved. Who is to sign and did not, or wrongly,
// goes to `failed` unread.
class DropReader
{
public:
    DropReader(std::string source, DropOptions options)
        : source_{std::move(source)}, options_{std::move(options)}
    {
    }

    model::Result<ReadResult> read(const ReadRequest& request, RecordSink& sink);
    void settled(const Settlement& settlement);
    const DropOptions& options() const { return options_; }

private:
    struct Waiting {
        WaitingFile file;
        std::string identity;
        std::vector<std::string> superseded;
    };
    model::Result<std::vector<WaitingFile>> waiting() const;
    model::Result<std::optional<Waiting>> next_waiting(const std::string& accepted);
    model::Result<ReadResult> read_file(Waiting waiting, RecordSink& sink);
    model::Result<TableSummary> read_signed(const std::string& name, RecordSink& sink) const;
    model::Result<void> put_superseded_away(const Waiting& waiting) const;
    model::Result<void> put_file_away(const std::string& name, const std::string& to,
                                      const model::Json& result) const;
    void set_aside(const std::string& name, const model::Error& error) const;

    std::string source_;
    DropOptions options_;
    std::optional<Waiting> read_; // waits to be settled
};

} // namespace rosterd::sdk
