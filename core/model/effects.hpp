// What a plan does to rights, summed up: how many people of which level gain or lose what, and by
// which rule.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/model/plan.hpp"

namespace rosterd::model
{

struct Effect {
    std::string level; // empty: none is stated
    bool gains = true;
    std::string field; // "role" "attendance_group" "hide_mobile" "senior_mode"
    std::string name;  // of the two last "true" or "false"
    std::string rule;  // that gives it, or why it goes
    auto operator<=>(const Effect&) const = default;
};

// What one operation gives and takes; an account that goes is no effect of the matrix.
std::vector<Effect> effects_of(const Operation& operation);

// Each with the number of people, by level, gains first. A rule that is a column of somebody's own
// record counts as one for all: "roles".
std::vector<std::pair<Effect, std::int64_t>> effects_of(const Plan& plan);

} // namespace rosterd::model
