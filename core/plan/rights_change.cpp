#include "core/plan/rights_change.hpp"

#include <algorithm>

#include "core/plan/rehire.hpp"

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

// Where no rule names it any more, nobody moved: the matrix changed.
bool within_overlap(const HeldRight& held, const PlanInput& input,
                    const std::set<model::Right>& named)
{
    return named.contains(held.right) &&
           input.now < held.ending_since.value_or(input.now) + input.policy.overlap;
}

bool excludes(const Right& one, const Right& other, const model::Policy& policy)
{
    if (one.kind == RightKind::attendance || other.kind == RightKind::attendance) {
        return one.kind == other.kind;
    }
    return std::ranges::any_of(policy.entitlements.exclusive, [&](const auto& set) {
        return std::ranges::count(set, one.name) > 0 && std::ranges::count(set, other.name) > 0;
    });
}

// The new place's rights go before the former one's.
void end_what_is_in_the_way(const Target& target, const PlanInput& input, RightsChange& change)
{
    std::erase_if(change.ending, [&](const auto& ending) {
        const bool in_the_way =
            std::ranges::any_of(target.entitled.rights, [&](const Entitled::Grant& wanted) {
                return excludes(ending.first, wanted.right, input.policy);
            });
        if (in_the_way) {
            change.kept.erase(ending.first);
            change.revokes[ending.first] = "entitlement.ended";
        }
        return in_the_way;
    });
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
        } else if (held.granted && within_overlap(held, input, named)) {
            change.kept[held.right] = "overlap";
            change.ending[held.right] = held.ending_since.value_or(input.now);
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
    change.grants.merge(former_rights(target, input, named));
    end_what_is_in_the_way(target, input, change);
    return change;
}

std::vector<Ending> endings_of(Target& target, const PlanInput& input, const RightsChange& change)
{
    std::vector<Ending> endings;
    for (const HeldRight& held : held_by(target, input)) {
        const auto found = change.ending.find(held.right);
        if (found != change.ending.end()) {
            const auto until = found->second + input.policy.overlap;
            auto& due = target.verdict.due;
            due = due ? std::min(*due, until) : until;
        }
        if ((found != change.ending.end()) != held.ending_since.has_value()) {
            endings.push_back(
                {target.userid, held.right,
                 found == change.ending.end() ? std::nullopt : std::optional{found->second}});
        }
    }
    return endings;
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
        }
    }
}

void drop_unknown_roles(Target& target, const PlanInput& input, const std::set<model::Right>& named,
                        RightsChange& change, Findings& findings)
{
    const auto unknown = [&](const auto& grant) {
        return grant.second == column_rule(target.person(), "roles") &&
               !named.contains(grant.first) && !input.rights_known.contains(grant.first);
    };
    bool found = false;
    for (const auto& grant : change.grants) {
        if (unknown(grant)) {
            found = true;
            findings.about(target, {"roles.unknown", "roles", grant.first.name, {}});
        }
    }
    if (found) {
        std::erase_if(change.grants, unknown);
        std::erase_if(change.revokes, [&](const auto& revoke) {
            const bool stays = revoke.first.kind == RightKind::role;
            if (stays) {
                change.kept.insert(revoke);
            }
            return stays;
        });
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
    const auto& [group, rule] = *unknown;
    if (rule == column_rule(target.person(), "attendance_group")) {
        findings.about(target, {"attendance_group.unknown", "attendance_group", group.name, {}});
    } else {
        target.troubled = true;
        findings.about({"", "policy." + rule, "", 0}, "",
                       {"attendance.unknown", "attendance", group.name, {}});
    }
    change.grants.erase(unknown);
    std::erase_if(change.revokes,
                  [](const auto& revoke) { return revoke.first.kind == RightKind::attendance; });
}

void drop_unseen_roles(Target& target, const PlanInput& input, RightsChange& change,
                       Findings& findings)
{
    std::erase_if(change.grants, [&](const auto& grant) {
        const auto& [right, rule] = grant;
        const std::string group =
            right.kind == RightKind::role ? model::role_group_of(right.name) : "";
        if (input.rights_known.contains(right) || input.role_groups.contains(group) ||
            !input.unseen_role_groups.contains(group)) {
            return false;
        }
        target.troubled = true;
        findings.about({"", "policy." + rule, "", 0}, "",
                       {"role_group.unseen", "roles", group, {}});
        return true;
    });
}

} // namespace rosterd::plan
