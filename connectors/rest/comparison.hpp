// What a read gave, held against what its recording expects.
#pragma once

#include <string>
#include <vector>

#include "connectors/rest/recording.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace rosterd::rest
{

// The fields of each record of a kind, by name.
std::vector<Cells> cells_of(const sdk::RememberingSink& sink, model::RecordKind kind);

// Each adds a sentence for every difference.
void compare(const Expected& expected, const sdk::ReadResult& result,
             const sdk::RememberingSink& sink, std::vector<std::string>& problems);
void compare_error(const Expected& expected, const model::Result<sdk::ReadResult>& result,
                   std::vector<std::string>& problems);
// `definition`: by which the cursor is known.
void compare_watermarks(const Expected& expected, const std::string& cursor,
                        std::uint64_t definition, std::vector<std::string>& problems);

} // namespace rosterd::rest
