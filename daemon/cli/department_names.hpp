// Departments as HR writes them.
#pragma once

#include <map>
#include <string>

#include "core/state/store.hpp"

namespace rosterd::cli
{

// Paths below the managed root; the root itself and what is beside it by their whole path.
std::map<model::DeptId, std::string> department_names(state::Store& store, model::DeptId root);

} // namespace rosterd::cli
