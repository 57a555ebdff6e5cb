// The DingTalk address book as rosterd uses it: a small port, so that tests can put a fake that
// remembers in its place. Every function calls back exactly once, on the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/dingtalk/client.hpp"
#include "core/dingtalk/department_calls.hpp"
#include "core/dingtalk/hrm_calls.hpp"
#include "core/dingtalk/rights.hpp"
#include "core/dingtalk/user_calls.hpp"
#include "core/model/observed.hpp"

namespace rosterd::dingtalk
{

class Directory
{
public:
    virtual ~Directory() = default;

    // `fields` hold DingTalk's names with native JSON values, lists as arrays; they are turned into
    // DingTalk's wire forms here (comma strings, `extension` as a JSON string).
    virtual void create_user(const std::string& userid, const model::Json& fields,
                             Answer<Created> done) = 0;
    // An empty manager_userid is cleared by force_update_fields [user-information-update].
    virtual void update_user(const std::string& userid, const model::Json& fields,
                             Answer<Nothing> done) = 0;
    virtual void delete_user(const std::string& userid, Answer<Nothing> done) = 0;
    virtual void disable_user(const std::string& userid, const std::string& reason,
                              Answer<Nothing> done) = 0;
    // Ends the sessions of an enterprise account.
    virtual void sign_out_user(const std::string& userid, const std::string& reason,
                               Answer<Nothing> done) = 0;
    // Title and departments where HRM's position management locks them; in the operator's name, and
    // refused with 12150 where none is configured.
    virtual void transfer_user(Transfer transfer, Answer<Nothing> done) = 0;
    virtual void enable_user(const std::string& userid, Answer<Nothing> done) = 0;
    // nullopt: no such user (33012, 60121, 40003).
    virtual void get_user(const std::string& userid,
                          Answer<std::optional<model::ObservedUser>> done) = 0;
    // nullopt: nobody has it. The number in the form rosterd writes it.
    virtual void userid_by_mobile(const std::string& mobile,
                                  Answer<std::optional<std::string>> done) = 0;

    virtual void create_department(const model::Json& fields, Answer<CreatedDepartment> done) = 0;
    // An empty dept_manager_userid_list is cleared by force_update_fields
    // [address-book-update-department].
    virtual void update_department(model::DeptId dept_id, const model::Json& fields,
                                   Answer<Nothing> done) = 0;
    virtual void delete_department(model::DeptId dept_id, Answer<Nothing> done) = 0;
    virtual void get_department(model::DeptId dept_id,
                                Answer<std::optional<model::ObservedDepartment>> done) = 0;
    virtual void sub_departments(model::DeptId parent,
                                 Answer<std::vector<model::ObservedDepartment>> done) = 0;

    // Every department and user of the subtree, level by level, in parallel up to the pace. All or
    // an error: a read that could not be completed is never handed over in part.
    virtual void read_organisation(model::DeptId root,
                                   Answer<model::ObservedOrganisation> done) = 0;
    // Ids the application may see (auth/scopes); {1} means the whole company.
    virtual void visible_departments(Answer<std::vector<model::DeptId>> done) = 0;

    virtual Rights& rights() = 0; // roles and attendance groups
};

struct DirectoryOptions {
    std::string region =
        "CN"; // decides how a mobile number is written: see mobile_of() in wire.hpp
    std::string operator_userid{}; // acts for attendance groups and transfers
};

std::unique_ptr<Directory> make_directory(Client& client, DirectoryOptions options);

} // namespace rosterd::dingtalk
