// Switches of an account, executive mode and hidden number: what a rule turned on is turned off
// when none asks for it any more.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "core/plan/target.hpp"

namespace rosterd::plan
{

struct AccountSwitch {
    std::string_view field; // DingTalk's name
    std::optional<bool> model::Person::* stated;
    bool model::ObservedUser::* on;
    std::optional<Entitled::Switch> Entitled::* entitled;
};

inline constexpr std::array<AccountSwitch, 2> kSwitches{{
    {"hide_mobile", &model::Person::hide_mobile, &model::ObservedUser::hide_mobile,
     &Entitled::hide_mobile},
    {"senior_mode", &model::Person::senior_mode, &model::ObservedUser::senior_mode,
     &Entitled::senior_mode},
}};

// A switch that rosterd turned on by a rule is off once no rule asks for it; a mover's stays for
// policy.overlap. What HR states, and what somebody turned on in DingTalk, is not touched. Answers
// what is to be remembered.
std::vector<SwitchEnding> end_switches(Target& target, const PlanInput& input);

// Names in `operation.rules` what of its `after` is by a rule; one that does nothing but turn off
// what ended has that as its cause.
void name_rules(const Target& target, model::Operation& operation);

} // namespace rosterd::plan
