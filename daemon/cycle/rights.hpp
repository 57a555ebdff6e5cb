// Roles and attendance groups in a run: what is read of them, what somebody changed there by hand,
// and what planning is told.
#pragma once

#include <span>

#include "core/plan/plan.hpp"
#include "daemon/cycle/cycle.hpp"

namespace rosterd::cycle
{

// Reads who holds what the rules name, or what rosterd granted once: with a full read, when an
// event told of roles, and when something is named for the first time. False: the run ends here,
// and nothing has changed.
bool observe_rights(Surroundings& with, const Request& request, Report& report);

// Notes what the records of these people name, so that who holds it is read from then on, too.
void note_stated_rights(state::Store& store, const std::vector<model::Person>& people);

// Of everybody in `input`, from the store.
void put_rights(state::RightsStore& rights, plan::PlanInput& input);

// Which operation of the plan puts a right changed by hand as the matrix has it.
void compare_rights_with_plan(std::span<Drift> drift, const model::Plan& plan);

} // namespace rosterd::cycle
