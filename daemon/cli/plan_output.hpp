// A plan as a command gives it away: to standard output in the asked form, and to a file for
// `apply`.
#pragma once

#include "core/model/plan.hpp"
#include "daemon/cli/commands.hpp"

namespace rosterd::cli
{

model::Result<void> give_plan(const Globals& globals, const PlanArguments& arguments,
                              const config::Settings& settings, state::Store& store,
                              const model::Plan& plan);

} // namespace rosterd::cli
