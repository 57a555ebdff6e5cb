// What the events that wait make worth reading again: a pure decision.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>

#include "core/model/observed.hpp"
#include "core/state/event_store.hpp"

namespace rosterd::cycle
{

struct Wanted {
    bool everything = false; // the rest is empty then
    std::set<std::string> users;
    std::set<model::DeptId> departments;
    bool roles = false; // who holds those that rules name; on top of the others
    bool nothing() const { return !everything && users.empty() && departments.empty(); }
};

// Everything where an event says so, and where reading one by one would take more calls than
// reading all: one a person instead of one for a hundred, one a department instead of two. Who
// administers can only be read as a whole, too.
Wanted wanted_by(std::span<const state::StoredEvent> events, std::size_t people,
                 std::size_t departments);

} // namespace rosterd::cycle
