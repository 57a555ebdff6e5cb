// A plan in a few words, for comparing in tests.
#pragma once

#include <string>

#include "core/plan/plan.hpp"

namespace rosterd::plan::test
{

// "u-update-E1 changed: title -> 店長" and " after NEEDS", one line for each operation.
inline std::string words(const model::Operation& operation)
{
    std::string text = operation.id + " " + operation.cause.rule;
    if (operation.after.is_object() && !operation.before.is_null()) {
        text += ":";
        for (const auto& [name, value] : operation.after.items()) {
            text += " " + name + " " + operation.before.at(name).dump() + "->" + value.dump();
        }
    }
    for (const std::string& need : operation.needs) {
        text += " <" + need;
    }
    return text;
}

// "u-update-E1 changed", one line for each operation.
inline std::string brief(const model::Plan& plan)
{
    std::string text;
    for (const model::Operation& operation : plan.operations) {
        text += operation.id + " " + operation.cause.rule + "\n";
    }
    return text;
}

inline std::string words(const model::Plan& plan)
{
    std::string text;
    for (const model::Operation& operation : plan.operations) {
        text += words(operation) + "\n";
    }
    for (const model::Finding& finding : plan.findings) {
        text += std::string{to_string(finding.severity)} + " " + finding.rule + " " +
                finding.employee_id + " " + finding.value + "\n";
    }
    return text;
}

} // namespace rosterd::plan::test
