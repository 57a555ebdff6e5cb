// A matrix that HR keeps in a spreadsheet: rows are levels, columns departments, cells what people
// of that level there get, separated by semicolons: roles as "group/role", "attendance_group=NAME",
// "hide_mobile=yes", "senior_mode=no". These three names may be any heading that a roster may have
// for them, and a switch alone is yes.
#pragma once

#include <string>
#include <vector>

#include "core/model/entitlements.hpp"
#include "daemon/config/settings.hpp"

namespace rosterd::config
{

struct Grid {
    std::vector<model::EntitlementRule>
        rules;                 // one for each cell that says anything: "matrix.csv:3:2"
    std::vector<Fault> faults; // line and column are the cell's row and column
};

// CSV or XLSX at `path`. The first row holds a word above the levels and then departments as
// `when.department` writes them; every further row a level as `when.level` writes it, "*" for any.
Grid read_grid(const std::string& path);

} // namespace rosterd::config
