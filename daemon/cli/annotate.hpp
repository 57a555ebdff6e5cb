// A copy of a roster file with a findings column, for HR to mend and send again.
#pragma once

#include <string>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/record.hpp"
#include "core/model/result.hpp"

namespace rosterd::cli
{

// CSV, UTF-8 with BOM (so that a spreadsheet program reads it), one line per record with its
// findings in the last column. No cell can act as a formula in a spreadsheet.
std::string annotated_csv(const std::vector<model::Record>& records,
                          const std::vector<model::Finding>& findings);

model::Result<void> write_annotated(const std::string& file,
                                    const std::vector<model::Record>& records,
                                    const std::vector<model::Finding>& findings);

} // namespace rosterd::cli
