// How a CSV file is written: what separates its cells, and which of its first rows has the
// headings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sdk/headings.hpp"

namespace rosterd::sdk
{

struct CsvDialect {
    char separator = ',';
    std::size_t heading = 0; // index among the first records
    std::vector<std::string> headings;
};

// The dialect under which most headings are known; nullopt: none under any. `separator` counts
// where it is not 0.
std::optional<CsvDialect> find_dialect(const std::vector<std::string_view>& first_records,
                                       char separator, const IsKnownHeading& is_known);

// Known headings among the pieces of the text's beginning, whatever separates them.
std::size_t known_headings_in(std::string_view text, const IsKnownHeading& is_known);

} // namespace rosterd::sdk
