// What an event makes worth another look. An event is only ever a hint: it tells what may have
// changed, never what it is now.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "core/dingtalk/event.hpp"

namespace rosterd::dingtalk
{

enum class HintKind {
    user,           // `userid`
    department,     // `id` is its dept_id
    role,           // `id` is a role's or a role group's: events do not tell them apart
    administrators, // who administers the organisation
    organisation,   // everything
};

struct Hint {
    HintKind kind = HintKind::organisation;
    std::string userid;
    std::int64_t id = 0;
    auto operator<=>(const Hint&) const = default;
};

struct Reading {
    bool known = false;      // rosterd knows this type of event
    std::vector<Hint> hints; // ordered, each once; empty for an unknown type
};

// Ids may come as one or as a list, numbers as text and texts as numbers, keys in any case. A known
// event that should name something and does not is a hint at everything.
Reading read_event(const Event& event);

} // namespace rosterd::dingtalk
