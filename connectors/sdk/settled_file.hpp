// A file that nobody is still writing: how to wait for it, and how to tell that it stayed so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sdk/table.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

struct FileStamp {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modified_ns = 0; // since 1970
    bool operator==(const FileStamp&) const = default;
};

// Errors: not_found (missing, or no regular file), unauthorised, transient.
model::Result<FileStamp> stamp_of(const std::string& file);

// Returns at once if the file is older than `options.settle` and nobody has it open for writing
// (where the kernel lets us ask: own files, or with CAP_LEASE). Otherwise waits up to
// `options.patience`, then answers transient.
model::Result<FileStamp> wait_until_settled(const std::string& file, const TableOptions& options);

// Names that uploaders and office programs give to files that are not, or not yet, the data: dot
// files, ~$*.xlsx, *.tmp, *.part, *.filepart, *.crdownload.
bool is_unfinished_name(std::string_view name);

} // namespace rosterd::sdk
