// Who would gain and lose what if the matrix were another: by its rules, by what it takes back or
// keeps of what was given by hand, and by the combinations that it refuses.
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
        std::string rule; // that gives it, or gave it; "by hand"
        bool operator==(const Item&) const = default;
    };
    std::string source;
    std::string employee_id;
    std::string name;
    std::vector<Item> gains;
    std::vector<Item> loses;
    std::vector<model::Finding> refused; // roles that would meet and must not, with both rules
};

// One for each of input.people who is to have an account by input.policy and for whom something
// changes, in the order of `input.people`. `input.rights` is what their accounts have of what
// either matrix watches.
std::vector<EntitlementChange> compare_entitlements(const PlanInput& input,
                                                    const model::Entitlements& other);

} // namespace rosterd::plan
