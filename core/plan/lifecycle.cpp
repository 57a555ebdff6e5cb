#include "core/plan/lifecycle.hpp"

#include <algorithm>
#include <stdexcept>

#include <date/tz.h>

#include "core/model/paths.hpp"
#include "core/plan/entitlements.hpp"
#include "core/plan/workplace.hpp"

namespace rosterd::plan
{

namespace
{

using model::Date;
using model::EmploymentStatus;
using model::Instant;
using std::chrono::days;

const date::time_zone* zone_named(const std::string& name)
{
    if (name.empty()) {
        return nullptr;
    }
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {
        return nullptr; // the configuration and ingest report unknown zones; here the next one
                        // counts
    }
}

// That time of that day where the person works; the first instant after it where summer time skips
// it, the first of the two where the clock shows it twice.
Instant local_time(Date day, model::Duration time_of_day, const std::string& zone,
                   const std::string& company_zone)
{
    const auto since_epoch = std::chrono::sys_days{day}.time_since_epoch() + time_of_day;
    const date::local_time<model::Duration> local{since_epoch};
    const date::time_zone* where = zone_named(zone);
    if (where == nullptr) {
        where = zone_named(company_zone);
    }
    if (where == nullptr) {
        return Instant{since_epoch};
    }
    return Instant{where->to_sys(local, date::choose::earliest).time_since_epoch()};
}

// At the top is where people are put whose record has no department.
bool has_a_place(const model::Person& person)
{
    const auto keys = person.departments.value_or(std::vector<model::DepartmentKey>{});
    return std::ranges::any_of(keys, [](const model::DepartmentKey& key) { return key != "/"; });
}

// No time zone is further from UTC than this, so that days long past need no time zone.
constexpr days kZoneSpread{2};

} // namespace

struct Presence {
    enum class What { wanted, later, leaving } what = What::wanted;
    std::string rule;
    std::optional<Instant> due;
};

Instant start_of_day(Date day, const std::string& zone, const std::string& company_zone)
{
    return local_time(day, model::Duration{0}, zone, company_zone);
}

void take_effect(PersonCase& person, Instant now)
{
    const auto begun = std::ranges::find_if(
        person.versions, [&](const Version& version) { return now < version.at; });
    if (begun != person.versions.begin()) {
        person.person = std::prev(begun)->person;
        person.versions.erase(person.versions.begin(), begun);
    }
}

std::unordered_map<model::DepartmentKey, std::string>
record_paths(const std::vector<model::Department>& records)
{
    std::unordered_map<model::DepartmentKey, const model::Department*> by_key;
    for (const model::Department& record : records) {
        by_key.emplace(record.key, &record);
    }
    std::unordered_map<model::DepartmentKey, std::string> paths;
    for (const model::Department& record : records) {
        std::string path;
        auto at = by_key.find(record.key);
        // The bound ends a ring of parents, which the plan reports elsewhere.
        for (int depth = 0; at != by_key.end() && depth < 64; ++depth) {
            path.insert(0, "/" + at->second->name);
            if (model::is_path(at->second->parent)) {
                path.insert(0, at->second->parent == "/" ? "" : at->second->parent);
                break;
            }
            at = by_key.find(at->second->parent);
        }
        paths.emplace(record.key, std::move(path));
    }
    return paths;
}

Lifecycle::Lifecycle(const PlanInput& input)
    : input_{input},
      employee_ids_{input.policy.scope.employee_ids.begin(), input.policy.scope.employee_ids.end()},
      protected_{input.policy.protected_userids.begin(), input.policy.protected_userids.end()},
      administrators_{input.administrators.begin(), input.administrators.end()},
      record_paths_{record_paths(input.department_records)}
{
}

bool Lifecycle::department_in_scope(const model::DepartmentKey& key) const
{
    const auto record = record_paths_.find(key);
    const std::string& path = record == record_paths_.end() ? key : record->second;
    return std::ranges::any_of(input_.policy.scope.departments, [&](const std::string& pattern) {
        return model::matches(pattern, path);
    });
}

bool Lifecycle::in_scope(const model::Person& person) const
{
    const model::Scope& scope = input_.policy.scope;
    if (scope.departments.empty() && scope.employee_ids.empty()) {
        return true;
    }
    if (employee_ids_.contains(person.employee_id)) {
        return true;
    }
    return person.departments &&
           std::ranges::any_of(*person.departments, [&](const model::DepartmentKey& key) {
               return department_in_scope(key);
           });
}

bool Lifecycle::is_protected(const model::ObservedUser& account) const
{
    if (protected_.contains(account.userid)) {
        return true;
    }
    return input_.policy.protect_administrators &&
           (account.admin || account.boss || administrators_.contains(account.userid));
}

template <typename T>
T Lifecycle::said(const model::Person& person, std::optional<T> model::LifecycleRule::* stated,
                  T otherwise) const
{
    for (const model::LifecycleRule& rule : input_.policy.lifecycle_rules) {
        if (rule.*stated &&
            fits(rule.when, person, department_paths(person, record_paths_), input_.policy)) {
            return *(rule.*stated);
        }
    }
    return otherwise;
}

std::optional<Instant> Lifecycle::end_of_employment(const model::Person& person) const
{
    if (!person.last_day) {
        return std::nullopt;
    }
    // A last day before the day of hiring belongs to an earlier employment.
    if (person.hired_on && *person.last_day < *person.hired_on) {
        return std::nullopt;
    }
    return local_time(*person.last_day,
                      said(person, &model::LifecycleRule::leaves_at, input_.policy.leaves_at),
                      person.time_zone, input_.policy.time_zone);
}

Presence Lifecycle::before_the_start(const model::Person& person) const
{
    using enum Presence::What;
    if (!person.hired_on) {
        return {person.status == EmploymentStatus::prehire ? later : wanted, {}, {}};
    }
    const std::chrono::sys_days hired{*person.hired_on};
    if (hired + kZoneSpread < input_.now) {
        return {wanted, {}, {}};
    }
    const Instant start =
        start_of_day(*person.hired_on, person.time_zone, input_.policy.time_zone) -
        said(person, &model::LifecycleRule::create_before, input_.policy.create_before);
    return input_.now < start ? Presence{later, {}, start} : Presence{wanted, {}, {}};
}

Presence Lifecycle::presence_of(const PersonCase& person) const
{
    using enum Presence::What;
    if (!person.present) {
        return {leaving, person.told ? "leaver.told" : "leaver.absent", {}};
    }
    if (person.person.status == EmploymentStatus::terminated) {
        return {leaving, "leaver.terminated", {}};
    }
    const auto end = end_of_employment(person.person);
    if (end && *end <= input_.now) {
        return {leaving, "leaver.last_day", {}};
    }
    Presence presence = before_the_start(person.person);
    if (!presence.due) {
        presence.due = end;
    }
    return presence;
}

Verdict Lifecycle::enterprise_leaver(const PersonCase& person, std::string rule) const
{
    switch (said(person.person, &model::LifecycleRule::enterprise_leaver,
                 input_.policy.enterprise_leaver)) {
    case model::EnterpriseLeaver::ignore:
        return {};
    case model::EnterpriseLeaver::remove:
        return {.fate = Fate::remove, .rule = std::move(rule)};
    case model::EnterpriseLeaver::disable:
        break;
    }
    if (!person.account->disabled) {
        return {.fate = Fate::disable, .rule = std::move(rule)};
    }
    // What an administrator disabled by hand is his to delete.
    if (!person.link->disabled_since) {
        return {};
    }
    const Instant end = *person.link->disabled_since +
                        said(person.person, &model::LifecycleRule::grace, input_.policy.grace);
    if (input_.now < end) {
        return {.due = end};
    }
    return {.fate = Fate::remove, .rule = "leaver.grace"};
}

Verdict Lifecycle::leaver(const PersonCase& person, std::string rule) const
{
    if (rule == "leaver.absent" && input_.policy.absent == model::AbsentRule::ignore) {
        return {};
    }
    if (!person.link || !person.account) {
        return {};
    }
    Verdict verdict;
    if (person.account->exclusive_account) {
        verdict = enterprise_leaver(person, std::move(rule));
    } else if (said(person.person, &model::LifecycleRule::ordinary_leaver,
                    input_.policy.ordinary_leaver) == model::OrdinaryLeaver::remove) {
        verdict = {.fate = Fate::remove, .rule = std::move(rule)};
    }
    if (verdict.fate != Fate::leave_alone && is_protected(*person.account)) {
        verdict = {.rule = verdict.rule, .spared = true};
    }
    return verdict;
}

Verdict Lifecycle::verdict(const PersonCase& person) const
{
    const Presence presence = presence_of(person);
    const bool leaving = presence.what == Presence::What::leaving;
    const bool inside = in_scope(person.person);
    Verdict verdict;
    if (leaving && person.link && person.account && !(inside && has_a_place(person.person))) {
        const PersonCase employed = as_employed(person, input_);
        verdict = inside || in_scope(employed.person) ? leaver(employed, presence.rule) : Verdict{};
    } else if (inside) {
        verdict = verdict_in_scope(person, presence);
    }
    verdict.over = person.present && leaving;
    if (person.present && !person.versions.empty()) {
        const Instant begins = person.versions.front().at;
        verdict.due = verdict.due ? std::min(*verdict.due, begins) : begins;
    }
    return verdict;
}

Verdict Lifecycle::verdict_in_scope(const PersonCase& person, const Presence& presence) const
{
    if (presence.what == Presence::What::leaving) {
        return leaver(person, presence.rule);
    }
    const bool has_account = person.link && person.account;
    const bool disabled_by_us =
        has_account && person.account->disabled && person.link->disabled_since;
    if (presence.what == Presence::What::later && (!has_account || disabled_by_us)) {
        return {.due = presence.due};
    }
    return {.fate = has_account ? Fate::keep : Fate::find,
            .due = presence.due,
            .enable = disabled_by_us};
}

} // namespace rosterd::plan
