// The mirror's values: what we know the DingTalk organisation to be, in DingTalk's words.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::model
{

using DeptId = std::int64_t;
inline constexpr DeptId kCompanyRoot = 1;

struct ObservedDepartment {
    DeptId dept_id = 0;
    DeptId parent_id = 0; // 0 for the company's root
    std::string name;
    std::int64_t order = 0;
    std::string source_identifier;
    std::vector<std::string>
        manager_userids; // sorted; from department/get or the members' `leader`
    bool operator==(const ObservedDepartment&) const = default;
};

// Fields as `user/get` and `user/list` answer them [query-user-details]. Text that DingTalk leaves
// out when it has no value is empty here; `mobile` is in the form rosterd writes it.
struct ObservedUser {
    std::string userid;
    std::string unionid;
    std::string name;
    std::string mobile; // "13800138000" or "+852-51234567"; empty if the app may not see it
    std::string email;
    std::string org_email;
    std::string telephone;
    std::string job_number;
    std::string title;
    std::string work_place;
    std::string remark;
    std::string manager_userid;
    std::int64_t hired_date = 0; // Unix milliseconds; 0 = not set
    bool hide_mobile = false;
    bool senior_mode = false;
    bool active = false; // has logged in at least once
    bool admin = false;
    bool boss = false;
    bool disabled = false;                        // enterprise accounts only
    std::optional<std::string> exclusive_account; // nullopt = ordinary; "dingtalk" | "sso"
    std::string login_id;
    std::vector<DeptId> dept_ids; // main department first where DingTalk tells
    std::map<std::string, std::string> extension;
    bool operator==(const ObservedUser&) const = default;
};

// One complete read of the subtree rosterd may see.
struct ObservedOrganisation {
    std::vector<ObservedDepartment> departments; // the root included
    std::vector<ObservedUser> users;             // each once
    std::vector<std::string> admin_userids;      // from user/listadmin
};

void to_json(Json& json, const ObservedDepartment& department);
void from_json(const Json& json, ObservedDepartment& department);

} // namespace rosterd::model
