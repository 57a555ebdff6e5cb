// Who would gain and lose what if the matrix were another: from what the rules say alone, whatever
// DingTalk has.
#pragma once

#include <string>
#include <vector>

#include "core/plan/entitlements.hpp"
#include "core/plan/plan.hpp"

namespace rosterd::plan
{

struct EntitlementChange {
    struct Item {
        std::string kind; // "role", "attendance_group", "hide_mobile", "senior_mode"
        std::string name; // of the two last "true" or "false"
        std::string rule; // that gives it, or gave it
        bool operator==(const Item&) const = default;
    };
    std::string source;
    std::string employee_id;
    std::string name;
    std::vector<Item> gains;
    std::vector<Item> loses;
};

// One for each of input.people who is to have an account by input.policy and for whom something
// changes, in the order of `input.people`.
std::vector<EntitlementChange> compare_entitlements(const PlanInput& input,
                                                    const model::Entitlements& other);

} // namespace rosterd::plan
