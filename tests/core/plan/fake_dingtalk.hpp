// A DingTalk that remembers and refuses: what an operation must find in place, it checks as the
// Open API does [user-information-creation] [user-information-update]
// [address-book-update-department] [address-book-deletion-department].
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/model/document.hpp"
#include "core/model/fields.hpp"
#include "core/model/observed.hpp"
#include "core/model/plan.hpp"

namespace rosterd::plan::test
{

using model::DeptId;
using model::Json;
using model::ObservedDepartment;
using model::ObservedUser;
using model::Operation;
using model::OperationKind;
using Refusal = std::optional<std::string>; // nullopt: accepted

class FakeDingTalk
{
public:
    std::map<std::string, ObservedUser> users;
    std::map<DeptId, ObservedDepartment> departments{{1, {1, 0, "company", 0, "", {}}}};
    std::map<model::Right, std::set<std::string>> rights; // that there are -> userids
    std::map<std::string, DeptId> created; // departments created through operations, by key

    DeptId add_department(DeptId parent, const std::string& name)
    {
        const DeptId id = next_id_++;
        departments[id] = {id, parent, name, 0, "", {}};
        return id;
    }

    Refusal apply(const Operation& operation)
    {
        switch (operation.kind) {
        case OperationKind::department_create:
            return create_department(operation);
        case OperationKind::department_update:
            return update_department(operation);
        case OperationKind::department_delete:
            return delete_department(operation);
        case OperationKind::user_create:
            return create_user(operation);
        case OperationKind::user_update:
            return update_user(operation);
        case OperationKind::user_delete:
            return delete_user(operation);
        case OperationKind::user_disable:
            return switch_user(operation, true);
        case OperationKind::user_enable:
            return switch_user(operation, false);
        case OperationKind::role_create:
        case OperationKind::role_grant:
        case OperationKind::role_revoke:
        case OperationKind::attendance_add:
        case OperationKind::attendance_remove:
            return apply_right(operation);
        }
        return "unknown kind";
    }

private:
    std::optional<DeptId> dept_id_of(const Json& value) const
    {
        if (value.is_number()) {
            const auto id = value.get<DeptId>();
            return departments.contains(id) ? std::optional{id} : std::nullopt;
        }
        const auto found = created.find(value.get<std::string>().substr(2));
        return found == created.end() || !departments.contains(found->second)
                   ? std::nullopt
                   : std::optional{found->second};
    }

    bool name_is_taken(DeptId parent, const std::string& name, DeptId but) const
    {
        return std::ranges::any_of(departments, [&](const auto& entry) {
            return entry.second.parent_id == parent && entry.second.name == name &&
                   entry.first != but;
        });
    }

    // [add-role-information-to-employees-in-batches] and its relatives; what changes nothing is
    // refused here, since no operation may be left out.
    Refusal apply_right(const Operation& operation)
    {
        const model::Right right = *model::right_of(operation);
        if (operation.kind == OperationKind::role_create) {
            return rights.emplace(right, std::set<std::string>{}).second
                       ? std::nullopt
                       : Refusal{"34021 the role is there: " + right.name};
        }
        if (!rights.contains(right)) {
            return "33011 no such right: " + right.name;
        }
        if (!users.contains(operation.userid)) {
            return "33012 no such user: " + operation.userid;
        }
        if (operation.kind == OperationKind::attendance_add) {
            for (auto& [other, holders] : rights) { // moves out of another group
                if (other.kind == model::RightKind::attendance && other != right) {
                    holders.erase(operation.userid);
                }
            }
        }
        const bool give = operation.kind == OperationKind::role_grant ||
                          operation.kind == OperationKind::attendance_add;
        const bool changed = give ? rights[right].insert(operation.userid).second
                                  : rights[right].erase(operation.userid) > 0;
        return changed ? std::nullopt : Refusal{"nothing changes in " + right.name};
    }

    Refusal create_department(const Operation& operation)
    {
        const auto parent = dept_id_of(operation.after.at("parent_id"));
        const auto name = operation.after.at("name").get<std::string>();
        if (!parent) {
            return "60004 the parent does not exist";
        }
        if (name_is_taken(*parent, name, 0)) {
            return "60008 the name is taken: " + name;
        }
        const DeptId id = add_department(*parent, name);
        departments[id].source_identifier = operation.after.at("source_identifier");
        departments[id].order = operation.after.value("order", std::int64_t{0});
        created[operation.department] = id;
        return std::nullopt;
    }

    // A manager that has left in the meantime is none any more.
    static std::vector<std::string> managers_as_planned(const Operation& operation,
                                                        const ObservedDepartment& department)
    {
        const auto planned =
            operation.before.value("dept_manager_userid_list", std::vector<std::string>{});
        const bool fewer = std::ranges::all_of(department.manager_userids, [&](const auto& userid) {
            return std::ranges::count(planned, userid) > 0;
        });
        return fewer ? planned : department.manager_userids;
    }

    Refusal update_department(const Operation& operation)
    {
        const DeptId id =
            operation.dept_id != 0 ? operation.dept_id : created.at(operation.department);
        if (!departments.contains(id)) {
            return "60003 no such department";
        }
        ObservedDepartment changed = departments.at(id);
        const Json& after = operation.after;
        const Json now{{"name", changed.name},
                       {"parent_id", changed.parent_id},
                       {"order", changed.order},
                       {"source_identifier", changed.source_identifier},
                       {"dept_manager_userid_list", managers_as_planned(operation, changed)}};
        if (const Refusal stale = differs(operation, now)) {
            return stale;
        }
        if (after.contains("parent_id")) {
            const auto parent = dept_id_of(after.at("parent_id"));
            if (!parent) {
                return "60004 the parent does not exist";
            }
            for (DeptId at = *parent; at != 0; at = departments.at(at).parent_id) {
                if (at == id) {
                    return "60010 below itself";
                }
            }
            changed.parent_id = *parent;
        }
        changed.name = after.value("name", changed.name);
        changed.order = after.value("order", changed.order);
        changed.source_identifier = after.value("source_identifier", changed.source_identifier);
        if (name_is_taken(changed.parent_id, changed.name, id)) {
            return "60008 the name is taken: " + changed.name;
        }
        for (const Json& manager : after.value("dept_manager_userid_list", Json::array())) {
            const auto user = users.find(manager.get<std::string>());
            if (user == users.end() || !std::ranges::count(user->second.dept_ids, id)) {
                return "40031 the manager is not a member: " + manager.get<std::string>();
            }
        }
        if (after.contains("dept_manager_userid_list")) {
            changed.manager_userids = after.at("dept_manager_userid_list");
        }
        departments[id] = changed;
        return std::nullopt;
    }

    Refusal delete_department(const Operation& operation)
    {
        const DeptId id = operation.dept_id;
        if (!departments.contains(id)) {
            return "60003 no such department";
        }
        for (const auto& [userid, user] : users) {
            if (std::ranges::count(user.dept_ids, id)) {
                return "60005 has members: " + userid;
            }
        }
        for (const auto& [other, department] : departments) {
            if (department.parent_id == id) {
                return "60006 has sub-departments: " + department.name;
            }
        }
        departments.erase(id);
        return std::nullopt;
    }

    Refusal create_user(const Operation& operation)
    {
        if (users.contains(operation.userid)) {
            return "60102 the userid is taken";
        }
        const Json& after = operation.after;
        if (!after.contains("mobile") && !after.value("exclusive_account", false)) {
            return "40035 no mobile number";
        }
        ObservedUser user;
        user.userid = operation.userid;
        if (after.value("exclusive_account", false)) {
            user.exclusive_account = after.at("exclusive_account_type").get<std::string>();
            user.login_id = after.value("login_id", "");
        }
        return put(user, after);
    }

    Refusal update_user(const Operation& operation)
    {
        const auto found = users.find(operation.userid);
        if (found == users.end()) {
            return "33012 no such user";
        }
        const ObservedUser& user = found->second;
        Json now = Json::parse(model::document_of(user));
        for (const auto& [name, value] : operation.before.items()) {
            if (!now.contains(name)) {
                now[name] = value.is_boolean()  ? Json(false)
                            : value.is_number() ? Json(0)
                            : value.is_object() ? Json::object()
                                                : Json("");
            }
        }
        now["dept_id_list"] = user.dept_ids;
        if (const Refusal stale = differs(operation, now)) {
            return stale;
        }
        if (operation.after.contains("mobile") &&
            (user.active || operation.after["mobile"] == "")) {
            return "40022 the number cannot be changed";
        }
        return put(user, operation.after);
    }

    Refusal differs(const Operation& operation, const Json& now) const
    {
        for (const auto& [name, value] : operation.before.items()) {
            if (now.at(name) != value) {
                return "before says " + name + " " + value.dump() + ", there is " +
                       now.at(name).dump();
            }
            if (operation.after.at(name) == value) {
                return "nothing changes in " + name;
            }
        }
        return operation.before.size() == operation.after.size() ? std::nullopt
                                                                 : Refusal{"unequal keys"};
    }

    Refusal put(ObservedUser user, const Json& after)
    {
        user.name = after.value("name", user.name);
        user.job_number = after.value("job_number", user.job_number);
        user.hired_date = after.value("hired_date", user.hired_date);
        user.hide_mobile = after.value("hide_mobile", user.hide_mobile);
        user.senior_mode = after.value("senior_mode", user.senior_mode);
        user.manager_userid = after.value("manager_userid", user.manager_userid);
        user.extension = after.value("extension", user.extension);
        for (const model::TextField& field : model::kTextFields) {
            std::string& text = user.*field.observed;
            text = after.value(std::string{field.api_name}, text);
            if (field.unique && !text.empty() && is_taken(field, text, user.userid)) {
                return "60104 taken: " + std::string{field.name} + " " + text;
            }
        }
        if (after.contains("manager_userid") && !user.manager_userid.empty() &&
            !users.contains(user.manager_userid)) {
            return "60128 no such manager: " + user.manager_userid;
        }
        if (after.contains("dept_id_list")) {
            user.dept_ids.clear();
            for (const Json& department : after.at("dept_id_list")) {
                const auto id = dept_id_of(department);
                if (!id) {
                    return "60003 no such department: " + department.dump();
                }
                user.dept_ids.push_back(*id);
            }
        }
        if (user.dept_ids.empty()) {
            return "40035 no department";
        }
        users[user.userid] = user;
        drop_managers(user.userid);
        return std::nullopt;
    }

    bool is_taken(const model::TextField& field, const std::string& text,
                  const std::string& but) const
    {
        return std::ranges::any_of(users, [&](const auto& entry) {
            return entry.first != but && entry.second.*field.observed == text;
        });
    }

    // Whoever leaves a department leads it no longer.
    void drop_managers(const std::string& userid)
    {
        const auto user = users.find(userid);
        for (auto& [id, department] : departments) {
            if (user == users.end() || !std::ranges::count(user->second.dept_ids, id)) {
                std::erase(department.manager_userids, userid);
            }
        }
    }

    Refusal delete_user(const Operation& operation)
    {
        if (users.erase(operation.userid) == 0) {
            return "33012 no such user";
        }
        drop_managers(operation.userid);
        for (auto& [right, holders] : rights) {
            holders.erase(operation.userid);
        }
        return std::nullopt;
    }

    Refusal switch_user(const Operation& operation, bool disabled)
    {
        const auto user = users.find(operation.userid);
        if (user == users.end() || !user->second.exclusive_account) {
            return "exclusive.account.only";
        }
        user->second.disabled = disabled;
        return std::nullopt;
    }

    DeptId next_id_ = 100;
};

} // namespace rosterd::plan::test
