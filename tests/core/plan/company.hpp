// A company for tests: what HR says, what DingTalk has, and the links between the two; it makes the
// planner's input from them as the store does, and carries plans out.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/plan/plan.hpp"
#include "tests/core/plan/fake_dingtalk.hpp"

namespace rosterd::plan::test
{

using model::Person;
using PersonKey = std::pair<std::string, std::string>; // source, employee_id

inline constexpr model::Instant kNow{std::chrono::sys_days{std::chrono::year_month_day{
    std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}}}};

struct Employee {
    Person person;
    bool present = true;
    bool told = false;
};

inline model::Policy open_policy()
{
    model::Policy policy;
    policy.leavers.count = policy.updates.count = policy.department_deletes.count = 1'000'000;
    return policy;
}

class Company
{
public:
    std::set<PersonKey> over; // settled as gone: no longer counted
    std::map<PersonKey, Employee> roster;
    std::vector<model::Department> records;
    FakeDingTalk dingtalk;
    std::map<PersonKey, Link> links;
    std::map<model::DepartmentKey, DepartmentLink> department_links;
    std::map<model::Right, std::set<std::string>> granted; // by rosterd -> userids
    std::map<std::string, SwitchesOn> switched_on;         // userid -> by a rule
    model::Policy policy = open_policy();
    model::Instant now = kNow;
    std::vector<std::string> administrators;

    Person& hire(const std::string& id, const std::string& mobile,
                 std::vector<std::string> departments = {}, const std::string& source = "hr")
    {
        Person& person = roster[{source, id}].person;
        person.employee_id = id;
        person.name = "Name of " + id;
        person.mobile = mobile;
        if (!departments.empty()) {
            person.departments = departments;
        }
        person.origin = {source, "roster.csv:" + id, "roster.csv", 1};
        return person;
    }

    Person& person(const std::string& id) { return roster.at({"hr", id}).person; }
    ObservedUser& account(const std::string& userid) { return dingtalk.users.at(userid); }

    ObservedUser& add_account(const std::string& userid, const std::string& mobile)
    {
        ObservedUser& user = dingtalk.users[userid];
        user.userid = userid;
        user.name = "Name of " + userid;
        user.mobile = mobile;
        user.dept_ids = {1};
        return user;
    }

    // All people, or only those in `only`.
    PlanInput input(const std::set<PersonKey>* only = nullptr) const
    {
        PlanInput input;
        input.policy = policy;
        input.now = now;
        input.administrators = administrators;
        input.managed_people = static_cast<std::int64_t>(links.size());
        input.managed_departments = static_cast<std::int64_t>(department_links.size());
        input.department_records = records;
        std::set<std::string> accounted;
        for (const auto& [key, employee] : roster) {
            add_person(input, key, employee, only, accounted);
        }
        for (const auto& [userid, user] : dingtalk.users) {
            if (!accounted.contains(userid)) {
                input.accounts.push_back(user);
            }
        }
        add_rights(input);
        input.switched_on = switched_on;
        for (const auto& [id, department] : dingtalk.departments) {
            input.observed_departments.push_back(department);
        }
        for (const auto& [key, link] : department_links) {
            input.department_links.push_back(link);
        }
        add_members(input);
        return input;
    }

    // What is to be remembered of switches, as a run does.
    void remember(const PlanResult& result)
    {
        for (const SwitchEnding& ending : result.switch_endings) {
            if (ending.over) {
                switched_on[ending.userid].erase(ending.field);
            } else {
                switched_on[ending.userid][ending.field] = ending.since;
            }
        }
    }

    // Carries the operations out in the plan's order; the first refusal ends it.
    Refusal apply(const model::Plan& plan)
    {
        adopt(plan);
        for (const Operation& operation : plan.operations) {
            if (const Refusal refusal = carry_out(operation)) {
                return operation.id + ": " + *refusal;
            }
        }
        return std::nullopt;
    }

    // The same in any order that respects `needs`; `pick` chooses one of n.
    Refusal apply_in_any_order(const model::Plan& plan,
                               const std::function<std::size_t(std::size_t)>& pick)
    {
        adopt(plan);
        std::set<std::string> done;
        std::vector<Operation> left = plan.operations;
        while (!left.empty()) {
            std::vector<std::size_t> ready;
            for (std::size_t i = 0; i < left.size(); ++i) {
                if (std::ranges::all_of(left[i].needs,
                                        [&](const auto& id) { return done.contains(id); })) {
                    ready.push_back(i);
                }
            }
            if (ready.empty()) {
                return "nothing is ready: " + left.front().id;
            }
            const std::size_t chosen = ready[pick(ready.size())];
            if (const Refusal refusal = carry_out(left[chosen])) {
                return left[chosen].id + ": " + *refusal;
            }
            done.insert(left[chosen].id);
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(chosen));
        }
        return std::nullopt;
    }

    void adopt(const model::Plan& plan)
    {
        for (const model::Adoption& adoption : plan.adoptions) {
            Link link{adoption.userid, false, {}};
            if (!adoption.was.empty()) {
                link = links.at({adoption.source, adoption.was});
                links.erase({adoption.source, adoption.was});
            }
            links[{adoption.source, adoption.employee_id}] = link;
        }
        for (const model::DepartmentAdoption& adoption : plan.department_adoptions) {
            const auto was = department_links.find(adoption.was);
            const bool ours = was != department_links.end() && was->second.created;
            department_links.erase(adoption.was);
            department_links[adoption.key] = {adoption.key, adoption.dept_id, ours};
        }
    }

private:
    void add_person(PlanInput& input, const PersonKey& key, const Employee& employee,
                    const std::set<PersonKey>* only, std::set<std::string>& accounted) const
    {
        const auto link = links.find(key);
        const ObservedUser* user = nullptr;
        if (link != links.end() && dingtalk.users.contains(link->second.userid)) {
            user = &dingtalk.users.at(link->second.userid);
        }
        const std::string userid = user == nullptr || user->disabled ? "" : user->userid;
        const bool counted = employee.present && !over.contains(key);
        if (counted) {
            for (const auto& department : model::departments_of(employee.person)) {
                ++input.departments_in_use[department];
            }
            for (const auto& department : employee.person.leads) {
                input.leaders.push_back({department, key.first, key.second, userid});
            }
        }
        if (only != nullptr && !only->contains(key)) {
            input.known_people.push_back({key.first, key.second, userid});
            if (user != nullptr) {
                input.account_owners[user->userid] = {key.first, key.second, user->userid};
            }
            return;
        }
        PersonCase& person = input.people.emplace_back();
        person.person = employee.person;
        person.present = employee.present;
        person.counted = counted;
        person.told = employee.told;
        if (link != links.end()) {
            person.link = link->second;
        }
        if (user != nullptr) {
            person.account = *user;
            accounted.insert(user->userid);
        }
    }

    // As the store knows them: what rules name, or rosterd granted.
    void add_rights(PlanInput& input) const
    {
        const auto watched = model::watched_rights(policy.entitlements);
        for (const auto& [right, holders] : dingtalk.rights) {
            input.rights_known.insert(right);
            if (right.kind == model::RightKind::role) {
                input.role_groups.insert(model::role_group_of(right.name));
            }
            const auto ours = granted.find(right);
            for (const std::string& userid : holders) {
                const bool by_us = ours != granted.end() && ours->second.contains(userid);
                if (by_us || watched.contains(right)) {
                    input.rights[userid].push_back({right, by_us});
                }
            }
        }
    }

    void add_members(PlanInput& input) const
    {
        for (const auto& [key, link] : department_links) {
            auto& members = input.members_of_unused[link.dept_id];
            for (const auto& [userid, user] : dingtalk.users) {
                if (std::ranges::count(user.dept_ids, link.dept_id)) {
                    members.push_back(userid);
                }
            }
        }
    }

    void note_switches(const Operation& operation)
    {
        for (const char* field : {"hide_mobile", "senior_mode"}) {
            if (operation.after.is_object() && operation.after.contains(field)) {
                switched_on[operation.userid].erase(field);
                if (operation.after.at(field) == true && operation.rules.contains(field)) {
                    switched_on[operation.userid][field] = std::nullopt;
                }
            }
        }
    }

    model::Former former_of(const Operation& operation) const
    {
        model::Former former{now,
                             operation.cause.rule,
                             model::former_fields(dingtalk.users.at(operation.userid)),
                             {}};
        for (const auto& [right, holders] : dingtalk.rights) {
            const auto ours = granted.find(right);
            if (holders.contains(operation.userid) &&
                (ours == granted.end() || !ours->second.contains(operation.userid))) {
                former.by_hand.push_back(right);
            }
        }
        const auto on = switched_on.find(operation.userid);
        for (const auto& [field, since] : on == switched_on.end() ? SwitchesOn{} : on->second) {
            former.fields.erase(field);
        }
        return former;
    }

    Refusal carry_out(const Operation& operation)
    {
        std::optional<model::Former> former;
        if (operation.kind == OperationKind::user_delete &&
            operation.cause.rule.starts_with("leaver.")) {
            former = former_of(operation);
        }
        if (const Refusal refusal = dingtalk.apply(operation)) {
            return refusal;
        }
        const PersonKey key{operation.source, operation.employee_id};
        note_switches(operation);
        switch (operation.kind) {
        case OperationKind::user_create:
            std::erase_if(links, [&](const auto& link) { // of whoever had the userid before
                return link.second.userid == operation.userid;
            });
            links[key] = {operation.userid, true, {}};
            break;
        case OperationKind::user_disable:
            links[key].disabled_since = now;
            break;
        case OperationKind::user_enable:
            links[key].disabled_since.reset();
            break;
        case OperationKind::department_create:
            department_links[operation.department] = {
                operation.department, dingtalk.created.at(operation.department), true};
            break;
        case OperationKind::department_delete:
            department_links.erase(operation.department);
            break;
        case OperationKind::role_grant:
        case OperationKind::attendance_add:
            if (operation.cause.rule != "rehire") {
                granted[*model::right_of(operation)].insert(operation.userid);
            }
            break;
        case OperationKind::user_delete:
            links[key].former = former;
            switched_on.erase(operation.userid);
            for (auto& [right, userids] : granted) {
                userids.erase(operation.userid);
            }
            break;
        case OperationKind::role_revoke:
        case OperationKind::attendance_remove:
        case OperationKind::department_update:
        case OperationKind::user_update:
        case OperationKind::role_create:
            break;
        }
        return std::nullopt;
    }
};

} // namespace rosterd::plan::test
