// Who takes a unique value from whom, and who may not have what HR wants.
#include <algorithm>

#include "core/plan/handovers.hpp"

namespace rosterd::plan
{

namespace
{

using model::ObservedUser;

class Handing
{
public:
    Handing(const Wish& wish, Targets& targets, const Index& index, const Lifecycle& lifecycle,
            Findings& findings)
        : wish_{wish}, targets_{targets}, index_{index}, lifecycle_{lifecycle}, findings_{findings}
    {
    }

    std::map<std::size_t, std::size_t> run()
    {
        for (const Target& target : targets_) {
            if (wish_.takes(target)) {
                taken_.insert(wish_.key(*wish_.desired(target)));
            }
        }
        if (!taken_.empty()) {
            refuse_shared();
            find_givers();
            refuse_kept();
            if (wish_.is_mobile()) {
                open_rings();
            }
        }
        return std::move(giver_of_);
    }

private:
    // Two people want one value: whoever has it keeps it, else nobody gets it.
    void refuse_shared()
    {
        std::unordered_map<std::string, std::vector<std::size_t>> wanting;
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            const Target& target = targets_[i];
            const bool hidden = wish_.is_mobile() && target.account != nullptr;
            if ((wish_.applies(target) || (hidden && target.fate == Fate::keep)) &&
                wish_.desired(target) && !wish_.desired(target)->empty()) {
                if (std::string value = wish_.key(*wish_.desired(target)); taken_.contains(value)) {
                    wanting[std::move(value)].push_back(i);
                }
            }
        }
        for (const auto& [value, claimants] : wanting) {
            if (claimants.size() < 2) {
                continue;
            }
            const std::string people = describe(targets_, claimants);
            for (const std::size_t i : claimants) {
                if (wish_.takes(targets_[i])) {
                    refuse(i, "*.taken/stated", {{"people", people}});
                }
            }
        }
    }

    void find_givers()
    {
        std::unordered_map<std::string, const ObservedUser*> holders;
        for (const ObservedUser* account : index_.accounts()) {
            if (std::string value = wish_.key(wish_.held(*account)); taken_.contains(value)) {
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
            if (!wish_.takes(targets_[i])) {
                continue;
            }
            const auto holder = holders.find(wish_.key(*wish_.desired(targets_[i])));
            if (holder == holders.end()) {
                continue;
            }
            const auto giver = target_of.find(holder->second->userid);
            if (giver == target_of.end() || !wish_.gives_up(targets_[giver->second])) {
                refuse_held(i, *holder->second);
            } else {
                giver_of_.emplace(i, giver->second);
            }
        }
    }

    // A taker refused keeps what it has, so that whoever wanted that is refused too.
    void refuse_kept()
    {
        std::unordered_map<std::size_t, std::size_t> taker_of;
        std::vector<std::size_t> kept;
        for (const auto& [taker, giver] : giver_of_) {
            taker_of.emplace(giver, taker);
            if (!wish_.gives_up(targets_[giver])) {
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
        const std::string person = describe(targets_[i]);
        if (owner == nullptr) {
            refuse(i, "*.taken/account",
                   {{"person", person}, {"holder", holder.userid}, {"name", holder.name}});
        } else {
            refuse(i, "*.taken/person",
                   {{"person", person}, {"holder", describe(owner->source, owner->employee_id)}});
        }
    }

    void refuse(std::size_t i, std::string_view text,
                std::vector<std::pair<std::string_view, std::string>> facts)
    {
        Target& target = targets_[i];
        target.writes[wish_.number()] = false;
        findings_.about(target, {text, std::string{wish_.name()},
                                 wish_.desired(target).value_or(""), std::move(facts)});
        if (wish_.is_mobile()) {
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
        const auto first = std::ranges::find_if(ring, [this](std::size_t i) {
            return !lifecycle_.is_protected(*targets_[i].account) && targets_[i].can_be_put_back();
        });
        if (first != ring.end()) {
            targets_[*first].fate = Fate::recreate;
            targets_[*first].rule = "number.swap";
            return;
        }
        const std::string people = describe(targets_, ring);
        for (const std::size_t i : ring) {
            refuse(i, "*.taken/ring", {{"people", people}});
            giver_of_.erase(i);
        }
    }

    const Wish& wish_;
    Targets& targets_;
    const Index& index_;
    const Lifecycle& lifecycle_;
    Findings& findings_;
    std::unordered_set<std::string> taken_;       // the values somebody is to get in this plan
    std::map<std::size_t, std::size_t> giver_of_; // taker -> giver
};

} // namespace

std::map<std::size_t, std::size_t> hand_over(const Wish& wish, Targets& targets, const Index& index,
                                             const Lifecycle& lifecycle, Findings& findings)
{
    return Handing{wish, targets, index, lifecycle, findings}.run();
}

} // namespace rosterd::plan
