#include "core/plan/values.hpp"

#include <algorithm>

namespace rosterd::plan
{

namespace
{

using model::kTextFields;
using model::ObservedUser;
using model::TextField;

static_assert(kTextFields[kMobile].name == "mobile");

bool is_mail(const TextField& field)
{
    return field.name == "email" || field.name == "org_email";
}

std::string key_of(const TextField& field, const std::string& value)
{
    return is_mail(field) ? folded(value) : value;
}

bool is_ordinary(const Target& target, const model::Policy& policy)
{
    if (target.account != nullptr) {
        return !target.account->exclusive_account;
    }
    return target.person().account.value_or(policy.account_kind) == model::AccountKind::ordinary;
}

class Field
{
public:
    Field(std::size_t number, Targets& targets, const Index& index, const PlanInput& input,
          const Lifecycle& lifecycle, Findings& findings)
        : number_{number}, field_{kTextFields[number]}, targets_{targets}, index_{index},
          input_{input}, lifecycle_{lifecycle}, findings_{findings}
    {
    }

    void settle(std::vector<Handover>& handovers)
    {
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            decide(i);
        }
        if (field_.unique) {
            for (const Target& target : targets_) {
                if (takes(target)) {
                    taken_.insert(key(*desired(target)));
                }
            }
        }
        if (!taken_.empty()) {
            refuse_shared();
            find_givers();
            refuse_kept();
            if (number_ == kMobile) {
                open_rings();
            }
            for (const auto& [taker, giver] : giver_of_) {
                handovers.push_back({taker, giver, number_});
            }
        }
    }

private:
    bool is_mobile() const { return number_ == kMobile; }
    const model::Stated& desired(const Target& target) const
    {
        return target.person().*field_.desired;
    }
    const std::string& held(const ObservedUser& account) const { return account.*field_.observed; }
    std::string key(const std::string& value) const { return key_of(field_, value); }

    bool applies(const Target& target) const
    {
        if (target.fate != Fate::keep && target.fate != Fate::create &&
            target.fate != Fate::recreate) {
            return false;
        }
        if (!desired(target) || (is_mobile() && !is_ordinary(target, input_.policy))) {
            return false;
        }
        // A number the app may not see is left alone.
        return !is_mobile() || target.account == nullptr || !target.account->mobile.empty();
    }

    void decide(std::size_t i)
    {
        Target& target = targets_[i];
        if (!applies(target)) {
            return;
        }
        const std::string& wanted = *desired(target);
        const std::string now = target.account == nullptr ? "" : held(*target.account);
        if (key(wanted) == key(now) || (is_mobile() && wanted.empty())) {
            return;
        }
        target.writes[number_] = true;
        if (is_mobile() && target.account != nullptr && target.account->active) {
            change_active_number(target);
        }
    }

    // [user-information-update]: the number of an activated account cannot be changed.
    void change_active_number(Target& target)
    {
        const bool spared = lifecycle_.is_protected(*target.account);
        if (input_.policy.mobile_change == model::MobileChange::recreate && !spared) {
            target.fate = Fate::recreate;
            target.rule = "mobile.recreate";
            return;
        }
        target.writes[number_] = false;
        findings_.warn(target,
                       {"mobile", target.person().mobile.value_or(""), "mobile.unchangeable",
                        "The account " + target.userid +
                            " is activated; DingTalk does not let its number be "
                            "changed from outside.",
                        "Ask the person to change the number in DingTalk, or set policy.lifecycle."
                        "mobile_change to recreate."});
    }

    bool takes(const Target& target) const
    {
        return target.writes[number_] && !desired(target)->empty();
    }

    // Two people want one value: whoever has it keeps it, else nobody gets it.
    void refuse_shared()
    {
        std::unordered_map<std::string, std::vector<std::size_t>> wanting;
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            const Target& target = targets_[i];
            const bool hidden = is_mobile() && target.account != nullptr;
            if ((applies(target) || (hidden && target.fate == Fate::keep)) && desired(target) &&
                !desired(target)->empty()) {
                if (std::string value = key(*desired(target)); taken_.contains(value)) {
                    wanting[std::move(value)].push_back(i);
                }
            }
        }
        for (const auto& [value, claimants] : wanting) {
            if (claimants.size() < 2) {
                continue;
            }
            std::string names;
            for (const std::size_t i : claimants) {
                names += (names.empty() ? "" : " and ") + describe(targets_[i]);
            }
            names.append(" both state the ").append(field_.name);
            names.append(" ").append(value).append(".");
            for (const std::size_t i : claimants) {
                if (takes(targets_[i])) {
                    refuse(i, names);
                }
            }
        }
    }

    void find_givers()
    {
        std::unordered_map<std::string, const ObservedUser*> holders;
        for (const ObservedUser* account : index_.accounts()) {
            if (std::string value = key(held(*account)); taken_.contains(value)) {
                holders.emplace(std::move(value), account);
            }
        }
        std::unordered_map<std::string, std::size_t> target_of;
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            if (targets_[i].account != nullptr) {
                target_of.emplace(targets_[i].userid, i);
            }
        }
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            if (!takes(targets_[i])) {
                continue;
            }
            const auto holder = holders.find(key(*desired(targets_[i])));
            if (holder == holders.end()) {
                continue;
            }
            const auto giver = target_of.find(holder->second->userid);
            if (giver == target_of.end() || !gives_up(targets_[giver->second])) {
                refuse_held(i, *holder->second);
            } else {
                giver_of_.emplace(i, giver->second);
            }
        }
    }

    bool gives_up(const Target& holder) const
    {
        return holder.fate == Fate::remove || holder.writes[number_];
    }

    // A taker refused keeps what it has, so that whoever wanted that is refused too.
    void refuse_kept()
    {
        std::unordered_map<std::size_t, std::size_t> taker_of;
        std::vector<std::size_t> kept;
        for (const auto& [taker, giver] : giver_of_) {
            taker_of.emplace(giver, taker);
            if (!gives_up(targets_[giver])) {
                kept.push_back(giver);
            }
        }
        while (!kept.empty()) {
            const std::size_t giver = kept.back();
            kept.pop_back();
            const auto found = taker_of.find(giver);
            if (found == taker_of.end() || giver_of_.erase(found->second) == 0) {
                continue;
            }
            refuse_held(found->second, *targets_[giver].account);
            kept.push_back(found->second);
        }
    }

    void refuse_held(std::size_t i, const ObservedUser& holder)
    {
        const KnownPerson* owner = index_.owner_of(holder.userid);
        const std::string who = owner == nullptr
                                    ? "the account " + holder.userid + " (" + holder.name + ")"
                                    : describe(owner->source, owner->employee_id);
        refuse(i, "The " + std::string{field_.name} + " " + *desired(targets_[i]) + " of " +
                      describe(targets_[i]) + " is held by " + who + ".");
    }

    void refuse(std::size_t i, std::string message)
    {
        Target& target = targets_[i];
        target.writes[number_] = false;
        findings_.error(target,
                        {std::string{field_.name}, desired(target).value_or(""),
                         std::string{field_.name} + ".taken", std::move(message),
                         "It is unique in the company: correct the record that is wrong, or "
                         "release it in DingTalk."});
        if (is_mobile()) {
            target.blocked |= target.fate == Fate::create;
            if (target.fate == Fate::recreate) {
                target.fate = Fate::keep;
                target.rule = target.from->link ? "changed" : "adopted";
            }
        }
    }

    // Numbers handed round among accounts that only get updates: one of them starts anew.
    void open_rings()
    {
        std::vector<bool> seen(targets_.size(), false);
        for (std::size_t start = 0; start < targets_.size(); ++start) {
            std::vector<std::size_t> walk;
            std::size_t at = start;
            while (!seen[at] && targets_[at].fate == Fate::keep && giver_of_.contains(at)) {
                seen[at] = true;
                walk.push_back(at);
                at = giver_of_.at(at);
            }
            const auto ring = std::ranges::find(walk, at);
            if (ring != walk.end()) {
                open_ring({ring, walk.end()});
            }
        }
    }

    void open_ring(std::vector<std::size_t> ring)
    {
        std::ranges::sort(ring);
        const auto first = std::ranges::find_if(
            ring, [this](std::size_t i) { return !lifecycle_.is_protected(*targets_[i].account); });
        if (first != ring.end()) {
            targets_[*first].fate = Fate::recreate;
            targets_[*first].rule = "number.swap";
            return;
        }
        for (const std::size_t i : ring) {
            refuse_held(i, *targets_[giver_of_.at(i)].account);
            giver_of_.erase(i);
        }
    }

    std::size_t number_;
    const TextField& field_;
    Targets& targets_;
    const Index& index_;
    const PlanInput& input_;
    const Lifecycle& lifecycle_;
    Findings& findings_;
    std::unordered_set<std::string> taken_;       // the values somebody is to get in this plan
    std::map<std::size_t, std::size_t> giver_of_; // taker -> giver
};

void require(Target& target, const model::Stated& value, const char* field, const char* why,
             Findings& findings)
{
    if (value.value_or("").empty()) {
        target.blocked = true;
        findings.error(
            target, {field, "", std::string{field} + ".required", why, "State it in the record."});
    }
}

void check_requirements(Target& target, const model::Policy& policy, Findings& findings)
{
    switch (target.person().account.value_or(policy.account_kind)) {
    case model::AccountKind::ordinary:
        require(target, target.person().mobile, "mobile",
                "An ordinary DingTalk account needs a mobile number.", findings);
        break;
    case model::AccountKind::dingtalk:
        require(target, target.person().login_id, "login_id",
                "An enterprise account kept by DingTalk needs a login name.", findings);
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
    for (std::size_t i = 0; i < kTextFields.size(); ++i) {
        Field{i, targets, index, input, lifecycle, findings}.settle(handovers);
    }
    std::erase_if(handovers, [&](const Handover& handover) {
        const Target& taker = targets[handover.taker];
        return taker.fate == Fate::create && taker.blocked;
    });
    return handovers;
}

} // namespace rosterd::plan
