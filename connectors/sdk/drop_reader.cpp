#include "connectors/sdk/drop_reader.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "connectors/sdk/drop_marker.hpp"
#include "connectors/sdk/options.hpp"
#include "connectors/sdk/settled_file.hpp"
#include "connectors/sdk/signature.hpp"
#include "core/model/time.hpp"

namespace rosterd::sdk
{

namespace
{

namespace fs = std::filesystem;
using model::ErrorKind;
using model::Json;

Json result_of(const std::string& name, const char* status)
{
    const auto now =
        std::chrono::time_point_cast<model::Duration>(std::chrono::system_clock::now());
    return {{"file", name}, {"status", status}, {"at", model::to_string(now)}};
}

} // namespace

// A signature and a marker are no rosters, whatever the patterns say.
model::Result<std::vector<WaitingFile>> DropReader::waiting() const
{
    auto files = waiting_files(options_.path, options_.patterns);
    if (files && !options_.keyring.empty()) {
        std::erase_if(*files, [&](const WaitingFile& one) {
            return is_detached_signature((fs::path{options_.path} / one.name).string());
        });
    }
    if (files) {
        std::erase_if(*files, [&](const WaitingFile& one) {
            return is_marker(one.name, options_.marker) ||
                   !is_marked_whole(options_.path, one.name, options_.marker);
        });
    }
    return files;
}

model::Result<ReadResult> DropReader::read(const ReadRequest& request, RecordSink& sink)
{
    read_.reset();
    auto next = next_waiting(request.cursor);
    if (!next) {
        return tl::unexpected(next.error());
    }
    if (!*next) {
        return ReadResult{Completeness::nothing, request.cursor, false,
                          options_.path + ": no file is waiting"};
    }
    return read_file(std::move(**next), sink);
}

// The file to read now: the last that is full, else the first. One that was accepted before, but
// not moved, is moved on the way.
model::Result<std::optional<DropReader::Waiting>>
DropReader::next_waiting(const std::string& accepted)
{
    for (;;) {
        const auto files = waiting();
        if (!files) {
            return tl::unexpected(files.error());
        }
        if (files->empty()) {
            return std::optional<Waiting>{};
        }
        const auto last = std::find_if(files->rbegin(), files->rend(),
                                       [](const WaitingFile& one) { return one.full; });
        const auto chosen = last == files->rend() ? files->begin() : last.base() - 1;
        Waiting waiting{*chosen, {}, {}};
        std::for_each(files->begin(), chosen,
                      [&](const WaitingFile& one) { waiting.superseded.push_back(one.name); });
        const auto identity = identity_of(options_.path, waiting.file.name);
        if (!identity) {
            return tl::unexpected(identity.error());
        }
        waiting.identity = *identity;
        if (waiting.identity != accepted) {
            return waiting;
        }
        auto moved = put_superseded_away(waiting);
        moved = moved ? put_file_away(waiting.file.name, options_.done,
                                      result_of(waiting.file.name, "accepted before"))
                      : moved;
        if (!moved) {
            return tl::unexpected(moved.error());
        }
    }
}

model::Result<ReadResult> DropReader::read_file(Waiting waiting, RecordSink& sink)
{
    const std::string& name = waiting.file.name;
    const std::string file = options_.path + "/" + name;
    const auto summary = options_.keyring.empty() ? read_table(file, source_, options_.table, sink)
                                                  : read_signed(name, sink);
    if (!summary) {
        if (summary.error().kind == ErrorKind::invalid) {
            set_aside(name, summary.error());
        }
        return tl::unexpected(summary.error());
    }
    if (auto whole = check_marked_rows(options_.path, name, options_.marker, summary->rows);
        !whole) {
        return tl::unexpected(whole.error());
    }
    // It may have been replaced between taking its identity and reading it.
    const auto identity = identity_of(options_.path, name);
    if (!identity || *identity != waiting.identity) {
        return model::fail(ErrorKind::transient, file + " changed while it was read",
                           "it is read again once it has been left alone");
    }
    ReadResult result{waiting.file.full ? Completeness::complete : Completeness::changes,
                      waiting.identity, summary->dingtalk_template, describe(file, *summary)};
    if (!waiting.superseded.empty()) {
        result.notes += "; supersedes " + std::to_string(waiting.superseded.size()) + " before it";
    }
    read_ = std::move(waiting);
    return result;
}

// What is read is what was verified: a copy that nobody else can write to.
model::Result<TableSummary> DropReader::read_signed(const std::string& name, RecordSink& sink) const
{
    const std::string file = (fs::path{options_.path} / name).string();
    if (const auto settled = wait_until_settled(file, options_.table); !settled) {
        return tl::unexpected(settled.error());
    }
    const auto copy = verified_copy(file, options_.keyring, options_.table.patience);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    TableOptions table = options_.table;
    table.settle = model::Duration::zero();
    return read_table(copy->file(), source_, table, sink);
}

model::Result<void> DropReader::put_superseded_away(const Waiting& waiting) const
{
    for (const std::string& name : waiting.superseded) {
        Json result = result_of(name, "superseded");
        result["by"] = waiting.file.name;
        if (auto moved = put_file_away(name, options_.done, result); !moved) {
            return moved;
        }
    }
    return {};
}

// With its marker and its signature, which would else be taken for the next file's of that name.
model::Result<void> DropReader::put_file_away(const std::string& name, const std::string& to,
                                              const Json& result) const
{
    const auto moved = put_away(options_.path, name, to, result);
    if (!moved) {
        return tl::unexpected(moved.error());
    }
    if (!options_.marker.empty()) {
        std::error_code ignored;
        fs::rename(fs::path{options_.path} / (name + options_.marker),
                   fs::path{to} / (*moved + options_.marker), ignored);
    }
    if (options_.keyring.empty()) {
        return {};
    }
    const std::string signature = detached_signature_of((fs::path{options_.path} / name).string());
    if (!signature.empty()) {
        std::error_code ignored;
        const fs::path from{signature};
        fs::rename(from, fs::path{to} / (*moved + from.extension().string()), ignored);
    }
    return {};
}

void DropReader::set_aside(const std::string& name, const model::Error& error) const
{
    Json result = result_of(name, "failed");
    result["error"] = error.message;
    result["hint"] = error.hint;
    // If it can't be moved it stays, and the next read says the same of it again.
    static_cast<void>(put_file_away(name, options_.failed, result));
}

// The superseded ones go first: if rosterd ended in between, none of them would be left to be taken
// for the state. What can't be moved stays and is recognised by the cursor next time.
void DropReader::settled(const Settlement& settlement)
{
    if (!read_ || settlement.cursor != read_->identity) {
        return;
    }
    const Waiting waiting = std::move(*read_);
    read_.reset();
    if (!put_superseded_away(waiting)) {
        return;
    }
    // A newer file may have come under the same name meanwhile: that one is still to be read.
    const std::string& name = waiting.file.name;
    const auto identity = identity_of(options_.path, name);
    if (!identity || *identity != waiting.identity) {
        return;
    }
    Json result = result_of(name, "done");
    result["records"] = settlement.records;
    result["accepted"] = settlement.accepted;
    result["quarantined"] = settlement.quarantined;
    result["findings"] = settlement.findings;
    static_cast<void>(put_file_away(name, options_.done, result));
}

} // namespace rosterd::sdk
