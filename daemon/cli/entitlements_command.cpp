// entitlements diff: who gains and loses what if the matrix changed, before it does.
#include <iostream>

#include "core/plan/entitlements_diff.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"

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
                       {"loses", json_of(one.loses)}});
    }
    return out;
}

void print(const std::vector<EntitlementChange>& changes)
{
    std::size_t gains = 0;
    std::size_t loses = 0;
    for (const EntitlementChange& one : changes) {
        std::cout << one.employee_id << " " << one.name << "\n";
        for (const auto& [sign, items] : {std::pair{"+", &one.gains}, {"-", &one.loses}}) {
            for (const auto& item : *items) {
                std::cout << "  " << sign << " " << item.kind << " " << item.name << "  ("
                          << item.rule << ")\n";
            }
        }
        gains += one.gains.size();
        loses += one.loses.size();
    }
    std::cout << changes.size() << " people: " << gains << " gained, " << loses << " lost\n";
}

plan::PlanInput everybody(const config::Settings& settings, state::Store& store)
{
    plan::PlanInput input;
    input.policy = settings.policy;
    input.now = wall_clock();
    input.department_records = store.roster().departments();
    for (state::RosterPerson& one : store.roster().everyone()) {
        plan::PersonCase person;
        person.present = one.present;
        person.told = one.told;
        person.absent_since = one.absent_since;
        person.person = std::move(one.person);
        input.people.push_back(std::move(person));
    }
    return input;
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
                                  const auto changes = plan::compare_entitlements(
                                      everybody(settings, store), other.policy.entitlements);
                                  if (globals.json) {
                                      print_json({{"changes", json_of(changes)}});
                                  } else {
                                      print(changes);
                                  }
                                  return changes.empty() ? exit_done : exit_changes;
                              });
        },
        Secrets::not_needed);
}

} // namespace rosterd::cli
