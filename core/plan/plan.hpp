// From what HR says and what DingTalk has to the operations that are left: pure functions of
// values.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/former.hpp"
#include "core/model/language.hpp"
#include "core/model/observed.hpp"
#include "core/model/person.hpp"
#include "core/model/plan.hpp"
#include "core/model/policy.hpp"

namespace rosterd::plan
{

struct Link {
    std::string userid;
    bool created = false; // by rosterd
    std::optional<model::Instant> disabled_since;
    // The account that rosterd removed when the person left; nullopt: it did not.
    std::optional<model::Former> former{};
};

// How long an invitation is waited for before it counts as refused or expired: DingTalk tells of
// neither.
inline constexpr auto kInvitationWaits = std::chrono::days{7};

// DingTalk asked this person to agree before they join.
struct Invitation {
    std::string mobile; // that was invited
    model::Instant since{};
};

// A role or attendance group that an account has.
struct HeldRight {
    model::Right right;
    bool granted = false; // by rosterd
    // A mover's: no rule gives it to them any more since then, and it is kept for the overlap.
    std::optional<model::Instant> ending_since{};
};

// A switch of an account ("senior_mode", "hide_mobile") that rosterd turned on since a rule says
// so; of a mover's likewise: since when no rule does any more, while it is kept for the overlap.
using SwitchesOn = std::map<std::string, std::optional<model::Instant>>;

// What a person's record says from then on.
struct Version {
    model::Instant at{};
    model::Person person;
};

// Everything known about one person that is looked at.
struct PersonCase {
    model::Person person;
    bool present = true; // false: missing from a complete read, or told to be gone
    bool told = false;   // gone by the source's own word (tombstone), not by absence
    model::Instant absent_since{};
    bool counted = true; // departments_in_use holds the departments of this present person
    std::optional<Link> link;
    std::optional<model::ObservedUser> account; // the linked account, if DingTalk still has it
    std::optional<Invitation> invitation;       // not accepted so far
    std::vector<std::string> not_theirs;        // userids that somebody said are not theirs
    std::vector<Version> versions{};            // that begin later, in their order
    std::map<std::string, model::FieldHistory> histories{}; // of fields for which the newest counts
};

// The person as of `now`, the versions that have begun by then taken off `versions`.
void take_effect(PersonCase& person, model::Instant now);

struct DepartmentLink {
    model::DepartmentKey key;
    model::DeptId dept_id = 0;
    bool created = false;
};

struct Leader {
    model::DepartmentKey department;
    std::string source;
    std::string employee_id;
    std::string userid; // of the person's account; empty if there is none, or it is disabled
};

// A person outside `people` whose account matters: managers and holders of wanted values.
struct KnownPerson {
    std::string source;
    std::string employee_id;
    std::string userid; // empty: no account
};

// A value of the present organisation and policy; it may hold all people or only those that
// changed. The plan for a subset is the part of the full plan that concerns it.
struct PlanInput {
    std::vector<PersonCase> people; // looked at in this plan
    // Others that the above, records and departments refer to: managers of people, manager_ids of
    // records, and whoever is linked to an account that manages a department now.
    std::vector<KnownPerson> known_people;
    // Unlinked accounts, and those of people outside `people`, that fit one of `people` by a match
    // rule or hold a value one of them wants.
    std::vector<model::ObservedUser> accounts;
    std::map<std::string, KnownPerson>
        account_owners;                      // userid -> who is linked to it, for `accounts`
    std::vector<std::string> administrators; // userids
    // userid -> DingTalk's fields that somebody changed there since rosterd last looked.
    std::map<std::string, std::set<std::string>> drift;

    // userid -> what the account has of the rights that rules name, or named, for `people` and
    // `accounts`.
    std::map<std::string, std::vector<HeldRight>> rights;
    std::map<std::string, SwitchesOn> switched_on; // userid -> those of `people`
    std::set<model::Right> rights_known;           // that DingTalk has
    std::set<std::string> role_groups;             // likewise

    // What carrying plans out has taught about this DingTalk: text fields that it leaves as they
    // are where an empty text is sent, and whether title and departments change by HRM's transfers.
    std::set<std::string> never_emptied;
    bool transfers = false;
    // Texts of which it takes fewer characters than their pages say, and how many; by api_name.
    std::map<std::string, std::size_t> shorter_texts;
    // userid -> the mobile number that an account that is not activated was refused; role groups
    // that are there though no list has them.
    std::map<std::string, std::string> refused_numbers;
    std::set<std::string> unseen_role_groups;

    bool departments_changed = true; // false: departments need not be looked at
    std::map<model::DepartmentKey, std::int64_t>
        departments_in_use; // with people in or leading them, in scope or not; how many
    std::vector<model::Department> department_records;
    std::vector<DepartmentLink> department_links;
    std::vector<model::ObservedDepartment> observed_departments; // all that are known
    // Of every department. Where nobody of a source is stated to lead anything, that source has no
    // say about managers, and those set in DingTalk stay; an entry with nothing but a source is one
    // that named somebody before.
    std::vector<Leader> leaders;
    // Direct members (userids) of linked departments that are not in use, or would not be without
    // `people`; all of them, since a department missing here counts as empty.
    std::map<model::DeptId, std::vector<std::string>> members_of_unused;
    // How many direct members the departments have in which somebody of `people` is to be.
    std::map<model::DeptId, std::int64_t> member_counts;

    // source -> when the very roster that it has now was there before, another one in between.
    std::map<std::string, model::Instant> read_before;
    std::size_t rings_started = 0; // of Policy::rollout

    std::int64_t managed_people = 0;      // linked accounts
    std::int64_t managed_departments = 0; // linked departments
    std::map<std::string, std::pair<std::int64_t, std::int64_t>>
        source_counts; // source -> records of the last complete read, of the one before (-1 = none)
    // What was done in the window of each limit, nobody having let it pass.
    std::map<std::pair<model::Counted, model::Duration>, std::vector<model::DoneChange>> done;
    // (source, employee_id) -> departments, for whom `done` names and `people` does not; only where
    // departments have limits.
    std::map<std::pair<std::string, std::string>, std::vector<model::DepartmentKey>>
        departments_of_done;
    std::vector<std::string> approved; // fingerprints of approved operations
    std::vector<std::string> rejected;

    model::Policy policy;
    model::Instant now{};
    model::Language language = model::Language::en; // of the findings
};

// What time alone will change for a person, so that the schedule can look again then.
struct Outlook {
    std::string source;
    std::string employee_id;
    bool settled = false; // nothing to do, nothing in the way, and no adoption to be stored
    std::optional<model::Instant> due; // when time alone may change what is desired
    bool over = false; // still in the roster, yet gone: no department is needed for this person
};

// A right that a mover keeps for the overlap from now on; nullopt: it is theirs again.
struct Ending {
    std::string userid;
    model::Right right;
    std::optional<model::Instant> since;
    bool operator==(const Ending&) const = default;
};

// Likewise of a switch. `over`: somebody turned it off in DingTalk, and no rule asks for it.
struct SwitchEnding {
    std::string userid;
    std::string field;
    std::optional<model::Instant> since;
    bool over = false;
    bool operator==(const SwitchEnding&) const = default;
};

struct PlanResult {
    model::Plan plan;              // guarded: `held` filled in
    std::vector<Outlook> outlooks; // one for each of PlanInput::people, same order
    std::vector<Ending> endings;   // to be remembered
    std::vector<SwitchEnding> switch_endings;
};

// The whole of the deciding: scope, lifecycle, match, desired, diff, order, guards, forecast. The
// same input in any order gives the same plan; `needs` has no rings.
// Throws std::logic_error where that promise cannot be kept: a defect.
PlanResult make(const PlanInput& input);

// What Plan::fingerprint holds: over operations, adoptions and holds.
std::string fingerprint_of(const model::Plan& plan);

// Fills in `held` anew: for each guard that is exceeded all operations it counts, with everything
// that needs one of them; rejected operations under the guard "rejected". Whoever has left by the
// source's own word waits only where these alone are too many. Approved
// operations are neither counted nor held, unless they need a held one. Called by make().
void guard(model::Plan& plan, const PlanInput& input);

// Calls and time the given operations take; `qps` per API; `transfers` as in PlanInput. Called by
// make().
model::Forecast forecast(const model::Plan& plan, double qps, bool transfers = false);

} // namespace rosterd::plan
