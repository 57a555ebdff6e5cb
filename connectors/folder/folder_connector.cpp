#include "connectors/folder/folder_connector.hpp"

#include <chrono>
#include <optional>

#include "connectors/folder/drop_folder.hpp"
#include "connectors/sdk/options.hpp"
#include "connectors/sdk/table.hpp"
#include "core/model/time.hpp"

namespace rosterd::folder
{

namespace
{

using model::ErrorKind;
using model::Json;

struct FolderOptions {
    std::string path, done, failed;
    std::vector<std::string> patterns;
    sdk::Completeness completeness = sdk::Completeness::complete;
    sdk::TableOptions table;
};

Json result_of(const std::string& name, const char* status)
{
    const auto now =
        std::chrono::time_point_cast<model::Duration>(std::chrono::system_clock::now());
    return {{"file", name}, {"status", status}, {"at", model::to_string(now)}};
}

class FolderConnector final : public sdk::Connector
{
public:
    FolderConnector(std::string source, FolderOptions options)
        : source_{std::move(source)}, options_{std::move(options)}
    {
    }

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override;
    void settled(const sdk::Settlement& settlement) override;
    std::vector<std::string> watched_paths() const override { return {options_.path}; }

private:
    struct Waiting {
        std::string name, identity;
        std::vector<std::string> superseded;
    };
    model::Result<std::optional<Waiting>> next_waiting(const std::string& accepted);
    model::Result<sdk::ReadResult> read_file(Waiting waiting, sdk::RecordSink& sink);
    void set_aside(const std::string& name, const model::Error& error);

    std::string source_;
    FolderOptions options_;
    std::optional<Waiting> read_; // waits to be settled
};

model::Result<sdk::ReadResult> FolderConnector::read(const sdk::ReadRequest& request,
                                                     sdk::RecordSink& sink)
{
    read_.reset();
    auto waiting = next_waiting(request.cursor);
    if (!waiting) {
        return tl::unexpected(waiting.error());
    }
    if (!*waiting) {
        return sdk::ReadResult{sdk::Completeness::nothing, request.cursor, false,
                               options_.path + ": no file is waiting"};
    }
    return read_file(std::move(**waiting), sink);
}

// The file to read now. One that was accepted before, but not moved, is moved on the way.
model::Result<std::optional<FolderConnector::Waiting>>
FolderConnector::next_waiting(const std::string& accepted)
{
    for (;;) {
        const auto names = waiting_files(options_.path, options_.patterns);
        if (!names) {
            return tl::unexpected(names.error());
        }
        if (names->empty()) {
            return std::optional<Waiting>{};
        }
        const bool last_counts = options_.completeness == sdk::Completeness::complete;
        Waiting waiting{last_counts ? names->back() : names->front(), {}, {}};
        if (last_counts) {
            waiting.superseded.assign(names->begin(), names->end() - 1);
        }
        const auto identity = identity_of(options_.path, waiting.name);
        if (!identity) {
            return tl::unexpected(identity.error());
        }
        waiting.identity = *identity;
        if (waiting.identity != accepted) {
            return waiting;
        }
        for (const std::string& name : waiting.superseded) {
            Json result = result_of(name, "superseded");
            result["by"] = waiting.name;
            if (auto moved = put_away(options_.path, name, options_.done, result); !moved) {
                return tl::unexpected(moved.error());
            }
        }
        const auto moved = put_away(options_.path, waiting.name, options_.done,
                                    result_of(waiting.name, "accepted before"));
        if (!moved) {
            return tl::unexpected(moved.error());
        }
    }
}

model::Result<sdk::ReadResult> FolderConnector::read_file(Waiting waiting, sdk::RecordSink& sink)
{
    const std::string file = options_.path + "/" + waiting.name;
    const auto summary = sdk::read_table(file, source_, options_.table, sink);
    if (!summary) {
        if (summary.error().kind == ErrorKind::invalid) {
            set_aside(waiting.name, summary.error());
        }
        return tl::unexpected(summary.error());
    }
    // It may have been replaced between taking its identity and reading it.
    const auto identity = identity_of(options_.path, waiting.name);
    if (!identity || *identity != waiting.identity) {
        return model::fail(ErrorKind::transient, file + " changed while it was read",
                           "it is read again once it has been left alone");
    }
    sdk::ReadResult result{options_.completeness, waiting.identity, summary->dingtalk_template,
                           sdk::describe(file, *summary)};
    if (!waiting.superseded.empty()) {
        result.notes += "; supersedes " + std::to_string(waiting.superseded.size()) + " before it";
    }
    read_ = std::move(waiting);
    return result;
}

void FolderConnector::set_aside(const std::string& name, const model::Error& error)
{
    Json result = result_of(name, "failed");
    result["error"] = error.message;
    result["hint"] = error.hint;
    // If it can't be moved it stays, and the next read says the same of it again.
    static_cast<void>(put_away(options_.path, name, options_.failed, result));
}

// The superseded ones go first: if rosterd ended in between, none of them would be left to be taken
// for the state. What can't be moved stays and is recognised by the cursor next time.
void FolderConnector::settled(const sdk::Settlement& settlement)
{
    if (!read_ || settlement.cursor != read_->identity) {
        return;
    }
    const Waiting waiting = std::move(*read_);
    read_.reset();
    for (const std::string& name : waiting.superseded) {
        Json result = result_of(name, "superseded");
        result["by"] = waiting.name;
        if (!put_away(options_.path, name, options_.done, result)) {
            return;
        }
    }
    // A newer file may have come under the same name meanwhile: that one is still to be read.
    const auto identity = identity_of(options_.path, waiting.name);
    if (!identity || *identity != waiting.identity) {
        return;
    }
    Json result = result_of(waiting.name, "done");
    result["records"] = settlement.records;
    result["accepted"] = settlement.accepted;
    result["quarantined"] = settlement.quarantined;
    result["findings"] = settlement.findings;
    static_cast<void>(put_away(options_.path, waiting.name, options_.done, result));
}

std::vector<std::string> patterns_of(const sdk::ConnectorContext& context)
{
    const auto found = context.options.find("pattern");
    if (found != context.options.end() && found->is_array()) {
        std::vector<std::string> patterns;
        for (const Json& one : *found) {
            patterns.push_back(one.is_string() ? one.get<std::string>() : one.dump());
        }
        return patterns;
    }
    const std::string text = sdk::text_option(context, "pattern");
    return text.empty() ? std::vector<std::string>{"*.csv", "*.xlsx"}
                        : std::vector<std::string>{text};
}

model::Result<std::unique_ptr<sdk::Connector>> make(const sdk::ConnectorContext& context)
{
    if (sdk::text_option(context, "path").empty()) {
        return model::fail(ErrorKind::invalid, "source " + context.source + ": `path` is missing",
                           "write options: {path: /srv/hr/drop}");
    }
    auto table = sdk::table_options(context);
    const auto completeness = sdk::completeness_option(context, sdk::Completeness::complete);
    if (!table || !completeness) {
        return tl::unexpected(!table ? table.error() : completeness.error());
    }
    FolderOptions options;
    options.path = sdk::path_option(context, "path");
    options.done = sdk::path_option(context, "done", "done", options.path);
    options.failed = sdk::path_option(context, "failed", "failed", options.path);
    options.patterns = patterns_of(context);
    options.completeness = *completeness;
    options.table = std::move(*table);
    return std::make_unique<FolderConnector>(context.source, std::move(options));
}

} // namespace

sdk::ConnectorKind kind()
{
    sdk::ConnectorKind kind{
        "folder", "files dropped into a folder, each kept with its result", {}, make};
    kind.options = {
        {"path", "path", true, "the folder", {}},
        {"done", "path", false, "where read files go, below the folder (done)", {}},
        {"failed", "path", false, "where broken files go, below the folder (failed)", {}},
        {"completeness",
         "string",
         false,
         "what one file holds: the whole roster, or changes",
         {"complete", "changes"}},
        {"pattern", "list", false, "which names are read (*.csv, *.xlsx)", {}},
    };
    for (sdk::OptionSpec& option : sdk::table_option_specs()) {
        kind.options.push_back(std::move(option));
    }
    return kind;
}

} // namespace rosterd::folder
