// How far the staged rollout is: which rings of policy.rollout have started, since when, by whom.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/policy.hpp"
#include "core/state/store.hpp"

namespace rosterd::cycle
{

struct RingStart {
    std::string ring;
    model::Instant at{};
    std::string by; // a person; "rosterd" for the first ring and for those that start by time
};

// The leading rings that have started. The first one starts with the first run.
std::vector<RingStart> ring_starts(state::Store& store, const model::Policy& policy);

// When the next ring starts by itself if nothing fails until then; nullopt: by hand, or none is
// left.
std::optional<model::Instant> next_ring_due(state::Store& store, const model::Policy& policy);

// Starts the first ring, and each whose time has come; answers those that did.
std::vector<RingStart> start_due_rings(state::Store& store, const model::Policy& policy,
                                       model::Instant now);

// By hand; nullopt: all have started.
std::optional<RingStart> start_next_ring(state::Store& store, const model::Policy& policy,
                                         const std::string& by, model::Instant now);

} // namespace rosterd::cycle
