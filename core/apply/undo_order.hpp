// In which order things are taken back: whatever takes a value, a name or a place waits for whoever
// has it now.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/model/observed.hpp"
#include "core/model/plan.hpp"

namespace rosterd::apply
{

// With Operation::needs; values and names that are handed round in a ring are given up first.
std::vector<model::Operation>
in_order(std::vector<model::Operation> operations,
         const std::map<std::string, model::ObservedUser>& accounts,
         const std::map<model::DeptId, model::ObservedDepartment>& departments);

} // namespace rosterd::apply
