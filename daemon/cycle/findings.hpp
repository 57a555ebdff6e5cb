// Everything that is wrong or doubtful at present: what reading found and what planning found.
#pragma once

#include <vector>

#include "core/model/finding.hpp"
#include "core/state/store.hpp"
#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

void keep_plan_findings(state::Store& store, const std::vector<model::Finding>& findings);

// Adds whom DingTalk only invited in this run: from the next run on its plan says so.
void add_invited(Surroundings& with, Report& report);

// Reading's findings first, by source and row.
std::vector<model::Finding> all_findings(state::Store& store);

} // namespace rosterd::cycle
