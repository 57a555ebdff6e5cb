// Everything that is wrong or doubtful at present: what reading found and what planning found.
#pragma once

#include <vector>

#include "core/model/finding.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

void keep_plan_findings(state::Store& store, const std::vector<model::Finding>& findings);

// Reading's findings first, by source and row.
std::vector<model::Finding> all_findings(state::Store& store);

} // namespace rosterd::cycle
