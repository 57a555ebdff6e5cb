// A roster as HR keeps it, as the people of a seed.
#pragma once

#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/result.hpp"
#include "core/model/time.hpp"

namespace rosterd::sandbox
{

// The people of a CSV or .xlsx file who are employed on that day, in canonical fields; those in
// quarantine are left out. Errors: whatever keeps the file from being read.
model::Result<std::vector<model::Json>> read_roster(const std::string& path,
                                                    const std::string& region, model::Date today);

} // namespace rosterd::sandbox
