#include "core/model/effects.hpp"

#include <array>
#include <map>
#include <tuple>

#include "core/model/entitlements.hpp"

namespace rosterd::model
{

namespace
{

constexpr std::array<const char*, 2> kSwitches{"hide_mobile", "senior_mode"};

void add_switches(const Operation& operation, std::vector<Effect>& out)
{
    for (const char* field : kSwitches) {
        const auto rule = operation.about.rules.find(field);
        if (rule != operation.about.rules.end() && operation.after.is_object() &&
            operation.after.contains(field)) {
            const bool on = operation.after.at(field).get<bool>();
            out.push_back(
                {operation.about.level, true, field, on ? "true" : "false", rule->second});
        }
    }
}

void add_right(const Operation& operation, std::vector<Effect>& out)
{
    for (const auto& [side, gains] :
         {std::pair{&operation.after, true}, {&operation.before, false}}) {
        for (const char* field : {"role", "attendance_group"}) {
            if (side->is_object() && side->contains(field)) {
                out.push_back({operation.about.level, gains, field,
                               side->at(field).get<std::string>(), operation.cause.rule});
            }
        }
    }
}

// "roster.csv:17:roles" -> "roles"
std::string summed_up(const Operation& operation, const std::string& rule)
{
    const std::string own = operation.cause.where + ":";
    return own.size() > 1 && rule.starts_with(own) ? rule.substr(own.size()) : rule;
}

} // namespace

std::vector<Effect> effects_of(const Operation& operation)
{
    std::vector<Effect> out;
    switch (operation.kind) {
    case OperationKind::user_create:
    case OperationKind::user_update:
        add_switches(operation, out);
        break;
    case OperationKind::role_grant:
    case OperationKind::role_revoke:
    case OperationKind::attendance_add:
    case OperationKind::attendance_remove:
        add_right(operation, out);
        break;
    case OperationKind::department_create:
    case OperationKind::department_update:
    case OperationKind::department_delete:
    case OperationKind::user_disable:
    case OperationKind::user_enable:
    case OperationKind::user_delete:
    case OperationKind::role_create:
        break;
    }
    return out;
}

std::vector<std::pair<Effect, std::int64_t>> effects_of(const Plan& plan)
{
    const auto before = [](const Effect& a, const Effect& b) {
        return std::tie(a.level, b.gains, a.field, a.name, a.rule) <
               std::tie(b.level, a.gains, b.field, b.name, b.rule);
    };
    std::map<Effect, std::int64_t, decltype(before)> counts{before};
    for (const Operation& operation : plan.operations) {
        for (Effect& effect : effects_of(operation)) {
            effect.rule = summed_up(operation, effect.rule);
            ++counts[std::move(effect)];
        }
    }
    return {counts.begin(), counts.end()};
}

} // namespace rosterd::model
