// Which departments each person is to be in.
#include <algorithm>
#include <unordered_set>

#include "core/plan/rehire.hpp"

namespace rosterd::plan
{

namespace
{

void report_unknown(Target& target, const model::DepartmentKey& key, Findings& findings)
{
    findings.about(target, {"department.unknown", "departments", key, {}});
}

// Memberships outside the managed subtree are not ours to end.
void keep_foreign(Target& target, std::vector<Place>& places, const Tree& tree)
{
    if (target.account == nullptr) {
        return;
    }
    for (const model::DeptId id : target.account->dept_ids) {
        if (!tree.managed(id)) {
            places.push_back({"", id});
        }
    }
}

std::optional<std::vector<Place>> stated_places(Target& target, const Tree& tree,
                                                Findings& findings)
{
    std::vector<Place> places;
    std::unordered_set<std::string> seen;
    for (const model::DepartmentKey& key : *target.person().departments) {
        const auto place = tree.place(key);
        if (!place) {
            report_unknown(target, key, findings);
            return std::nullopt;
        }
        if (seen.insert(place->dept_id ? std::to_string(*place->dept_id) : key).second) {
            places.push_back(*place);
        }
    }
    if (places.empty()) {
        places.push_back({"/", tree.root});
    }
    return places;
}

void check_leads(Target& target, const Tree& tree, Findings& findings)
{
    for (const model::DepartmentKey& key : target.person().leads) {
        const auto place = tree.place(key);
        if (!place || !is_in(target, *place)) {
            findings.about(target,
                           {"leader.not_member", "leads", key, {{"person", describe(target)}}});
        }
    }
}

} // namespace

bool is_in(const Target& target, const Place& place)
{
    if (target.places) {
        return std::ranges::any_of(*target.places, [&](const Place& at) {
            return place.dept_id ? at.dept_id == place.dept_id : at.key == place.key;
        });
    }
    return target.account != nullptr && place.dept_id &&
           std::ranges::count(target.account->dept_ids, *place.dept_id) > 0;
}

void find_places(Targets& targets, const Tree& tree, const model::Policy& policy,
                 Findings& findings)
{
    for (Target& target : targets) {
        if (target.fate != Fate::keep && target.fate != Fate::create) {
            continue;
        }
        if (target.person().departments) {
            target.places = stated_places(target, tree, findings);
            target.blocked |= target.fate == Fate::create && !target.places;
            if (target.places) {
                keep_foreign(target, *target.places, tree);
            }
        } else if (target.fate == Fate::create) {
            target.places = former_places(target, policy, tree);
            if (!target.places) {
                target.places = {{"/", tree.root}};
            }
        }
        check_leads(target, tree, findings);
    }
}

} // namespace rosterd::plan
