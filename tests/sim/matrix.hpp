// Who is to have which rights in the simulated company: by title, as HR changes it.
#pragma once

#include <set>
#include <string>

#include "core/model/entitlements.hpp"

namespace rosterd::sim
{

model::Entitlements matrix();

// What somebody with this title is to have.
std::set<model::Right> rights_of(const std::string& title);

// Given by hand, named by no rule.
inline constexpr const char* kForeignGroup = "手工";
inline constexpr const char* kForeignRole = "值班";
inline constexpr const char* kForeignAttendance = "夜班";

} // namespace rosterd::sim
