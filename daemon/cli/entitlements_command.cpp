// entitlements diff: who gains and loses what if the matrix changed, before it does.
#include <iostream>
#include <map>
#include <set>

#include "core/plan/entitlements_diff.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/assemble.hpp"
#include "daemon/cycle/rights.hpp"

namespace rosterd::cli
{

namespace
{

using plan::EntitlementChange;

model::Json json_of(const std::vector<EntitlementChange::Item>& items)
{
    model::Json out = model::Json::array();
    for (const auto& item : items) {
        out.push_back({{"kind", item.kind}, {"name", item.name}, {"rule", item.rule}});
    }
    return out;
}

model::Json json_of(const std::vector<EntitlementChange>& changes)
{
    model::Json out = model::Json::array();
    for (const EntitlementChange& one : changes) {
        out.push_back({{"source", one.source},
                       {"employee_id", one.employee_id},
                       {"name", one.name},
                       {"gains", json_of(one.gains)},
                       {"loses", json_of(one.loses)},
                       {"refused", one.refused}});
    }
    return out;
}

void print(const std::vector<EntitlementChange>& changes)
{
    std::size_t gains = 0;
    std::size_t loses = 0;
    std::size_t refused = 0;
    for (const EntitlementChange& one : changes) {
        std::cout << one.employee_id << " " << one.name << "\n";
        for (const auto& [sign, items] : {std::pair{"+", &one.gains}, {"-", &one.loses}}) {
            for (const auto& item : *items) {
                std::cout << "  " << sign << " " << item.kind << " " << item.name << "  ("
                          << item.rule << ")\n";
            }
        }
        for (const model::Finding& finding : one.refused) {
            std::cout << "  ! " << finding.message << "\n";
            ++refused;
        }
        gains += one.gains.size();
        loses += one.loses.size();
    }
    std::cout << changes.size() << " people: " << gains << " gained, " << loses << " lost, "
              << refused << " refused\n";
}

plan::PlanInput everybody(const config::Settings& settings, state::Store& store)
{
    plan::PlanInput input;
    input.policy = settings.policy;
    input.language = model::language_of(settings.language);
    input.now = wall_clock();
    input.department_records = store.roster().departments();
    std::map<std::pair<std::string, std::string>, state::PersonLink> links;
    for (state::PersonLink& link : store.mirror().links()) {
        links.emplace(std::pair{link.source, link.employee_id}, std::move(link));
    }
    for (state::RosterPerson& one : store.roster().everyone()) {
        plan::PersonCase person;
        person.present = one.present;
        person.told = one.told;
        person.absent_since = one.absent_since;
        person.person = std::move(one.person);
        const auto link = links.find({person.person.origin.source, person.person.employee_id});
        if (link != links.end()) {
            person.link = cycle::link_of(link->second);
        }
        input.people.push_back(std::move(person));
    }
    cycle::put_rights(store.rights(), input);
    return input;
}

// What the other matrix watches and nobody has read so far.
std::set<model::Right> unread(const model::Entitlements& other, state::Store& store)
{
    const auto read = store.rights().watched();
    std::set<model::Right> out = model::watched_rights(other);
    std::erase_if(out, [&](const model::Right& right) { return read.contains(right); });
    return out;
}

// Who holds it is asked of DingTalk, on a copy of the state: nothing is kept. False: it could not
// be read, and somebody reads why.
bool read_beside(const Globals& globals, const model::Entitlements& other, Company& company)
{
    const auto log = make_log(globals, false);
    auto surroundings = company.surroundings(*log);
    model::Entitlements& both = surroundings.policy.entitlements;
    both.rules.insert(both.rules.end(), other.rules.begin(), other.rules.end());
    both.exclusive.insert(both.exclusive.end(), other.exclusive.begin(), other.exclusive.end());
    cycle::Report report;
    cycle::Request request;
    request.full = true;
    if (cycle::observe_rights(surroundings, request, report)) {
        return true;
    }
    std::cerr << "rosterd: " << report.unreachable << "\n";
    return false;
}

int show(const Globals& globals, const config::Settings& settings, state::Store& store,
         const model::Entitlements& other)
{
    const auto changes = plan::compare_entitlements(everybody(settings, store), other);
    model::Json unknown = model::Json::array();
    for (const model::Right& right : unread(other, store)) {
        unknown.push_back(right.name);
        std::cerr << "rosterd: who has " << right.name
                  << " in DingTalk is not known, so what was given by hand is not counted\n";
    }
    if (globals.json) {
        print_json({{"changes", json_of(changes)}, {"unread", unknown}});
    } else {
        print(changes);
    }
    return changes.empty() ? exit_done : exit_changes;
}

int diff(const Globals& globals, const config::Settings& settings, state::Store& store,
         const model::Entitlements& other)
{
    if (!unread(other, store).empty()) {
        auto beside = make_company_beside(settings, "rosterd entitlements diff");
        if (beside && read_beside(globals, other, *beside->company)) {
            return show(globals, settings, *beside->company->store, other);
        }
        if (!beside) {
            complain(beside.error());
        }
    }
    return show(globals, settings, store, other);
}

} // namespace

int entitlements_diff(const Globals& globals, const std::string& other_file)
{
    Globals other_globals = globals;
    other_globals.config = other_file;
    return with_settings(
        other_globals,
        [&](const config::Settings& other) {
            return with_store(globals, state::Access::read,
                              [&](const auto& settings, state::Store& store) -> int {
                                  return diff(globals, settings, store, other.policy.entitlements);
                              });
        },
        Secrets::not_needed);
}

} // namespace rosterd::cli
