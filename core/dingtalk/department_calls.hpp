// Departments [address-book-creation-department-established-department ff.].
#pragma once

#include "core/dingtalk/asking.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

struct CreatedDepartment {
    model::DeptId dept_id = 0;
    std::string request_id{};
    bool operator==(const CreatedDepartment&) const = default;
};

// Not repeatable: a second department of the name would be refused, and its id be unknown.
Asking<CreatedDepartment> create_department(const model::Json& fields);
// An empty dept_manager_userid_list is cleared by force [address-book-update-department].
Asking<Nothing> update_department(model::DeptId dept_id, const model::Json& fields);
Asking<Nothing> delete_department(model::DeptId dept_id); // what is gone already is done
Asking<std::optional<model::ObservedDepartment>> get_department(model::DeptId dept_id);
// One level; the order is not told.
Asking<std::vector<model::ObservedDepartment>> list_sub_departments(model::DeptId parent);
Asking<std::vector<model::DeptId>> list_sub_ids(model::DeptId parent); // not limited by scope
// From the department itself up to the root (1).
Asking<std::vector<model::DeptId>> list_parents(model::DeptId dept_id);
// The same for each department the user is in.
Asking<std::vector<std::vector<model::DeptId>>> list_parents_of_user(const std::string& userid);
// Metered. `page` counts from 0.
Asking<std::vector<model::DeptId>> search_departments(const std::string& words, std::int64_t page);

} // namespace rosterd::dingtalk
