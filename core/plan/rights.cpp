#include "core/plan/rights.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/plan/rights_change.hpp"
#include "core/plan/switches.hpp"

namespace rosterd::plan
{

namespace
{

using model::OperationKind;
using model::Right;
using model::RightKind;
using RightAndRule = std::pair<const Right, std::string>;

class Rights
{
public:
    Rights(const PlanInput& input, const Directory& directory, Drafts& drafts, Findings& findings)
        : input_{input}, directory_{directory}, drafts_{drafts}, findings_{findings},
          named_{model::named_rights(input.policy.entitlements)}
    {
    }

    void draft(std::size_t i, Target& target)
    {
        RightsChange change = compare_rights(target, input_, named_);
        std::ranges::move(endings_of(target, input_, change), std::back_inserter(endings_));
        drop_unknown_groups(target, input_, change, findings_);
        drop_unseen_roles(target, input_, change, findings_);
        drop_unknown_roles(target, input_, named_, change, findings_);
        keep_apart(target, input_, change, findings_); // of what is left, revocations too
        draft_changes(i, target, change);
    }

    // One creation at a time in a role group that is not there: the first makes it.
    std::vector<Ending> finish()
    {
        for (auto& [group, creations] : groups_) {
            std::ranges::sort(creations, {},
                              [&](std::size_t i) { return drafts_[i].operation.id; });
            drafts_[creations[0]].operation.after["role_group"] = group; // made with it
            for (std::size_t i = 1; i < creations.size(); ++i) {
                drafts_[creations[i]].needs.push_back({creations[i - 1], Tie::requires_, {}});
            }
        }
        return std::move(endings_);
    }

private:
    void draft_changes(std::size_t i, const Target& target, RightsChange& change)
    {
        const std::size_t creation = directory_.creations[i];
        const RightAndRule* left = nullptr; // adding to one attendance group moves out of another
        for (const auto& [right, rule] : change.grants) {
            if (right.kind == RightKind::attendance) {
                left = left_for(change);
            }
        }
        std::map<Right, std::size_t> revoked;
        for (const auto& [right, rule] : change.revokes) {
            if (left == nullptr || right.kind == RightKind::role) {
                revoked[right] = add(target, right, rule, false);
            }
        }
        for (const auto& [right, rule] : change.grants) {
            const std::size_t grant = add(target, right, rule, true);
            Draft& draft = drafts_[grant];
            if (creation != kNone) {
                draft.needs.push_back({creation, Tie::requires_, {}});
            }
            if (right.kind == RightKind::attendance && left != nullptr) {
                draft.operation.before = model::right_json(left->first);
                if (left->second == "drift" || left->second == "by hand") {
                    draft.operation.rules["attendance_group"] = "drift"; // should it be undone
                }
            }
            if (right.kind == RightKind::role) {
                need_role(grant, right, rule);
                wait_for_exclusive(grant, right, revoked);
            }
        }
    }

    static const RightAndRule* left_for(const RightsChange& change)
    {
        for (const auto* from : {&change.revokes, &change.kept}) {
            for (const RightAndRule& one : *from) {
                if (one.first.kind == RightKind::attendance) {
                    return &one;
                }
            }
        }
        return nullptr;
    }

    std::size_t add(const Target& target, const Right& right, const std::string& rule, bool grant)
    {
        const bool role = right.kind == RightKind::role;
        const model::Person& person = target.person();
        Draft draft;
        draft.rank = grant ? Rank::grant : Rank::revoke;
        draft.operation.kind =
            role ? (grant ? OperationKind::role_grant : OperationKind::role_revoke)
                 : (grant ? OperationKind::attendance_add : OperationKind::attendance_remove);
        draft.operation.id =
            std::string{role ? "r-" : "a-"} +
            (role ? (grant ? "grant-" : "revoke-") : (grant ? "add-" : "remove-")) + target.tail +
            "-" + right.name;
        draft.operation.employee_id = person.employee_id;
        draft.operation.source = person.origin.source;
        draft.operation.userid = target.userid;
        draft.operation.name = person.name;
        draft.operation.cause = {person.origin.source, person.origin.where, rule};
        (grant ? draft.operation.after : draft.operation.before) = model::right_json(right);
        drafts_.push_back(std::move(draft));
        return drafts_.size() - 1;
    }

    void need_role(std::size_t grant, const Right& right, const std::string& rule)
    {
        if (!input_.rights_known.contains(right)) {
            const std::size_t creation = creation_of(right, rule); // first: it moves the drafts
            drafts_[grant].needs.push_back({creation, Tie::requires_, {}});
        }
    }

    std::size_t creation_of(const Right& right, const std::string& rule)
    {
        const auto [at, fresh] = creations_.emplace(right, drafts_.size());
        if (!fresh) {
            return at->second;
        }
        Draft draft;
        draft.rank = Rank::role_create;
        draft.operation.kind = OperationKind::role_create;
        draft.operation.id = "r-create-" + right.name;
        draft.operation.cause = {"", "policy", rule};
        draft.operation.after = model::right_json(right);
        const std::string group = model::role_group_of(right.name);
        if (!input_.role_groups.contains(group)) {
            groups_[group].push_back(drafts_.size());
        }
        drafts_.push_back(std::move(draft));
        return drafts_.size() - 1;
    }

    // So that the two never meet, not even for a moment.
    void wait_for_exclusive(std::size_t grant, const Right& right,
                            const std::map<Right, std::size_t>& revoked)
    {
        for (const auto& set : input_.policy.entitlements.exclusive) {
            if (std::ranges::count(set, right.name) == 0) {
                continue;
            }
            for (const std::string& role : set) {
                const auto found = revoked.find({RightKind::role, role});
                if (found != revoked.end()) {
                    drafts_[grant].needs.push_back({found->second, Tie::requires_, {}});
                }
            }
        }
    }

    const PlanInput& input_;
    const Directory& directory_;
    Drafts& drafts_;
    Findings& findings_;
    std::set<Right> named_;
    std::map<Right, std::size_t> creations_;
    std::vector<Ending> endings_;
    std::map<std::string, std::vector<std::size_t>> groups_; // new ones -> creations in them
};

bool states_rights(const model::Person& person)
{
    return person.roles || person.attendance_group || person.hide_mobile || person.senior_mode;
}

} // namespace

std::vector<SwitchEnding> entitle(Targets& targets, const PlanInput& input)
{
    std::vector<SwitchEnding> endings;
    const bool everybody = !input.policy.entitlements.rules.empty() || !input.switched_on.empty();
    const auto paths = record_paths(input.department_records);
    for (Target& target : targets) {
        if (!target.wanted() || (!everybody && !states_rights(target.person()))) {
            continue;
        }
        const model::Person& person = target.from->person; // rights go by what HR says
        target.entitled = entitled_to(person, department_paths(person, paths), input.policy);
        std::ranges::move(end_switches(target, input), std::back_inserter(endings));
    }
    return endings;
}

std::vector<Ending> draft_rights(Targets& targets, const PlanInput& input,
                                 const Directory& directory, Drafts& drafts, Findings& findings)
{
    const bool nobody_is_entitled = std::ranges::all_of(
        targets, [](const Target& target) { return target.entitled.rights.empty(); });
    if (nobody_is_entitled && input.rights.empty() && input.policy.entitlements.rules.empty()) {
        return {};
    }
    Rights rights{input, directory, drafts, findings};
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (targets[i].wanted()) {
            rights.draft(i, targets[i]);
        }
    }
    return rights.finish();
}

} // namespace rosterd::plan
