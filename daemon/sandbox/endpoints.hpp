// The calls the sandbox knows: one table a family, each row a path and the function that answers.
#pragma once

#include <span>
#include <string_view>

#include "daemon/sandbox/organisation.hpp"
#include "daemon/sandbox/parameters.hpp"
#include "daemon/sandbox/rules.hpp"

namespace rosterd::sandbox
{

// What an endpoint acts on.
struct Company {
    Organisation& organisation;
    const Rules& rules;
    model::Instant now;
    bool by_hand = false; // an administrator in the console, not an application: the scope and the
                          // rule about changing a number do not hold
};

// Old style: the answer is what joins errcode, errmsg and request_id in the envelope.
struct OldEndpoint {
    std::string_view path;
    Outcome<Json> (*answer)(Company& company, Parameters& parameters);
    std::string_view method = "POST";
    bool open = false; // asks for no token of an application, and has no rate of one
};

// New style: the answer is the whole body.
struct NewEndpoint {
    std::string_view path;
    std::string_view method;
    tl::expected<Json, NewRefusal> (*answer)(Company& company, Parameters& parameters);
};

std::span<const OldEndpoint> user_endpoints(); // /topapi/v2/user/get, list, ...
std::span<const OldEndpoint> user_list_endpoints();
std::span<const OldEndpoint> user_write_endpoints(); // /topapi/v2/user/create, update, delete
std::span<const OldEndpoint> department_endpoints();
std::span<const OldEndpoint> department_write_endpoints();
std::span<const OldEndpoint> scope_endpoints(); // /auth/scopes
std::span<const OldEndpoint> role_endpoints();
std::span<const OldEndpoint> role_write_endpoints();
std::span<const OldEndpoint> attendance_group_endpoints();
std::span<const OldEndpoint> attendance_member_endpoints();
std::span<const OldEndpoint> attendance_list_endpoints();
std::span<const OldEndpoint> notification_endpoints();
std::span<const OldEndpoint> robot_webhook_endpoints(); // /robot/send
std::span<const NewEndpoint> hrm_endpoints();
std::span<const NewEndpoint> robot_endpoints();
std::span<const NewEndpoint> search_endpoints();
std::span<const NewEndpoint> account_endpoints(); // /v1.0/contact/orgAccounts/..., leave records

// Shared by the families.
Outcome<const User*> find_user(const Company& company, std::string_view userid);
Outcome<const Department*> find_department(const Company& company, DeptId id);
// To reads, after the creation.
bool is_visible_yet(const Company& company, const User& user);
bool is_visible_yet(const Company& company, const Department& department);
// To changes; see Rules. nullptr is not.
bool is_known(const Company& company, const User* user);
bool is_known(const Company& company, const Department* department);
bool sees(const Company& company, DeptId department); // inside the application's scope
bool sees(const Company& company, const User& user);

} // namespace rosterd::sandbox
