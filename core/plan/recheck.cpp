#include "core/plan/recheck.hpp"

#include <functional>
#include <set>

#include "core/plan/lifecycle.hpp"

namespace rosterd::plan
{

namespace
{

using model::Operation;
using model::OperationKind;

std::string name_of(const PersonCase& person)
{
    return person.person.employee_id + " (" + person.person.origin.where + ")";
}

std::string why_not_taken(const Operation& operation, const PersonCase& person,
                          const Verdict& verdict)
{
    if (!person.link || person.link->userid != operation.userid) {
        return operation.userid + " is no longer the account of " + name_of(person);
    }
    if (verdict.spared) {
        return operation.userid + " is protected, or an administrator's, by now";
    }
    const Fate wanted =
        operation.kind == OperationKind::user_disable ? Fate::disable : Fate::remove;
    if (verdict.fate == wanted) {
        return {};
    }
    return verdict.fate == Fate::leave_alone || verdict.fate == Fate::disable ||
                   verdict.fate == Fate::remove
               ? "the policy keeps the account of " + name_of(person) + " for now"
               : "HR says by now that " + name_of(person) + " does not leave";
}

std::string why_not_given(const PersonCase& person, const Verdict& verdict)
{
    if (verdict.fate == Fate::find) {
        return {};
    }
    return verdict.fate == Fate::keep
               ? name_of(person) + " has the account " + person.link->userid + " by now"
               : name_of(person) + " is to have no account by now: has left, joins later, or is "
                                   "outside policy.scope";
}

// Empty: it is wanted still, or this is not about whether somebody has an account.
std::string why_not(const Operation& operation, const PersonCase& person,
                    const Lifecycle& lifecycle)
{
    const std::string& rule = operation.cause.rule;
    const Verdict verdict = lifecycle.verdict(person);
    switch (operation.kind) {
    case OperationKind::user_delete:
    case OperationKind::user_disable:
        return rule.starts_with("leaver.") ? why_not_taken(operation, person, verdict) : "";
    case OperationKind::user_create:
        return rule == "joiner" || rule == "rehire" || rule == "vanished"
                   ? why_not_given(person, verdict)
                   : "";
    case OperationKind::user_enable:
        return rule == "rehire" && !verdict.enable
                   ? name_of(person) + " is not to have the account back by now"
                   : "";
    case OperationKind::user_update:
    case OperationKind::department_create:
    case OperationKind::department_update:
    case OperationKind::department_delete:
    case OperationKind::role_create:
    case OperationKind::role_grant:
    case OperationKind::role_revoke:
    case OperationKind::attendance_add:
    case OperationKind::attendance_remove:
        return {};
    }
    return {};
}

} // namespace

std::map<std::string, std::string> not_wanted_any_more(const model::Plan& saved,
                                                       const PlanInput& facts)
{
    std::map<std::pair<std::string, std::string>, const PersonCase*> people;
    for (const PersonCase& one : facts.people) {
        people[{one.person.origin.source, one.person.employee_id}] = &one;
    }
    const Lifecycle lifecycle{facts};
    std::map<std::string, std::string> out;
    for (const Operation& operation : saved.operations) {
        const auto person = people.find({operation.source, operation.employee_id});
        if (person == people.end()) {
            continue;
        }
        if (std::string why = why_not(operation, *person->second, lifecycle); !why.empty()) {
            out.emplace(operation.id, std::move(why));
        }
    }
    return out;
}

void keep_doubts_of_the_read(const model::Plan& saved, std::span<const std::string> approved,
                             model::Plan& plan)
{
    const std::set<std::string, std::less<>> passed{approved.begin(), approved.end()};
    std::set<std::string, std::less<>> open;
    for (const Operation& operation : plan.operations) {
        if (!passed.contains(model::fingerprint_of(operation))) {
            open.insert(operation.id);
        }
    }
    for (const model::Hold& hold : plan.held) { // once is enough
        for (const std::string& id : hold.operations) {
            open.erase(id);
        }
    }
    for (model::Hold hold : saved.held) {
        if (hold.guard == "earlier_read" || hold.guard == "source_shrinks" ||
            hold.guard == "vanished_branches") {
            std::erase_if(hold.operations,
                          [&](const std::string& id) { return !open.contains(id); });
            if (!hold.operations.empty()) {
                plan.held.push_back(std::move(hold));
            }
        }
    }
}

} // namespace rosterd::plan
