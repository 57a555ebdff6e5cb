// What a company wants, and the plan for it from nothing but what the store remembers: so that a
// wrong mirror or a lost link shows as a wrong next plan.
#pragma once

#include <map>
#include <set>
#include <string>

#include "tests/core/apply/stage.hpp"

namespace rosterd::apply::test
{

struct WantedPerson {
    std::string name;
    std::string title;
    std::string department;
    bool disabled = false;
};

struct Wanted {
    std::map<std::string, std::string> departments; // key -> parent's key, "/" = the root
    std::map<std::string, WantedPerson> people;     // userid = employee_id

    model::Plan plan(state::Store& store) const
    {
        std::vector<model::Operation> operations;
        std::map<std::string, DeptId> ids{{"/", 1}};
        for (const state::DepartmentLink& link : store.mirror().department_links()) {
            ids[link.key] = link.dept_id;
        }
        std::map<std::string, ObservedUser> known;
        for (const ObservedUser& user : store.mirror().everyone()) {
            known[user.userid] = user;
        }
        for (const auto& [key, parent] : departments) {
            if (!ids.contains(key)) {
                operations.push_back(
                    department(key, key.substr(key.rfind('/') + 1), reference(ids, parent)));
                need_department(operations.back(), ids, parent);
            }
        }
        for (const auto& [userid, person] : people) {
            const auto user = known.find(userid);
            if (user == known.end()) {
                operations.push_back(creation(userid, person.name));
                operations.back().after["title"] = person.title;
                operations.back().after["dept_id_list"] = {reference(ids, person.department)};
                need_department(operations.back(), ids, person.department);
                continue;
            }
            change(operations, ids, person, user->second);
            if (person.disabled && !user->second.disabled) {
                operations.push_back(switching(userid, true));
            }
        }
        for (const auto& [userid, user] : known) {
            if (!people.contains(userid)) {
                operations.push_back(deletion(userid, user.name));
            }
        }
        give_up_departments(operations, store);
        return plan_of(operations);
    }

private:
    static Json reference(const std::map<std::string, DeptId>& ids, const std::string& key)
    {
        const auto found = ids.find(key);
        return found == ids.end() ? Json("d:" + key) : Json(found->second);
    }

    static void need_department(model::Operation& operation,
                                const std::map<std::string, DeptId>& ids, const std::string& key)
    {
        if (!ids.contains(key)) {
            operation.needs.push_back("d-create-" + key);
        }
    }

    static void change(std::vector<model::Operation>& operations,
                       const std::map<std::string, DeptId>& ids, const WantedPerson& person,
                       const ObservedUser& user)
    {
        Json before = Json::object();
        Json after = Json::object();
        if (user.title != person.title) {
            before["title"] = user.title;
            after["title"] = person.title;
        }
        const Json place{reference(ids, person.department)};
        if (place != Json(user.dept_ids)) {
            before["dept_id_list"] = user.dept_ids;
            after["dept_id_list"] = place;
        }
        if (!after.empty()) {
            operations.push_back(update(user.userid, before, after));
            need_department(operations.back(), ids, person.department);
        }
    }

    // What is ours, not wanted and still there goes once everybody is out.
    void give_up_departments(std::vector<model::Operation>& operations, state::Store& store) const
    {
        for (const state::DepartmentLink& link : store.mirror().department_links()) {
            if (!link.created || departments.contains(link.key)) {
                continue;
            }
            auto deletion_of =
                department_change("delete", Kind::department_delete, link.key, link.dept_id);
            for (const std::string& member : store.mirror().members_of(link.dept_id)) {
                for (const model::Operation& operation : operations) {
                    if (operation.userid == member && operation.kind != Kind::user_disable) {
                        deletion_of.needs.push_back(operation.id);
                    }
                }
            }
            operations.push_back(deletion_of);
        }
    }
};

// A complete read, and the links that go with it.
inline void know(state::Store& store, const Organisation& org)
{
    model::ObservedOrganisation all;
    for (const auto& [id, department] : org.departments) {
        all.departments.push_back(department);
    }
    for (const auto& [userid, user] : org.users) {
        all.users.push_back(user);
        store.mirror().put(state::PersonLink{"hr", userid, userid, true, {}, {}});
    }
    store.mirror().replace(all, {});
    store.mirror().put(state::DepartmentLink{"/Old", 7, true});
}

inline void expect_equal(const Wanted& wanted, const Organisation& org)
{
    EXPECT_EQ(org.users.size(), wanted.people.size());
    EXPECT_EQ(org.departments.size(), wanted.departments.size() + 1);
    for (const auto& [userid, person] : wanted.people) {
        const auto found = org.users.find(userid);
        ASSERT_TRUE(found != org.users.end()) << userid;
        EXPECT_EQ(found->second.title, person.title) << userid;
        EXPECT_EQ(found->second.disabled, person.disabled) << userid;
        ASSERT_EQ(found->second.dept_ids.size(), 1U);
        EXPECT_EQ(org.departments.at(found->second.dept_ids[0]).source_identifier,
                  "rosterd:" + person.department);
    }
}

// The mirror is what a full read would tell, and everybody in it has a link.
inline void expect_mirror(state::Store& store, const Organisation& org)
{
    std::map<std::string, ObservedUser> mirrored;
    for (const ObservedUser& user : store.mirror().everyone()) {
        mirrored[user.userid] = user;
        EXPECT_TRUE(store.mirror().link_of("hr", user.userid)) << user.userid;
    }
    EXPECT_TRUE(mirrored == org.users);
    std::map<DeptId, ObservedDepartment> departments;
    for (const ObservedDepartment& department : store.mirror().departments()) {
        departments[department.dept_id] = department;
    }
    EXPECT_TRUE(departments == org.departments);
}

} // namespace rosterd::apply::test
