#include "core/plan/users.hpp"

#include <algorithm>

#include "core/plan/fields.hpp"
#include "core/plan/rehire.hpp"
#include "core/plan/switches.hpp"

namespace rosterd::plan
{

namespace
{

using model::Operation;
using model::OperationKind;

Draft draft_for(const Target& target, OperationKind kind, const char* verb, Rank rank)
{
    const model::Person& person = target.person();
    Draft draft;
    draft.rank = rank;
    Operation& operation = draft.operation;
    operation.id = std::string{"u-"} + verb + "-" + target.tail;
    operation.kind = kind;
    operation.employee_id = person.employee_id;
    operation.source = person.origin.source;
    operation.userid = target.userid;
    operation.name = person.name;
    operation.cause = {person.origin.source, person.origin.where, target.rule};
    return draft;
}

class Users
{
public:
    Users(const Targets& targets, const PlanInput& input, Drafts& drafts, Directory& directory)
        : targets_{targets}, policy_{input.policy}, drift_{input.drift}, drafts_{drafts},
          directory_{directory}
    {
        directory_.creations.assign(targets.size(), kNone);
        directory_.updates.assign(targets.size(), kNone);
        directory_.removals.assign(targets.size(), kNone);
    }

    void draft_all()
    {
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            draft(i);
        }
    }

    void tie_all(const std::vector<Handover>& handovers, const std::vector<Inheritance>& userids)
    {
        for (std::size_t i = 0; i < targets_.size(); ++i) {
            tie_to_departments(i);
            tie_to_manager(i);
        }
        for (const Handover& handover : handovers) {
            tie_to_giver(handover);
        }
        for (const Inheritance& userid : userids) {
            if (directory_.creations[userid.heir] != kNone) {
                needs(directory_.creations[userid.heir],
                      {directory_.removals[userid.leaver], Tie::requires_, {}});
            }
        }
    }

private:
    void draft(std::size_t i)
    {
        const Target& target = targets_[i];
        switch (target.fate) {
        case Fate::leave_alone:
        case Fate::find:
            break;
        case Fate::create:
            if (target.creates()) {
                create(i);
            }
            break;
        case Fate::recreate:
            remove(i, Rank::release);
            create(i);
            needs(directory_.creations[i], {directory_.removals[i], Tie::requires_, {}});
            break;
        case Fate::keep:
            keep(i);
            break;
        case Fate::disable: {
            Draft draft = draft_for(target, OperationKind::user_disable, "disable", Rank::leaver);
            draft.operation.before = {{"disabled", false}};
            draft.operation.after = {{"disabled", true}};
            add(std::move(draft));
            break;
        }
        case Fate::remove:
            remove(i, Rank::leaver);
            break;
        }
    }

    std::size_t add(Draft draft)
    {
        drafts_.push_back(std::move(draft));
        return drafts_.size() - 1;
    }

    void needs(std::size_t draft, Need need) { drafts_[draft].needs.push_back(std::move(need)); }

    void create(std::size_t i)
    {
        Draft draft =
            draft_for(targets_[i], OperationKind::user_create, "create", Rank::user_create);
        draft.operation.after = creation_fields(targets_[i], policy_);
        restore_fields(targets_[i], policy_, draft.operation.after);
        name_rules(targets_[i], draft.operation);
        directory_.creations[i] = add(std::move(draft));
    }

    void remove(std::size_t i, Rank rank)
    {
        Draft draft = draft_for(targets_[i], OperationKind::user_delete, "delete", rank);
        draft.operation.before = {{"name", targets_[i].account->name}};
        directory_.removals[i] = add(std::move(draft));
    }

    void keep(std::size_t i)
    {
        const Target& target = targets_[i];
        if (target.verdict.enable) {
            Draft draft =
                draft_for(target, OperationKind::user_enable, "enable", Rank::user_enable);
            draft.operation.before = {{"disabled", true}};
            draft.operation.after = {{"disabled", false}};
            draft.operation.cause.rule = "rehire";
            add(std::move(draft));
        }
        Change change = changed_fields(target);
        if (change.after.empty()) {
            return;
        }
        Draft draft = draft_for(target, OperationKind::user_update, "update", Rank::user_update);
        draft.operation.before = std::move(change.before);
        draft.operation.after = std::move(change.after);
        name_rules(target, draft.operation);
        if (is_drift(draft.operation)) {
            draft.operation.cause.rule = "drift";
        }
        directory_.updates[i] = add(std::move(draft));
    }

    // Nothing but what somebody changed in DingTalk.
    bool is_drift(const Operation& operation) const
    {
        const auto found = drift_.find(operation.userid);
        return found != drift_.end() && operation.cause.rule == "changed" &&
               std::ranges::all_of(operation.after.items(), [&](const auto& field) {
                   return found->second.contains(field.key());
               });
    }

    // The operation that writes the target's fields; kNone if there is none.
    std::size_t writing(std::size_t i) const
    {
        return directory_.creations[i] != kNone ? directory_.creations[i] : directory_.updates[i];
    }

    void tie_to_departments(std::size_t i)
    {
        const std::size_t writer = writing(i);
        if (writer == kNone || !targets_[i].places) {
            return;
        }
        for (const Place& place : *targets_[i].places) {
            if (place.dept_id) {
                continue;
            }
            const std::size_t creation = directory_.department_creations.at(place.key);
            needs(writer, {creation, Tie::requires_, {}});
            if (targets_[i].fate == Fate::recreate) { // nobody is deleted who cannot be put back
                needs(directory_.removals[i], {creation, Tie::requires_, {}});
            }
        }
    }

    void tie_to_manager(std::size_t i)
    {
        const std::size_t writer = writing(i);
        const std::size_t manager = targets_[i].manager_target;
        if (writer != kNone && manager != kNone &&
            drafts_[writer].operation.after.contains("manager_userid")) {
            needs(writer, {directory_.creations[manager], Tie::manager, {}});
        }
    }

    void tie_to_giver(const Handover& handover)
    {
        const std::size_t writer = writing(handover.taker);
        const std::size_t removal = directory_.removals[handover.giver];
        const std::size_t giver = removal != kNone ? removal : directory_.updates[handover.giver];
        const std::string field{model::kTextFields[handover.field].api_name};
        needs(writer, {giver, Tie::value, field});
        if (targets_[handover.taker].fate == Fate::recreate &&
            targets_[handover.giver].fate == Fate::remove) {
            needs(directory_.removals[handover.taker], {giver, Tie::requires_, {}});
        }
    }

    const Targets& targets_;
    const model::Policy& policy_;
    const std::map<std::string, std::set<std::string>>& drift_;
    Drafts& drafts_;
    Directory& directory_;
};

} // namespace

void draft_users(const Targets& targets, const std::vector<Handover>& handovers,
                 const std::vector<Inheritance>& userids, const PlanInput& input, Drafts& drafts,
                 Directory& directory)
{
    Users users{targets, input, drafts, directory};
    users.draft_all();
    users.tie_all(handovers, userids);
}

} // namespace rosterd::plan
