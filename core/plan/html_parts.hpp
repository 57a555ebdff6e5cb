// The parts of a plan's page: departments with their people, and what is summed up above them.
#pragma once

#include <string>
#include <string_view>

#include "core/plan/render_rows.hpp"

namespace rosterd::plan
{

// How a kind of change is coloured: "create", "update" or "delete".
std::string_view class_of(model::OperationKind kind);

// A department that folds, with an article for each person; empty where there is nobody.
std::string department_part(const DepartmentRows& department, Language language);

// How many people of which level gain or lose what; empty where nobody does.
std::string effects_part(const model::Plan& plan, Language language);

// The forecast, and below it the calls by path.
std::string forecast_part(const model::Plan& plan, Language language);

} // namespace rosterd::plan
