// What a person is entitled to by the matrix, and which rule says so: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/entitlements.hpp"
#include "core/model/policy.hpp"

namespace rosterd::plan
{

struct Entitled {
    struct Grant {
        model::Right right;
        std::string rule; // the first that gives it; see column_rule()
        bool operator==(const Grant&) const = default;
    };
    struct Switch {
        bool on = false;
        std::string rule;
        bool operator==(const Switch&) const = default;
    };
    std::vector<Grant> rights; // each once, ordered; one attendance group at most
    std::optional<Switch> hide_mobile;
    std::optional<Switch> senior_mode;
    bool operator==(const Entitled&) const = default;

    const Grant* find(const model::Right& right) const; // nullptr: not entitled to it
};

// Whether the rule's conditions hold for the person, whatever it grants. `departments`: as paths of
// names.
bool fits(const model::EntitlementRule& rule, const model::Person& person,
          const std::vector<std::string>& departments, const model::Policy& policy);

// The person's departments as paths of names; `records`: see record_paths() in lifecycle.hpp.
std::vector<std::string>
department_paths(const model::Person& person,
                 const std::unordered_map<model::DepartmentKey, std::string>& records);

// A column of the person's own record as a rule's name: "roster.csv:17:roles".
std::string column_rule(const model::Person& person, std::string_view column);

// Roles add up over all rules that match and what the person's record names; of what a person has
// one only (attendance group, hide_mobile, senior_mode) the record decides, and where it has no
// say the first rule that states it. `departments`: the person's, as paths of names.
Entitled entitled_to(const model::Person& person, const std::vector<std::string>& departments,
                     const model::Policy& policy);

} // namespace rosterd::plan
