#include "core/plan/managers.hpp"

namespace rosterd::plan
{

namespace
{

void report(Target& target, std::string_view text, Findings& findings)
{
    const std::string who = describe(target);
    findings.about(target, {text, "manager_id", *target.person().manager_id, {{"person", who}}});
}

void take_from_target(Target& target, const Targets& targets, std::size_t manager,
                      Findings& findings)
{
    const Target& other = targets[manager];
    if (!other.stays()) {
        report(target, "manager.unknown/leaving", findings);
        return;
    }
    target.manager = other.userid;
    if (other.fate == Fate::create || other.fate == Fate::recreate) {
        target.manager_target = manager;
    }
}

void find_manager(std::size_t i, Targets& targets, const Index& index, Findings& findings)
{
    Target& target = targets[i];
    const std::string& id = *target.person().manager_id;
    const std::string& source = target.person().origin.source;
    if (id.empty()) {
        target.manager = "";
    } else if (id == target.person().employee_id) {
        report(target, "manager.self", findings);
    } else if (const auto manager = index.target_of_person(source, id); manager != kNone) {
        take_from_target(target, targets, manager, findings);
    } else if (const KnownPerson* known = index.known(source, id);
               known != nullptr && !known->userid.empty()) {
        target.manager = known->userid;
    } else {
        report(target, known == nullptr ? "manager.unknown/nowhere" : "manager.unknown/no_account",
               findings);
    }
}

// An account that is created anew keeps its present manager, if that one still has an account.
void carry_over(Target& target, const Targets& targets, const Index& index)
{
    const std::string& present = target.account->manager_userid;
    const std::size_t manager = index.target_of_account(present);
    if (manager != kNone) {
        target.manager = targets[manager].stays() ? present : "";
        if (targets[manager].fate == Fate::recreate) {
            target.manager_target = manager;
        }
    } else if (index.account(present) == nullptr && index.owner_of(present) == nullptr) {
        target.manager = "";
    }
}

} // namespace

void find_managers(Targets& targets, const Index& index, Findings& findings)
{
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (targets[i].wanted() && targets[i].person().manager_id) {
            find_manager(i, targets, index, findings);
        }
        if (targets[i].fate == Fate::recreate && !targets[i].manager) {
            carry_over(targets[i], targets, index);
        }
    }
}

} // namespace rosterd::plan
