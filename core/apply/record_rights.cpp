#include "core/apply/record_rights.hpp"

#include "core/apply/undo_rights.hpp"

namespace rosterd::apply
{

namespace
{

using Kind = model::OperationKind;

// One attendance group a person [queries-a-user-attendance-group].
void leave_other_groups(state::RightsStore& rights, const std::string& userid)
{
    for (const state::RightHolder& holder : rights.of(userid)) {
        if (holder.right.kind == model::RightKind::attendance) {
            rights.remove(userid, holder.right);
        }
    }
}

// Whether the rules of the matrix asked for it is known to the operation alone.
void note_switches(state::RightsStore& rights, const model::Operation& operation)
{
    for (const char* field : {"hide_mobile", "senior_mode"}) {
        if (!operation.after.is_object() || !operation.after.contains(field)) {
            continue;
        }
        if (operation.after.at(field) == true && operation.rules.contains(field)) {
            rights.put_switch(operation.userid, field, std::nullopt);
        } else {
            rights.remove_switch(operation.userid, field);
        }
    }
}

} // namespace

void record_rights(state::RightsStore& rights, const model::Operation& operation,
                   const Outcome& outcome)
{
    const auto right = model::right_of(operation);
    if (right && !outcome.role_group_id.empty()) { // known, whether or not the role was made
        rights.put_role_group(model::role_group_of(right->name), outcome.role_group_id);
    }
    if (outcome.outcome != OperationOutcome::done) {
        if (outcome.absent) {
            rights.remove_all(operation.userid);
        }
        if (right && outcome.code == "33011") {
            rights.remove_known(*right);
        }
        return;
    }
    // What somebody had given by hand before it was taken comes back as given by hand.
    const bool granted = operation.cause.rule != "rehire" && operation.cause.rule != kUndoneByHand;
    switch (operation.kind) {
    case Kind::user_create:
        if (outcome.account) {
            break; // it was there already, and what was read of it since stands
        }
        rights.remove_all(operation.userid);
        note_switches(rights, operation);
        break;
    case Kind::user_delete:
        rights.remove_all(operation.userid);
        break;
    case Kind::user_update:
        note_switches(rights, operation);
        break;
    case Kind::role_create:
        rights.put_known(*right, outcome.right_id);
        break;
    case Kind::attendance_add:
        leave_other_groups(rights, operation.userid);
        rights.put({operation.userid, *right, granted});
        break;
    case Kind::role_grant:
        rights.put({operation.userid, *right, granted});
        break;
    case Kind::role_revoke:
    case Kind::attendance_remove:
        rights.remove(operation.userid, *right);
        break;
    case Kind::user_disable:
    case Kind::user_enable:
    case Kind::department_create:
    case Kind::department_update:
    case Kind::department_delete:
        break;
    }
}

} // namespace rosterd::apply
