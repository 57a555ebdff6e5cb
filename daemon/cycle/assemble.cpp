#include "daemon/cycle/assemble.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "core/apply/lessons.hpp"
#include "core/model/fields.hpp"
#include "core/model/paths.hpp"
#include "core/plan/guard_counts.hpp"
#include "core/plan/lifecycle.hpp"
#include "daemon/cycle/feed.hpp"
#include "daemon/cycle/leading.hpp"
#include "daemon/cycle/learning.hpp"
#include "daemon/cycle/rights.hpp"
#include "daemon/cycle/rollout.hpp"

namespace rosterd::cycle
{

namespace
{

using model::ObservedUser;
using plan::KnownPerson;
using plan::PersonCase;
using state::UserKey;

class Assembler
{
public:
    Assembler(state::Store& store, const model::Policy& policy, model::Instant now)
        : roster_{store.roster()}, mirror_{store.mirror()}, journal_{store.journal()}, store_{store}
    {
        out_.input.policy = policy;
        out_.input.now = now;
    }

    Assembled run(const std::vector<std::string>& sources)
    {
        return run(sources, [&] { return unsettled(); });
    }

    template <typename People>
    Assembled run(const std::vector<std::string>& sources, People looked_at)
    {
        store_.snapshot([&] {
            people(looked_at());
            departments();
            managers();
            other_accounts();
            put_rights(store_.rights(), input());
            guard_facts(sources);
        });
        return std::move(out_);
    }

private:
    plan::PlanInput& input() { return out_.input; }

    // Not those with whom planning has nothing to do: a million may be outside the scope.
    std::vector<state::RosterPerson> unsettled()
    {
        input().department_records = roster_.departments();
        const plan::Lifecycle lifecycle{input()};
        std::vector<state::RosterPerson> out;
        for (const state::PersonRef& ref : roster_.unsettled_refs(input().now)) {
            for (state::RosterPerson& one : roster_.people({&ref, 1})) {
                if (is_idle(one, lifecycle)) {
                    out_.idle.push_back(ref);
                } else {
                    out.push_back(std::move(one));
                }
            }
        }
        roster_.name_rows(out);
        return out;
    }

    bool is_idle(const state::RosterPerson& one, const plan::Lifecycle& lifecycle)
    {
        const model::Person& person = one.person;
        const std::string& source = person.origin.source;
        if (!one.present || one.over || lifecycle.in_scope(person) ||
            mirror_.link_of(source, person.employee_id) ||
            mirror_.invitation_of(source, person.employee_id) ||
            (!person.previous_employee_id.empty() &&
             mirror_.link_of(source, person.previous_employee_id))) {
            return false;
        }
        PersonCase looked_at;
        looked_at.person = person;
        return !lifecycle.verdict(looked_at).over;
    }

    void people(std::vector<state::RosterPerson> looked_at)
    {
        std::map<std::pair<std::string, std::string>, std::vector<std::string>> apart;
        for (const state::Apart& one : mirror_.apart()) {
            apart[{one.source, one.employee_id}].push_back(one.userid);
        }
        std::vector<std::string> userids;
        add_predecessors(looked_at);
        add_likely_successors(looked_at);
        input().people.reserve(looked_at.size());
        for (state::RosterPerson& one : looked_at) {
            PersonCase person;
            person.present = one.present;
            person.counted = one.present && !one.over;
            person.told = one.told;
            person.absent_since = one.absent_since;
            person.person = std::move(one.person);
            const auto& source = person.person.origin.source;
            if (const auto link = mirror_.link_of(source, person.person.employee_id)) {
                person.link = link_of(*link);
                userids.push_back(link->userid);
                linked_.insert(link->userid);
                put_histories(store_.fields(), input().policy, person);
            }
            if (const auto open = mirror_.invitation_of(source, person.person.employee_id)) {
                person.invitation = plan::Invitation{open->mobile, open->since};
            }
            if (const auto found = apart.find({source, person.person.employee_id});
                found != apart.end()) {
                person.not_theirs = found->second;
            }
            add_versions(person);
            out_.refs.push_back(one.ref);
            out_.over.push_back(one.over);
            input().people.push_back(std::move(person));
        }
        std::unordered_map<std::string, ObservedUser> accounts;
        for (ObservedUser& user : mirror_.users(userids)) {
            accounts.emplace(user.userid, std::move(user));
        }
        for (PersonCase& person : input().people) {
            if (const auto found =
                    person.link ? accounts.find(person.link->userid) : accounts.end();
                found != accounts.end()) {
                person.account = std::move(found->second);
            }
        }
    }

    void add_versions(PersonCase& person)
    {
        const std::string source = person.person.origin.source;
        const auto dated = dated_.find(source);
        const bool any = dated == dated_.end()
                             ? dated_.emplace(source, roster_.anybody_dated(source)).first->second
                             : dated->second;
        if (!any) {
            return;
        }
        for (state::DatedVersion& one : roster_.versions_of(source, person.person.employee_id)) {
            person.versions.push_back({one.at, std::move(one.person)});
        }
        plan::take_effect(person, input().now);
    }

    // Whose accounts go on as those of somebody looked at, under a new employee id.
    void add_predecessors(std::vector<state::RosterPerson>& looked_at)
    {
        std::set<state::PersonRef> refs;
        for (const state::RosterPerson& one : looked_at) {
            refs.insert(one.ref);
        }
        const std::size_t asked = looked_at.size();
        for (std::size_t i = 0; i < asked; ++i) {
            const model::Person& person = looked_at[i].person;
            const std::string before = person.previous_employee_id;
            const std::string source = person.origin.source;
            if (before.empty() || mirror_.link_of(source, person.employee_id)) {
                continue;
            }
            if (auto known = roster_.find(source, before);
                known && refs.insert(known->ref).second) {
                looked_at.push_back(std::move(*known));
            }
        }
    }

    // Who has a value of somebody that is only missing may be the same person under another id,
    // even if there is nothing to do for them yet.
    void add_likely_successors(std::vector<state::RosterPerson>& looked_at)
    {
        std::set<state::PersonRef> refs;
        std::array<std::vector<std::string>, kHolders.size()> values;
        for (const state::RosterPerson& one : looked_at) {
            refs.insert(one.ref);
            for (std::size_t i = 0; i < kHolders.size() && !one.present && !one.told; ++i) {
                if (const auto& value = one.person.*kHolders[i].second; value && !value->empty()) {
                    values[i].push_back(*value);
                }
            }
        }
        for (std::size_t i = 0; i < kHolders.size(); ++i) {
            if (values[i].empty()) {
                continue;
            }
            for (state::RosterPerson& one : roster_.holders(kHolders[i].first, values[i])) {
                const model::Person& person = one.person;
                const auto link = mirror_.link_of(person.origin.source, person.employee_id);
                const bool has_account = link && mirror_.has_user(link->userid);
                if (!has_account && refs.insert(one.ref).second) {
                    looked_at.push_back(std::move(one));
                }
            }
        }
    }

    // Everybody that a person or a department names as a manager.
    void managers()
    {
        std::unordered_set<std::string> asked;
        for (const PersonCase& person : input().people) {
            asked.insert(person.person.origin.source + "\n" + person.person.employee_id);
        }
        const auto ask = [&](const std::string& source, const std::string& id) {
            if (id.empty() || !asked.insert(source + "\n" + id).second) {
                return;
            }
            const auto link = mirror_.link_of(source, id);
            if (link && mirror_.has_user(link->userid)) { // links outlive accounts
                input().known_people.push_back({source, id, link->userid});
            } else if (const auto known = roster_.find(source, id); known && known->present) {
                input().known_people.push_back({source, id, ""});
            }
        };
        for (const PersonCase& person : input().people) {
            ask(person.person.origin.source, person.person.manager_id.value_or(""));
        }
        for (const model::Department& record : input().department_records) {
            std::istringstream ids{record.manager_ids.value_or("")};
            for (std::string id; std::getline(ids, id, ';');) {
                ask(record.origin.source, id);
            }
        }
        for (const model::ObservedDepartment& department : input().observed_departments) {
            for (const std::string& userid : department.manager_userids) {
                if (const auto link = mirror_.link_to(userid)) {
                    ask(link->source, link->employee_id);
                }
            }
        }
    }

    // Accounts that could be somebody's, or that hold a value which somebody is to get.
    void other_accounts()
    {
        std::array<std::vector<std::string>, 6> wanted; // by UserKey
        const auto want = [&](UserKey key, const std::string& value) {
            if (!value.empty()) {
                wanted[static_cast<std::size_t>(key)].push_back(value);
            }
        };
        for (const PersonCase& one : input().people) {
            const model::Person& person = one.person;
            if (!one.link || one.link->former) {
                want(UserKey::userid, person.userid);
                want(UserKey::userid, person.employee_id);
                want(UserKey::job_number, person.employee_id);
            }
            for (const auto& [field, key] : kKeys) {
                const model::Stated& value = person.*field->desired;
                if (value && (!one.account || *value != (*one.account).*field->observed)) {
                    want(key, *value);
                }
            }
        }
        for (std::size_t key = 0; key < wanted.size(); ++key) {
            for (ObservedUser& user : mirror_.find(static_cast<UserKey>(key), wanted[key])) {
                if (!linked_.contains(user.userid) && taken_.insert(user.userid).second) {
                    own(user.userid);
                    input().accounts.push_back(std::move(user));
                }
            }
        }
    }

    void own(const std::string& userid)
    {
        if (const auto link = mirror_.link_to(userid)) {
            input().account_owners[userid] = {link->source, link->employee_id, userid};
        }
    }

    void departments()
    {
        plan::PlanInput& in = input();
        in.departments_in_use = roster_.departments_in_use();
        in.department_records = roster_.departments();
        in.observed_departments = mirror_.departments();
        in.administrators = mirror_.administrators();
        // Surely: not by people alone who are looked at, and may turn out to be gone.
        auto others = in.departments_in_use;
        for (const PersonCase& one : in.people) {
            if (one.counted) {
                for (const std::string& key : model::departments_of(one.person)) {
                    --others[key];
                }
            }
        }
        std::set<std::string> used;
        for (const auto& [key, people] : others) {
            if (people <= 0) {
                continue;
            }
            used.insert(key);
            for (const std::string& ancestor : model::ancestors_of(key)) {
                used.insert(ancestor);
            }
        }
        for (const model::Department& record : in.department_records) {
            used.insert(record.key);
        }
        for (const state::DepartmentLink& link : mirror_.department_links()) {
            in.department_links.push_back({link.key, link.dept_id, link.created});
            if (!used.contains(link.key)) {
                in.members_of_unused[link.dept_id] = mirror_.members_of(link.dept_id);
            }
        }
        count_members();
        for (const std::string& source : sources_that_name_leaders(store_)) {
            in.leaders.push_back({"", source, "", ""});
        }
        for (const state::RosterStore::Leader& leader : roster_.leaders()) {
            const auto link = mirror_.link_of(leader.source, leader.employee_id);
            const bool usable = link && !link->disabled_since && mirror_.has_user(link->userid);
            in.leaders.push_back({leader.department, leader.source, leader.employee_id,
                                  usable ? link->userid : std::string{}});
        }
    }

    void count_members()
    {
        const std::int64_t most = input().policy.members_per_department;
        std::set<std::string> wanted;
        for (const PersonCase& one : input().people) {
            if (most > 0 && one.person.departments) {
                wanted.insert(one.person.departments->begin(), one.person.departments->end());
            }
        }
        for (const plan::DepartmentLink& link : input().department_links) {
            if (wanted.contains(link.key)) {
                input().member_counts[link.dept_id] = mirror_.count_members(link.dept_id, most);
            }
        }
    }

    void guard_facts(const std::vector<std::string>& sources)
    {
        plan::PlanInput& in = input();
        // Links outlive accounts, so that whoever comes back gets the same userid. Whoever is
        // missing is managed as long as they have their account.
        const auto missing = std::ranges::count_if(in.people, [](const PersonCase& one) {
            return !one.present && one.link && one.account;
        });
        in.managed_people = std::min(mirror_.count_links(), roster_.count_present() + missing);
        in.managed_departments = static_cast<std::int64_t>(in.department_links.size());
        for (const std::string& source : sources) {
            const auto last = roster_.source(source).last_complete_records;
            in.source_counts[source] = {last, baseline(store_, source)};
        }
        for (const std::string& source : sources) {
            if (const auto at = read_before(store_, source)) {
                in.read_before[source] = *at;
            }
        }
        if (!in.policy.rollout.empty()) { // the first ring starts with the first run
            in.rings_started = std::max<std::size_t>(1, ring_starts(store_, in.policy).size());
        }
        done_in_windows();
        const apply::Lessons learned = apply::lessons(store_.runs(), in.now);
        in.never_emptied = learned.kept_fields();
        in.shorter_texts = learned.shorter_texts();
        in.transfers = learned.locked.has_value();
        in.refused_numbers = learned.refused_numbers();
        in.unseen_role_groups = learned.unseen_groups();
        in.approved = journal_.approved_operations();
        in.rejected = journal_.rejected_operations();
    }

    // Each limit counts what was done in a window of its own.
    void done_in_windows()
    {
        plan::PlanInput& in = input();
        const auto ask = [&](model::Counted kind, const model::Limit& limit) {
            auto [at, fresh] = in.done.try_emplace({kind, limit.window});
            if (fresh) {
                at->second = journal_.done_since(in.now - limit.window, plan::kinds_of(kind));
            }
            return at;
        };
        for (const model::Counted kind : model::kAllCounted) {
            if (const model::Limit* limit = model::limit_of(in.policy, kind)) {
                ask(kind, *limit);
            }
        }
        for (const model::DepartmentLimits& one : in.policy.department_limits) {
            for (const auto& [kind, limit] : one.limits) {
                for (const model::DoneChange& change : ask(kind, limit)->second) {
                    if (change.employee_id.empty()) {
                        continue;
                    }
                    auto& place = in.departments_of_done[{change.source, change.employee_id}];
                    if (const auto person = roster_.find(change.source, change.employee_id)) {
                        place = person->person.departments.value_or(
                            std::vector<model::DepartmentKey>{});
                    }
                }
            }
        }
    }

    static constexpr std::array<std::pair<state::UniqueValue, model::Stated model::Person::*>, 4>
        kHolders{{
            {state::UniqueValue::mobile, &model::Person::mobile},
            {state::UniqueValue::email, &model::Person::email},
            {state::UniqueValue::org_email, &model::Person::org_email},
            {state::UniqueValue::telephone, &model::Person::telephone},
        }};
    static constexpr std::array<std::pair<const model::TextField*, UserKey>, 4> kKeys{{
        {&model::kTextFields[0], UserKey::mobile},
        {&model::kTextFields[1], UserKey::email},
        {&model::kTextFields[2], UserKey::org_email},
        {&model::kTextFields[3], UserKey::telephone},
    }};

    state::RosterStore& roster_;
    state::MirrorStore& mirror_;
    state::JournalStore& journal_;
    state::Store& store_;
    Assembled out_;
    std::unordered_set<std::string> linked_; // accounts of the people looked at
    std::unordered_set<std::string> taken_;  // already among input().accounts
    std::map<std::string, bool> dated_;      // source -> whether anybody has versions
};

std::string setting_of(const std::string& source)
{
    return "baseline." + source;
}

} // namespace

Assembled assemble(state::Store& store, const std::vector<std::string>& sources,
                   const model::Policy& policy, model::Instant now)
{
    return Assembler{store, policy, now}.run(sources);
}

Assembled assemble_these(state::Store& store, const std::vector<state::RosterPerson>& people,
                         const model::Policy& policy, model::Instant now)
{
    return Assembler{store, policy, now}.run({}, [&] { return people; });
}

Assembled assemble_one(state::Store& store, const state::RosterPerson& person,
                       const model::Policy& policy, model::Instant now)
{
    return Assembler{store, policy, now}.run(
        {}, [&] { return std::vector<state::RosterPerson>{person}; });
}

plan::Link link_of(const state::PersonLink& stored)
{
    return {stored.userid, stored.created, stored.disabled_since, stored.former};
}

std::int64_t baseline(state::Store& store, const std::string& source)
{
    const auto stored = store.runs().setting(setting_of(source));
    return stored ? std::stoll(*stored) : -1;
}

void set_baseline(state::Store& store, const std::string& source, std::int64_t records)
{
    store.runs().set_setting(setting_of(source), std::to_string(records));
}

} // namespace rosterd::cycle
