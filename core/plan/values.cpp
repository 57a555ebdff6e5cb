#include "core/plan/values.hpp"

#include <algorithm>
#include <unordered_map>

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
// depends on the company. False: it stays, and this is still to be told.
bool change_fixed_number(Target& target, const PlanInput& input, const Lifecycle& lifecycle,
                         Findings& findings)
{
    const bool spared = lifecycle.is_protected(*target.account);
    const bool may = input.policy.mobile_change == model::MobileChange::recreate && !spared;
    if (may && target.can_be_put_back()) {
        target.fate = Fate::recreate;
        target.rule = "mobile.recreate";
        return true;
    }
    target.writes[kMobile] = false;
    if (may) {
        findings.about(target, {"mobile.unchangeable/waits",
                                "mobile",
                                target.person().mobile.value_or(""),
                                {{"userid", target.userid}}});
    }
    return may;
}

// Numbers that stay. Of those that were to be handed round in a ring it names everybody, since one
// of them has to begin.
void tell_of_fixed_numbers(const std::vector<std::size_t>& fixed, Targets& targets,
                           Findings& findings)
{
    std::unordered_map<std::string, std::size_t> holders; // of those who are to have another
    for (std::size_t i = 0; !fixed.empty() && i < targets.size(); ++i) {
        const Target& target = targets[i];
        if (target.account != nullptr &&
            (target.writes[kMobile] || std::ranges::binary_search(fixed, i))) {
            holders.emplace(target.account->mobile, i);
        }
    }
    for (const std::size_t i : fixed) {
        std::vector<std::size_t> ring{i};
        auto next = holders.find(targets[i].person().mobile.value_or(""));
        while (next != holders.end() && next->second != i && ring.size() <= targets.size()) {
            ring.push_back(next->second);
            next = holders.find(targets[next->second].person().mobile.value_or(""));
        }
        Target& target = targets[i];
        const bool round = next != holders.end() && next->second == i;
        std::ranges::sort(ring);
        findings.about(target, {round                    ? "mobile.unchangeable/ring"
                                : target.account->active ? "mobile.unchangeable"
                                                         : "mobile.unchangeable/refused",
                                "mobile",
                                target.person().mobile.value_or(""),
                                {{"userid", target.userid},
                                 {"people", round ? describe(targets, ring) : ""}}});
    }
}

// False: it wants a number that it can't have, and this is still to be told.
bool decide(const Wish& wish, Target& target, const PlanInput& input, const Lifecycle& lifecycle,
            Findings& findings)
{
    if (!wish.applies(target)) {
        return true;
    }
    const std::string& wanted = *wish.desired(target);
    const std::string now = target.account == nullptr ? "" : wish.held(*target.account);
    if (wish.key(wanted) == wish.key(now) || (wish.is_mobile() && wanted.empty())) {
        return true;
    }
    const model::TextField& field = model::kTextFields[wish.number()];
    if (wanted.empty() && target.fate == Fate::keep &&
        input.never_emptied.contains(std::string{field.api_name})) {
        findings.about(target,
                       {"*.stays", std::string{field.name}, now, {{"person", describe(target)}}});
        return true;
    }
    const auto shorter = input.shorter_texts.find(std::string{field.api_name});
    const std::size_t length = model::characters_in(wanted);
    if (shorter != input.shorter_texts.end() && length > shorter->second) {
        findings.about(target, {"*.stays/long",
                                std::string{field.name},
                                now,
                                {{"person", describe(target)},
                                 {"limit", std::to_string(shorter->second)},
                                 {"found", std::to_string(length)}}});
        return true;
    }
    target.writes[wish.number()] = true;
    return !wish.is_mobile() || !is_number_fixed(target, wanted, input) ||
           change_fixed_number(target, input, lifecycle, findings);
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
        std::vector<std::size_t> fixed;
        for (std::size_t number = 0; number < targets.size(); ++number) {
            if (!decide(wish, targets[number], input, lifecycle, findings)) {
                fixed.push_back(number);
            }
        }
        tell_of_fixed_numbers(fixed, targets, findings);
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
