#include "core/plan/values.hpp"

#include <algorithm>

#include "core/plan/handovers.hpp"

namespace rosterd::plan
{

namespace
{

bool is_number_fixed(const Target& target, const std::string& wanted, const PlanInput& input)
{
    if (target.account == nullptr) {
        return false;
    }
    const auto refused = input.refused_numbers.find(target.userid);
    return target.account->active ||
           (refused != input.refused_numbers.end() && refused->second == wanted);
}

// [user-information-update]: the number of an activated account cannot be changed; of another, it
// depends on the company.
void change_fixed_number(Target& target, const PlanInput& input, const Lifecycle& lifecycle,
                         Findings& findings)
{
    const bool spared = lifecycle.is_protected(*target.account);
    const bool may = input.policy.mobile_change == model::MobileChange::recreate && !spared;
    if (may && target.can_be_put_back()) {
        target.fate = Fate::recreate;
        target.rule = "mobile.recreate";
        return;
    }
    target.writes[kMobile] = false;
    findings.about(target, {may                      ? "mobile.unchangeable/waits"
                            : target.account->active ? "mobile.unchangeable"
                                                     : "mobile.unchangeable/refused",
                            "mobile",
                            target.person().mobile.value_or(""),
                            {{"userid", target.userid}}});
}

void decide(const Wish& wish, Target& target, const PlanInput& input, const Lifecycle& lifecycle,
            Findings& findings)
{
    if (!wish.applies(target)) {
        return;
    }
    const std::string& wanted = *wish.desired(target);
    const std::string now = target.account == nullptr ? "" : wish.held(*target.account);
    if (wish.key(wanted) == wish.key(now) || (wish.is_mobile() && wanted.empty())) {
        return;
    }
    const model::TextField& field = model::kTextFields[wish.number()];
    if (wanted.empty() && target.fate == Fate::keep &&
        input.never_emptied.contains(std::string{field.api_name})) {
        findings.about(target,
                       {"*.stays", std::string{field.name}, now, {{"person", describe(target)}}});
        return;
    }
    target.writes[wish.number()] = true;
    if (wish.is_mobile() && is_number_fixed(target, wanted, input)) {
        change_fixed_number(target, input, lifecycle, findings);
    }
}

void require(Target& target, const model::Stated& value, const char* field, std::string_view text,
             Findings& findings)
{
    if (value.value_or("").empty()) {
        target.blocked = true;
        findings.about(target, {text, field, "", {}});
    }
}

void check_requirements(Target& target, const model::Policy& policy, Findings& findings)
{
    switch (target.person().account.value_or(policy.account_kind)) {
    case model::AccountKind::ordinary:
        require(target, target.person().mobile, "mobile", "*.required/mobile", findings);
        break;
    case model::AccountKind::dingtalk:
        require(target, target.person().login_id, "login_id", "*.required/login_id", findings);
        break;
    case model::AccountKind::sso:
        break;
    }
}

} // namespace

std::vector<Handover> settle_values(Targets& targets, const Index& index, const PlanInput& input,
                                    const Lifecycle& lifecycle, Findings& findings)
{
    std::vector<Handover> handovers;
    for (Target& target : targets) {
        if (target.fate == Fate::create) {
            check_requirements(target, input.policy, findings);
        }
    }
    for (std::size_t i = 0; i < model::kTextFields.size(); ++i) {
        const Wish wish{i, input.policy};
        for (Target& target : targets) {
            decide(wish, target, input, lifecycle, findings);
        }
        if (wish.is_unique()) {
            for (const auto& [taker, giver] :
                 hand_over(wish, targets, index, lifecycle, findings)) {
                handovers.push_back({taker, giver, i});
            }
        }
    }
    std::erase_if(handovers, [&](const Handover& handover) {
        const Target& taker = targets[handover.taker];
        return taker.fate == Fate::create && taker.blocked;
    });
    return handovers;
}

} // namespace rosterd::plan
