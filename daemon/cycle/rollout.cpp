#include "daemon/cycle/rollout.hpp"

#include <algorithm>

#include "core/model/json.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Json;

constexpr const char* kSetting = "rollout"; // [{"ring", "at", "by"}, ...]
constexpr int kRunsLookedAt = 10'000;

void start(state::Store& store, std::vector<RingStart> starts, const RingStart& next)
{
    starts.push_back(next);
    Json stored = Json::array();
    for (const RingStart& one : starts) {
        stored.push_back({{"ring", one.ring}, {"at", model::to_string(one.at)}, {"by", one.by}});
    }
    state::AuditEntry entry;
    entry.at = next.at;
    entry.actor = next.by;
    entry.action = "rollout.ring";
    entry.target = next.ring;
    store.transaction([&] {
        store.runs().set_setting(kSetting, stored.dump());
        store.audit().append(entry);
    });
}

// The end of the last run since then that failed.
std::optional<model::Instant> last_failure(state::Store& store, model::Instant since)
{
    for (const state::Run& run : store.runs().history(kRunsLookedAt)) {
        if (run.started < since) {
            return std::nullopt;
        }
        if (run.outcome == "failed") {
            return run.ended.value_or(run.started);
        }
    }
    return std::nullopt;
}

} // namespace

// By name: whoever reorders the rings, or puts a new one first, does not start anything by it.
std::vector<RingStart> ring_starts(state::Store& store, const model::Policy& policy)
{
    const auto setting = store.runs().setting(kSetting);
    const Json stored = setting ? Json::parse(*setting) : Json::array();
    std::vector<RingStart> starts;
    for (const model::Ring& ring : policy.rollout) {
        const auto found = std::ranges::find_if(
            stored, [&](const Json& one) { return one.at("ring") == ring.name; });
        if (found == stored.end()) {
            break;
        }
        starts.push_back(
            {ring.name,
             model::parse_instant(found->at("at").get<std::string>()).value_or(model::Instant{}),
             found->at("by")});
    }
    return starts;
}

std::optional<model::Instant> next_ring_due(state::Store& store, const model::Policy& policy)
{
    const auto starts = ring_starts(store, policy);
    if (starts.size() == policy.rollout.size()) {
        return std::nullopt;
    }
    const auto& after = policy.rollout[starts.size()].after;
    if (starts.empty() || !after) {
        return std::nullopt;
    }
    const model::Instant since = starts.back().at;
    return last_failure(store, since).value_or(since) + *after;
}

std::vector<RingStart> start_due_rings(state::Store& store, const model::Policy& policy,
                                       model::Instant now)
{
    std::vector<RingStart> started;
    auto starts = ring_starts(store, policy);
    while (starts.size() < policy.rollout.size()) {
        const auto due = next_ring_due(store, policy);
        if (!starts.empty() && (!due || *due > now)) {
            break;
        }
        started.push_back({policy.rollout[starts.size()].name, now, "rosterd"});
        start(store, starts, started.back());
        starts = ring_starts(store, policy);
    }
    return started;
}

std::optional<RingStart> start_next_ring(state::Store& store, const model::Policy& policy,
                                         const std::string& by, model::Instant now)
{
    const auto starts = ring_starts(store, policy);
    if (starts.size() >= policy.rollout.size()) {
        return std::nullopt;
    }
    RingStart next{policy.rollout[starts.size()].name, now, by};
    start(store, starts, next);
    return next;
}

} // namespace rosterd::cycle
