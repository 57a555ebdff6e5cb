// Which sources have a say about who manages departments: those that ever named somebody.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/state/store.hpp"

namespace rosterd::cycle
{

// Remembers that `source` names leaders, if somebody of `people` leads or did before. Whoever was
// the last one may lead no more, and then their departments are to be led by nobody.
void note_leading(state::Store& store, const std::string& source,
                  const std::vector<state::RosterPerson>& before,
                  const std::vector<model::Person>& people);

// They stand among the plan's leaders with nothing but their names.
std::set<std::string> sources_that_name_leaders(state::Store& store);

} // namespace rosterd::cycle
