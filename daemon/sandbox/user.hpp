// A member of the sandbox's company, and the table of its text fields.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/observed.hpp"

namespace rosterd::sandbox
{

using model::DeptId;
using model::Json;

// One membership. `order`: the larger sorts first [user-information-creation].
struct Position {
    DeptId dept_id = 0;
    std::int64_t order = 0;
    std::string title;
    std::string work_place;
    bool is_main = false;
};

struct User {
    std::string userid;
    std::string unionid;
    std::string name;
    std::string state_code; // "86"; empty without a number
    std::string mobile;     // bare, without the country code
    std::string email;
    std::string org_email;
    std::string telephone;
    std::string job_number;
    std::string title;
    std::string work_place;
    std::string remark;
    std::string login_email;
    std::string manager_userid;
    std::string exclusive_type; // "" ordinary | "dingtalk" | "sso"
    std::string login_id;
    std::string outer_corp; // of an account that another company owns and this one invited
    std::string nickname;
    std::string position_level; // HRM's
    std::string create_time;
    std::int64_t hired_date = 0; // Unix milliseconds; 0 = not set
    Json extension = nullptr;    // object of custom fields; null = none
    Json extension_i18n = nullptr;
    std::vector<Position> positions; // in the order of dept_id_list
    int admin_level = 0;             // 1 main administrator, 2 sub-administrator
    bool hide_mobile = false;
    bool senior_mode = false;
    bool active = false; // has logged in
    bool boss = false;
    bool accepted = false;            // became a member by accepting an invitation
    bool disabled = false;            // enterprise accounts only
    std::uint64_t number = 0;         // running number of the creation; tells two lives apart
    std::uint64_t modified = 0;       // running number of the last change
    std::uint64_t manager_number = 0; // the manager's `number` when it was set
};

// Text fields that are written as they come. `personal`: shown only with the application's
// permission for personal information, and only when there is a value [query-user-details].
struct UserText {
    std::string_view name;
    std::string User::* member;
    std::size_t most; // Unicode characters
    int errcode;      // when longer
    bool personal;
};

inline constexpr std::array<UserText, 10> kUserTexts{{
    {"name", &User::name, 80, 60112, false},
    {"title", &User::title, 200, 60118, false},
    {"job_number", &User::job_number, 50, 60123, false},
    {"telephone", &User::telephone, 50, 40063, false},
    {"email", &User::email, 50, 60105, true},
    {"org_email", &User::org_email, 100, 60105, true},
    {"work_place", &User::work_place, 100, 40064, true},
    {"remark", &User::remark, 2000, 40065, true},
    {"login_email", &User::login_email, 64, 60105, true},
    {"nickname", &User::nickname, 80, 60112, false},
}};

const Position* position_in(const User& user, DeptId department); // nullptr: not a member

// Everything, for files and the control interface.
Json to_json(const User& user);
User user_from_json(const Json& json); // missing keys: as a new user has them

} // namespace rosterd::sandbox
