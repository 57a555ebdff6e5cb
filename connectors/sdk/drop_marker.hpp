// A small file that whoever uploads writes last: once NAME.ok is there, NAME is whole. Over a
// network share nothing else tells, since the writer is on another machine.
#pragma once

#include <cstdint>
#include <string>

#include "core/model/result.hpp"

namespace rosterd::sdk
{

// Whether `name` is such a file, and so no roster. `marker`: their ending, ".ok"; empty: there are
// none.
bool is_marker(const std::string& name, const std::string& marker);

// Whether `name` in `folder` is said to be whole; true where no marker is wanted.
bool is_marked_whole(const std::string& folder, const std::string& name, const std::string& marker);

// Holds the rows that were read against the number that may stand in the marker. Errors: transient.
model::Result<void> check_marked_rows(const std::string& folder, const std::string& name,
                                      const std::string& marker, std::uint64_t rows);

} // namespace rosterd::sdk
