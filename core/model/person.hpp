// The canonical forms: what HR means, after mapping and cleaning.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::model
{

enum class EmploymentStatus { active, leave, prehire, terminated };
enum class AccountKind {
    ordinary, // the person's own DingTalk account, identified by the mobile number; can't be
              // disabled
    dingtalk, // enterprise account with login name and password kept by DingTalk
    sso,      // enterprise account of an identity provider outside DingTalk
};

// A department is named by its key everywhere above the DingTalk client: a path "/零售/旺角店"
// (always with a leading slash; "/" is the managed root) or "#ID" for a department record's id.
using DepartmentKey = std::string;

// nullopt: the source does not state this field, so rosterd leaves it alone.
// Empty: the source states that it is empty.
using Stated = std::optional<std::string>;

struct Person {
    std::string employee_id; // the key; never empty
    std::string name;        // never empty
    Stated mobile; // as DingTalk wants it for the company's region: "13800138000", "+852-51234567"
    Stated email;  // personal mail
    Stated org_email; // enterprise mailbox
    Stated telephone; // extension, unique in the company
    Stated title;
    Stated level;      // not a DingTalk field; entitlement rules match it
    Stated employment; // likewise: the kind of employment as HR words it, "外包"
    Stated work_place;
    Stated remark;
    Stated manager_id;                                     // an employee_id of the same source
    Stated login_id;                                       // enterprise accounts of kind dingtalk
    std::optional<std::vector<DepartmentKey>> departments; // the first is the main one
    std::vector<DepartmentKey> leads;                      // departments this person manages
    std::optional<Date> hired_on;
    std::optional<Date> last_day; // the last working day, inclusive
    EmploymentStatus status = EmploymentStatus::active;
    std::optional<AccountKind> account; // nullopt: as the policy says
    std::string userid;                 // wanted userid of a new account; empty: as the policy says
    std::optional<bool> hide_mobile;
    std::optional<bool> senior_mode;
    // What HR gives this person beyond the matrix: roles as "group/role"; the group goes before
    // the matrix's, and an empty one leaves it to the matrix.
    std::optional<std::vector<std::string>> roles;
    Stated attendance_group;
    std::string time_zone;            // IANA name; empty: the company's
    std::string previous_employee_id; // the number that the source gave the same person before
    // Of a record that is one of several of a person: the day from which it is true, and whether it
    // is of the main job.
    std::optional<Date> effective_on;
    std::optional<bool> main_job;
    std::map<std::string, std::string> ext; // custom fields stated by the source
    Origin origin;
    bool operator==(const Person&) const = default;
};

// A department stated by a department record. Departments that only occur in people's paths are
// implied and have no record.
struct Department {
    DepartmentKey key; // "#ID"
    std::string name;
    DepartmentKey parent; // "#ID"; "/" = the managed root
    Stated manager_ids;   // employee_ids separated by ';'
    std::optional<std::int64_t> order;
    Origin origin;
    bool operator==(const Department&) const = default;
};

// Departments the person is in or leads, each once.
std::set<DepartmentKey> departments_of(const Person& person);

std::string_view to_string(EmploymentStatus status);
std::string_view to_string(AccountKind kind);
std::optional<EmploymentStatus> parse_status(std::string_view text);  // canonical names only
std::optional<AccountKind> parse_account_kind(std::string_view text); // canonical names only

// Canonical field names as keys; what is not stated is left out. Origin goes to "origin".
void to_json(Json& json, const Department& department);
void from_json(const Json& json, Department& department);

} // namespace rosterd::model
