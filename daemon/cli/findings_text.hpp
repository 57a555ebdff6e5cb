// Findings the way a compiler prints its messages.
#pragma once

#include <string>
#include <vector>

#include "core/model/finding.hpp"

namespace rosterd::cli
{

// "roster.csv:17:手機: error: ... [mobile.format]\n    hint\n" for each.
std::string findings_text(const std::vector<model::Finding>& findings, bool colour);

// "3 errors, 1 warning, 12 mended"
std::string findings_summary(const std::vector<model::Finding>& findings);

} // namespace rosterd::cli
