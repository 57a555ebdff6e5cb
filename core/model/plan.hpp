// The plan as a value: what would change in DingTalk, why, in which order. It can be built in a
// test, compared, printed, saved, signed off and applied.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/json.hpp"
#include "core/model/time.hpp"

namespace rosterd::model
{

// A closed set: every switch over it names all kinds and has no default.
enum class OperationKind {
    department_create,
    department_update,
    department_delete,
    user_create,
    user_update,
    user_disable,
    user_enable,
    user_delete,
    role_create,
    role_grant,
    role_revoke,
    attendance_add,
    attendance_remove,
};

struct Cause {
    std::string source;
    std::string where; // "roster.csv:17"
    std::string
        rule; // "joiner", "changed", "leaver.last_day", "leaver.absent", "number.released", ...
    bool operator==(const Cause&) const = default;
};

// What whoever reads the plan wants to know of the person besides: no part of the change, and of no
// fingerprint.
struct About {
    std::string department; // path of names of the main one, or of the department itself
    std::string level;
    bool enterprise = false;                  // the account is, or will be, one the company owns
    std::optional<Date> deleted_on;           // of user.disable: the account goes on that day
    std::map<std::string, std::string> rules; // DingTalk's field -> the rule that decides it
    bool operator==(const About&) const = default;
};

// One smallest change. `before` and `after` hold DingTalk's field names with native JSON values and
// only the fields that change (before is null for a creation, after is null for a removal).
//
// Inside `after` an object that may not exist yet is named symbolically and resolved when the
// operation is sent: a department in `dept_id_list`, `parent_id` as its dept_id (a number) or
// "d:KEY"
// ("d:/零售/旺角店"); `manager_userid`, `dept_manager_userid_list` always as userids.
// Lists are JSON arrays here; the client turns them into DingTalk's comma strings.
struct Operation {
    std::string id; // "u-create-E1042", "d-create-/零售/旺角店"; the same change has the same id in
                    // every plan
    OperationKind kind{};
    std::string employee_id;  // empty for departments
    std::string source;       // of the person's link; empty for departments
    std::string userid;       // target account; for a creation the chosen one
    std::string department;   // target department's key; empty for people
    std::int64_t dept_id = 0; // target department where it exists already
    Json before = nullptr;
    Json after = nullptr;
    Cause cause;
    std::vector<std::string> needs; // ids of operations that must have succeeded first
    // Of `after`: which rule of the matrix asks for a field; no part of the change.
    std::map<std::string, std::string> rules{};
    std::string name; // of the person or department, for whoever reads the plan; no part of the
                      // change, and of no fingerprint
    About about;
    bool operator==(const Operation&) const = default;
};

// What was done in a guard's window, nobody having let it pass: a person once for each rule,
// however many operations it took.
struct DoneChange {
    OperationKind kind{};
    std::string rule;
    std::string source;
    std::string employee_id;  // empty: a department
    std::string department{}; // its path of names
    bool operator==(const DoneChange&) const = default;
};

// Operations a guard keeps back until a person lets exactly these pass.
struct Hold {
    std::string id;    // "h-7" once stored; empty before
    std::string guard; // "leavers" "updates" "department_deletes" "source_shrinks" ...
    std::int64_t limit = 0;
    std::int64_t found = 0;
    std::vector<std::string>
        operations;              // ids; they stay in Plan::operations, marked by standing here
    std::string explanation;     // one sentence with the numbers, in English
    Json facts = Json::object(); // the numbers by name, for the sentence in other languages

    // Whoever is in charge knows and wants it so: rejected, or outside the rings that started.
    bool asks_nobody() const { return guard == "rejected" || guard == "rollout"; }
};

struct Forecast {
    std::map<std::string, std::int64_t> calls; // by API path
    std::int64_t metered_calls = 0;            // those that count toward the monthly quota
    double seconds = 0;                        // at the configured pace
};

// An account that already exists and belongs to this person: stored as a link when the plan is
// applied.
struct Adoption {
    std::string source;
    std::string employee_id;
    std::string userid;
    std::string rule;  // "userid" "job_number" "mobile" "org_email" "previous_employee_id"
    std::string was{}; // the number it was linked under, of the same source; empty: it was not
};
// Likewise of a department. One that is linked already goes on under another key: HR renamed or
// moved it, or gave it another id.
struct DepartmentAdoption {
    std::string key;
    std::int64_t dept_id = 0;
    std::string was;                 // the key it was linked under; empty: it was not
    std::vector<std::string> others; // keys that are as good a reading; a guard holds it then
};

// The operations that this reading of a reorganisation decides about.
std::vector<const Operation*> operations_of(const DepartmentAdoption& reading,
                                            const std::vector<Operation>& operations);

struct Plan {
    std::string fingerprint; // of operations, adoptions and holds; the same plan has the same one
    Instant created_at{};
    std::vector<Operation> operations; // in an order that works
    std::vector<Finding> findings;
    std::vector<Hold> held;
    std::vector<Adoption> adoptions;
    std::vector<DepartmentAdoption> department_adoptions;
    Forecast forecast; // of the operations that are not held

    bool empty() const { return operations.empty(); }
};

std::string_view to_string(OperationKind kind); // "user.create"
std::optional<OperationKind> parse_operation_kind(std::string_view text);

// Sixteen hexadecimal digits over kind, target, before and after: what an approval is bound to.
std::string fingerprint_of(const Operation& operation);

void to_json(Json& json, const Operation& operation);
void from_json(const Json& json, Operation& operation);
void to_json(Json& json, const Hold& hold);
void from_json(const Json& json, Hold& hold);

// The contract's document, one operation a line. `created_at` has the given offset from UTC.
void write_json(std::ostream& out, const Plan& plan, std::chrono::minutes utc_offset = {});
// The reverse, for `apply FILE`. Throws Json::exception where the document is not a plan.
Plan plan_from_json(const Json& json);

} // namespace rosterd::model
