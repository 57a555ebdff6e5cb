#include "core/apply/undo_rights.hpp"

namespace rosterd::apply
{

namespace
{

using model::Right;
using model::RightKind;
using Kind = model::OperationKind;

bool has(const UndoInput& input, const std::string& userid, const Right& right)
{
    const auto found = input.rights.find(userid);
    return found != input.rights.end() && found->second.contains(right);
}

// What somebody had given in DingTalk, and the first of these operations took: it comes back as
// theirs, which no rule takes again.
bool was_by_hand(const model::Operation& first)
{
    const std::string& rule = first.cause.rule;
    const auto left = first.rules.find("attendance_group");
    return rule == "drift" || rule == "rehire" || rule == kUndoneByHand ||
           (left != first.rules.end() && left->second == "drift");
}

// "E1042" of "r-grant-E1042-店務/店長".
std::string person_of(const NetChange& net)
{
    const std::string tail = tail_of(net);
    const std::string right = "-" + model::right_of(*net.last)->name;
    return tail.ends_with(right) ? tail.substr(0, tail.size() - right.size()) : tail;
}

void take_back_role(UndoDraft& draft, const NetChange& net)
{
    const Right right = *model::right_of(*net.first);
    const bool wanted = !net.before.empty();
    if (wanted == has(draft.input, net.first->userid, right)) {
        return;
    }
    model::Operation& operation =
        draft.add(net, wanted ? Kind::role_grant : Kind::role_revoke,
                  (wanted ? "r-grant-" : "r-revoke-") + person_of(net) + "-" + right.name);
    (wanted ? operation.after : operation.before) = model::right_json(right);
    if (was_by_hand(*net.first)) {
        operation.cause.rule = kUndoneByHand;
    }
}

// Whoever goes back to a group is out of the other by that.
void take_back_attendance(UndoDraft& draft, const NetChange& net)
{
    const auto group = [](const model::Json& side) {
        return Right{RightKind::attendance, side.value("attendance_group", std::string{})};
    };
    const std::string& userid = net.first->userid;
    const Right before = group(net.before);
    const Right after = group(net.after);
    if (before == after || (!before.name.empty() && has(draft.input, userid, before))) {
        return;
    }
    if (!after.name.empty() && !has(draft.input, userid, after)) {
        draft.say(*net.first, "undo.moved", "attendance_group");
        return;
    }
    const bool back = !before.name.empty();
    model::Operation& operation = draft.add(
        net, back ? Kind::attendance_add : Kind::attendance_remove,
        (back ? "a-add-" : "a-remove-") + person_of(net) + "-" + (back ? before : after).name);
    if (!after.name.empty()) {
        operation.before = model::right_json(after);
    }
    if (back) {
        operation.after = model::right_json(before);
    }
    operation.rules.erase("attendance_group"); // it was the reason then
    if (was_by_hand(*net.first)) {
        operation.cause.rule = kUndoneByHand;
    }
}

} // namespace

void take_back_rights(UndoDraft& draft, const std::vector<NetChange>& changes)
{
    std::set<std::string> there; // afterwards; an account that goes takes its rights along
    for (const auto& [userid, account] : draft.input.accounts) {
        there.insert(userid);
    }
    for (const model::Operation& operation : draft.plan.operations) {
        if (operation.kind == Kind::user_create) {
            there.insert(operation.userid);
        } else if (operation.kind == Kind::user_delete) {
            there.erase(operation.userid);
        }
    }
    for (const NetChange& net : changes) {
        if (!there.contains(net.first->userid)) {
            continue;
        }
        if (net.object == ObjectKind::role) {
            take_back_role(draft, net);
        } else if (net.object == ObjectKind::attendance) {
            take_back_attendance(draft, net);
        }
    }
}

void tell_of_roles(UndoDraft& draft)
{
    for (const model::Operation& operation : draft.input.done) {
        if (operation.kind != Kind::role_create) {
            continue;
        }
        const Right right = *model::right_of(operation);
        if (draft.input.roles.contains(right)) {
            draft.say(operation, "undo.role_stays", "roles", right.name);
        }
    }
}

} // namespace rosterd::apply
