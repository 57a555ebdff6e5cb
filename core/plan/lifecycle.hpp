// Does this person need an account now, and when does time alone change the answer?
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

enum class Fate {
    leave_alone, // outside the scope, ignored, not yet wanted, protected, or already gone
    find,        // wanted, without an account: matching decides between keep and create
    keep,        // wanted, and the account is there
    create,      // wanted, and there is no account
    recreate,    // wanted; the account is deleted and created again under the same userid
    disable,     // a leaver with an enterprise account
    remove,      // a leaver
};

struct Verdict {
    Fate fate = Fate::leave_alone;
    std::string rule{};                  // of a leaver: "leaver.last_day", "leaver.absent", ...
    std::optional<model::Instant> due{}; // when time alone may change this verdict
    bool enable = false; // rosterd disabled the account, and the person is wanted again
    bool spared = false; // a leaver whose account is protected
    bool over = false;   // in the roster, and the employment has ended
};

// Departments stated by records, as paths of their names: what scope patterns are matched against.
std::unordered_map<model::DepartmentKey, std::string>
record_paths(const std::vector<model::Department>& records);

// The first instant of that day where the person works; where the zone is not known, the company's.
model::Instant start_of_day(model::Date day, const std::string& zone,
                            const std::string& company_zone);

struct Presence; // wanted, not yet, or leaving

class Lifecycle
{
public:
    explicit Lifecycle(const PlanInput& input); // `input` must outlive this

    Verdict verdict(const PersonCase& person) const;
    bool is_protected(const model::ObservedUser& account) const;
    bool department_in_scope(const model::DepartmentKey& key) const;
    bool in_scope(const model::Person& person) const;

private:
    Verdict verdict_in_scope(const PersonCase& person, const Presence& presence) const;
    Verdict leaver(const PersonCase& person, std::string rule) const;
    Verdict enterprise_leaver(const PersonCase& person, std::string rule) const;
    template <typename T>
    T said(const model::Person& person, std::optional<T> model::LifecycleRule::* stated,
           T otherwise) const;
    Presence before_the_start(const model::Person& person) const;
    Presence presence_of(const PersonCase& person) const;
    std::optional<model::Instant> end_of_employment(const model::Person& person) const;

    const PlanInput& input_;
    std::unordered_set<std::string> employee_ids_;
    std::unordered_set<std::string> protected_;
    std::unordered_set<std::string> administrators_;
    std::unordered_map<model::DepartmentKey, std::string> record_paths_;
};

} // namespace rosterd::plan
