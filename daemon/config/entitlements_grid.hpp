// A matrix that HR keeps in a spreadsheet: rows are levels, columns departments, cells the roles
// separated by semicolons.
#pragma once

#include <string>
#include <vector>

#include "core/model/entitlements.hpp"
#include "daemon/config/settings.hpp"

namespace rosterd::config
{

struct Grid {
    std::vector<model::EntitlementRule> rules; // one for each cell with roles: "matrix.csv:3:2"
    std::vector<Fault> faults;                 // line and column are the cell's row and column
};

// CSV or XLSX at `path`. The first row holds a word above the levels and then departments as
// `when.department` writes them; every further row a level as `when.level` writes it, "*" for any.
Grid read_grid(const std::string& path);

} // namespace rosterd::config
