#include "core/plan/rights_change.hpp"

#include <algorithm>

namespace rosterd::plan
{

namespace
{

using model::Right;
using model::RightKind;

// An account that is created, or created anew, has nothing yet.
const std::vector<HeldRight>& held_by(const Target& target, const PlanInput& input)
{
    static const std::vector<HeldRight> none;
    const auto found = input.rights.find(target.userid);
    return target.fate != Fate::keep || found == input.rights.end() ? none : found->second;
}

} // namespace

RightsChange compare_rights(const Target& target, const PlanInput& input,
                            const std::set<model::Right>& named)
{
    RightsChange change;
    for (const HeldRight& held : held_by(target, input)) {
        const Entitled::Grant* wanted = target.entitled.find(held.right);
        if (wanted != nullptr) {
            change.kept[held.right] = wanted->rule;
        } else if (held.granted) {
            change.revokes[held.right] = "entitlement.ended";
        } else if (named.contains(held.right) &&
                   input.policy.entitlements.drift == model::RightDrift::take_back) {
            change.revokes[held.right] = "drift";
        } else {
            change.kept[held.right] = "by hand";
        }
    }
    for (const Entitled::Grant& wanted : target.entitled.rights) {
        if (!change.kept.contains(wanted.right)) {
            change.grants[wanted.right] = wanted.rule;
        }
    }
    return change;
}

void keep_apart(Target& target, const PlanInput& input, RightsChange& change, Findings& findings)
{
    for (const auto& set : input.policy.entitlements.exclusive) {
        std::vector<std::pair<Right, std::string>> meeting;
        for (const std::string& role : set) {
            const Right right{RightKind::role, role};
            for (const auto* from : {&change.kept, &change.grants}) {
                if (const auto found = from->find(right); found != from->end()) {
                    meeting.push_back(*found);
                }
            }
        }
        if (meeting.size() < 2) {
            continue;
        }
        findings.about(target, {"entitlements.exclusive",
                                "roles",
                                meeting[0].first.name + "; " + meeting[1].first.name,
                                {{"person", describe(target)},
                                 {"one", meeting[0].first.name},
                                 {"one_rule", meeting[0].second},
                                 {"other", meeting[1].first.name},
                                 {"other_rule", meeting[1].second}}});
        for (const std::string& role : set) {
            change.grants.erase({RightKind::role, role});
            change.revokes.erase({RightKind::role, role});
        }
    }
}

void drop_unknown_groups(Target& target, const PlanInput& input, RightsChange& change,
                         Findings& findings)
{
    const auto unknown = std::ranges::find_if(change.grants, [&](const auto& grant) {
        return grant.first.kind == RightKind::attendance &&
               !input.rights_known.contains(grant.first);
    });
    if (unknown == change.grants.end()) {
        return;
    }
    target.troubled = true;
    findings.about({"", "policy." + unknown->second, "", 0}, "",
                   {"attendance.unknown", "attendance", unknown->first.name, {}});
    change.grants.erase(unknown);
    std::erase_if(change.revokes,
                  [](const auto& revoke) { return revoke.first.kind == RightKind::attendance; });
}

} // namespace rosterd::plan
