// rollout: which rings of the staged rollout have started, and starting the next one.
#include <iostream>

#include "core/plan/entitlements.hpp"
#include "core/plan/lifecycle.hpp"
#include "core/plan/rollout.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/cycle/rollout.hpp"

namespace rosterd::cli
{

namespace
{

using model::Json;

std::vector<std::int64_t> people_by_ring(state::Store& store, const model::Policy& policy)
{
    std::vector<std::int64_t> people(policy.rollout.size() + 1, 0);
    const auto paths = plan::record_paths(store.roster().departments());
    for (const state::RosterPerson& one : store.roster().everyone()) {
        const auto departments = plan::department_paths(one.person, paths);
        people[plan::ring_of(policy, one.person, departments)] += one.present ? 1 : 0;
    }
    return people;
}

Json facts_of(state::Store& store, const model::Policy& policy)
{
    const auto starts = cycle::ring_starts(store, policy);
    const auto due = cycle::next_ring_due(store, policy);
    const auto people = people_by_ring(store, policy);
    Json rings = Json::array();
    for (std::size_t i = 0; i < policy.rollout.size(); ++i) {
        Json ring{{"ring", policy.rollout[i].name}, {"people", people[i]}};
        ring["started"] = i < starts.size() ? Json(model::to_string(starts[i].at)) : Json{};
        ring["by"] = i < starts.size() ? Json(starts[i].by) : Json{};
        ring["due"] = i == starts.size() && due ? Json(model::to_string(*due)) : Json{};
        rings.push_back(std::move(ring));
    }
    return {{"rings", rings}, {"people_in_no_ring", people.back()}};
}

void print(const Json& facts)
{
    for (const Json& ring : facts.at("rings")) {
        std::cout << ring.at("ring").get_ref<const std::string&>() << "  " << ring.at("people")
                  << " people  ";
        if (ring.at("started").is_string()) {
            std::cout << "started " << ring.at("started").get_ref<const std::string&>() << " by "
                      << ring.at("by").get_ref<const std::string&>() << "\n";
        } else if (ring.at("due").is_string()) {
            std::cout << "starts " << ring.at("due").get_ref<const std::string&>()
                      << " if nothing fails until then\n";
        } else {
            std::cout << "not started\n";
        }
    }
    if (const auto left = facts.at("people_in_no_ring").get<std::int64_t>(); left > 0) {
        std::cout << left
                  << " people are in no ring and stay as they are; a last ring with only a "
                     "name takes everybody\n";
    }
}

bool has_rings(const model::Policy& policy)
{
    if (policy.rollout.empty()) {
        std::cerr << "rosterd: everybody is kept at once: the configuration has no "
                     "policy.rollout\n    config/rosterd.example.yaml shows one\n";
    }
    return !policy.rollout.empty();
}

} // namespace

int rollout(const Globals& globals)
{
    return with_store(globals, state::Access::read,
                      [&](const config::Settings& settings, state::Store& store) -> int {
                          if (!has_rings(settings.policy)) {
                              return exit_usage;
                          }
                          const Json facts = facts_of(store, settings.policy);
                          if (globals.json) {
                              print_json(facts);
                          } else {
                              print(facts);
                          }
                          return exit_done;
                      });
}

int rollout_next(const Globals& globals, const std::string& by)
{
    return with_store(
        globals, state::Access::share,
        [&](const config::Settings& settings, state::Store& store) -> int {
            if (!has_rings(settings.policy)) {
                return exit_usage;
            }
            const auto now = wall_clock();
            const auto started =
                cycle::start_next_ring(store, settings.policy, by.empty() ? caller() : by, now);
            if (!started) {
                std::cerr << "rosterd: all rings have started\n";
                return exit_usage;
            }
            store.runs().set_setting("wake", model::to_string(now)); // a running daemon looks
            if (globals.json) {
                print_json({{"ring", started->ring}, {"by", started->by}});
            } else {
                std::cout << started->ring << " started by " << started->by
                          << "; the next sync keeps its people, too\n";
            }
            return exit_done;
        });
}

} // namespace rosterd::cli
