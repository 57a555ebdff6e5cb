// What the policy section of the configuration says, as values. The defaults are the contract's.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/entitlements.hpp"
#include "core/model/field_owner.hpp"
#include "core/model/observed.hpp"
#include "core/model/person.hpp"

namespace rosterd::model
{

enum class MatchRule { userid, job_number, mobile, org_email };
enum class OrdinaryLeaver { remove, ignore };            // configuration: delete | ignore
enum class EnterpriseLeaver { disable, remove, ignore }; // configuration: disable | delete | ignore
enum class AbsentRule { leaver, ignore };
enum class MobileChange {
    report,   // say so in a finding and leave the number
    recreate, // delete the account and create it again with the same userid
};

struct Scope {
    std::vector<std::string> departments;  // patterns, see matches() in paths.hpp; empty = all
    std::vector<std::string> employee_ids; // empty = all; with both, either is enough
};

struct Limit {
    int count = 0;
    double percent = 0; // of what is managed
    Duration window = std::chrono::hours{24};
    double floor = 0; // percent of what is managed that stays untouched, whatever `count` says
};

// What limits count: people, but for departments.
enum class Counted { leavers, updates, department_deletes, creates, enables, rights };
inline constexpr std::array kAllCounted{
    Counted::leavers, Counted::updates, Counted::department_deletes,
    Counted::creates, Counted::enables, Counted::rights};

// Limits of their own for each department that fits the pattern, with everything below it.
struct DepartmentLimits {
    std::string match;
    std::map<Counted, Limit> limits;
};

// What a person's word on a hold takes.
struct Approval {
    int people = 1;                                // different ones, before it passes
    Duration expires = std::chrono::hours{24 * 7}; // of open holds, and of approvals; 0 = never
    bool reason_required = false;
};

// A step of a staged rollout: who comes next. Somebody is in the first ring that fits; one without
// departments, ids and share fits everybody.
struct Ring {
    std::string name;
    std::vector<std::string> departments; // patterns
    std::vector<std::string> employee_ids;
    double percent = 0; // a share of all people, the same ones each time; 0 = not by share
    // Starts by itself after the ring before has gone without a failure for so long; nullopt: by
    // hand.
    std::optional<Duration> after;
};

// What becomes of an account when its person comes back after rosterd removed it. What HR states
// and rules grant is theirs in any case.
struct Rehire {
    bool same_userid = true; // false: the userid that a joiner would get
    // What HR does not state comes back as it was ...
    bool departments = false; // ... where they are still there
    bool fields = false; // ... title, work place, remark, custom fields, the account's switches
    bool rights = false; // ... given by hand, where the policy keeps such rights
    bool operator==(const Rehire&) const = default;
};

// What goes otherwise for those who fit: the first rule that fits and states it decides.
struct LifecycleRule {
    EntitlementRule when; // what it grants is not looked at
    std::optional<Duration> create_before;
    std::optional<OrdinaryLeaver> ordinary_leaver;
    std::optional<EnterpriseLeaver> enterprise_leaver;
    std::optional<Duration> leaves_at;
    std::optional<Duration> grace;
    bool operator==(const LifecycleRule&) const = default;
};

struct Policy {
    Scope scope;
    std::vector<Ring> rollout; // empty: everybody at once
    AccountKind account_kind = AccountKind::ordinary;
    std::vector<MatchRule> match{MatchRule::userid, MatchRule::job_number, MatchRule::mobile,
                                 MatchRule::org_email};
    Duration create_before{0}; // how long before hired_on an account appears
    OrdinaryLeaver ordinary_leaver = OrdinaryLeaver::remove;
    EnterpriseLeaver enterprise_leaver = EnterpriseLeaver::disable;
    // On the last day, where the person works; 24 h is its end.
    Duration leaves_at = std::chrono::hours{24};
    Duration overlap{0}; // how long a mover keeps the rights of the former place
    Duration grace = std::chrono::hours{24 * 30}; // a disabled account is deleted after this
    AbsentRule absent = AbsentRule::leaver;
    MobileChange mobile_change = MobileChange::report;
    Rehire rehire;
    std::vector<LifecycleRule> lifecycle_rules;
    FieldOwners fields;
    Entitlements entitlements;
    Limit leavers{5, 2};
    Limit updates{50, 30};
    Limit department_deletes{3, 10};
    std::map<Counted, Limit> other_limits; // of kinds that have none unless it is configured
    std::vector<DepartmentLimits> department_limits;
    double source_shrinks_percent = 10;
    Limit emptied_fields{20, 10};   // people who lose the same field in one run; no window
    Limit moved_values{20, 10};     // people in whose field another field's value stands now
    Limit vanished_branches{2, 80}; // people who are missing of all of a department; no window
    Limit earlier_read{5, 0};       // changes that a roster brings which was there before
    Limit lost_columns{3, 50};      // people who lose a fact, and the share of those who had it
    Approval approval;
    std::vector<std::string> protected_userids;
    bool protect_administrators = true;
    std::string region = "CN";               // where the company is registered
    std::string time_zone = "Asia/Shanghai"; // for people who state none
    DeptId root_dept_id = 1;                 // the subtree rosterd manages
    double qps = 20;                         // for the forecast
    // How many direct members a department takes; 0: as many as DingTalk does. The catalogue of
    // errors says 1,000 (40023), larger ones are reported to exist.
    std::int64_t members_per_department = 0;
};

FieldOwner owner_of(const Policy& policy, std::string_view field); // by canonical name

// The limit for the whole company; nullptr: none.
const Limit* limit_of(const Policy& policy, Counted kind);

// "leavers", as the configuration names it.
std::string_view to_string(Counted kind);

// Changes whenever a plan could come out differently under the new policy.
std::uint64_t fingerprint_of(const Policy& policy);

} // namespace rosterd::model
