#include "core/plan/switches.hpp"

#include <algorithm>

namespace rosterd::plan
{

namespace
{

constexpr const char* kEnded = "entitlement.ended";

bool any_rule_states(const AccountSwitch& one, const model::Policy& policy)
{
    return std::ranges::any_of(policy.entitlements.rules, [&](const model::EntitlementRule& rule) {
        return one.field == "senior_mode" ? rule.senior_mode.has_value()
                                          : rule.hide_mobile.has_value();
    });
}

// What is to be remembered otherwise of a switch that rosterd turned on; nullopt: nothing.
std::optional<SwitchEnding> end_switch(const AccountSwitch& one,
                                       const std::optional<model::Instant>& since, Target& target,
                                       const PlanInput& input)
{
    std::optional<Entitled::Switch>& entitled = target.entitled.*one.entitled;
    SwitchEnding note{target.userid, std::string{one.field}, std::nullopt, false};
    const bool stated = (target.person().*one.stated).has_value();
    if (entitled && !stated) {
        return since ? std::optional{note} : std::nullopt;
    }
    if (stated || !(target.account->*one.on)) {
        note.over = true; // it is HR's word from now on, or somebody turned it off
        return note;
    }
    const model::Instant began = since.value_or(input.now);
    const model::Instant until = began + input.policy.overlap;
    // Where no rule states it at all, nobody moved: the matrix changed.
    if (input.now >= until || !any_rule_states(one, input.policy)) {
        entitled = Entitled::Switch{false, kEnded};
        return std::nullopt;
    }
    entitled = Entitled::Switch{true, "overlap"};
    auto& due = target.verdict.due;
    due = due ? std::min(*due, until) : until;
    note.since = began;
    return since ? std::nullopt : std::optional{note};
}

} // namespace

std::vector<SwitchEnding> end_switches(Target& target, const PlanInput& input)
{
    std::vector<SwitchEnding> endings;
    const auto found = input.switched_on.find(target.userid);
    if (target.fate != Fate::keep || target.account == nullptr ||
        found == input.switched_on.end()) {
        return endings;
    }
    for (const AccountSwitch& one : kSwitches) {
        const auto on = found->second.find(std::string{one.field});
        if (on != found->second.end()) {
            if (auto note = end_switch(one, on->second, target, input)) {
                endings.push_back(std::move(*note));
            }
        }
    }
    return endings;
}

void name_rules(const Target& target, model::Operation& operation)
{
    bool ended = true;
    for (const auto& [field, value] : operation.after.items()) {
        const auto one = std::ranges::find(kSwitches, field, &AccountSwitch::field);
        if (one == kSwitches.end() || target.person().*one->stated ||
            !(target.entitled.*one->entitled)) {
            ended = false;
            continue;
        }
        const std::string& rule = (target.entitled.*one->entitled)->rule;
        operation.rules[field] = rule;
        ended = ended && rule == kEnded;
    }
    if (ended && operation.kind == model::OperationKind::user_update) {
        operation.cause.rule = kEnded;
    }
}

} // namespace rosterd::plan
