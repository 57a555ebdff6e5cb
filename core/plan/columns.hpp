// What an export with an emptied or shifted column looks like in a plan: many people who lose the
// same field, or in whose field the value of another one stands now.
#pragma once

#include <string>
#include <vector>

#include "core/model/observed.hpp"
#include "core/model/plan.hpp"

namespace rosterd::plan
{

struct ColumnChange {
    std::string field;              // of a person, by its canonical name
    std::string from;               // the field whose value it has now; empty: it has none now
    std::vector<bool> operations{}; // those that do it, by their place in the plan
};

// In a fixed order. Helping operations of a swap are not among them.
std::vector<ColumnChange> column_changes(const model::Plan& plan, model::DeptId root);

} // namespace rosterd::plan
