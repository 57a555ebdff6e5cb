// What a client has learned that is true beyond its life: how fast DingTalk lets calls go, what is
// blocked, how much of the month's quota is used, the token. Times are the wall clock's: a steady
// one ends with its process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// Of one limit of DingTalk's: of an API, or of this machine's address.
struct LaneStanding {
    std::size_t limit = 0;  // calls a window, as learned
    net::Instant changed{}; // when it was; from the end of a block on
    net::Instant blocked_until{};
    std::size_t lately = 0; // calls that take up room in the window
    net::Instant latest{};  // the end of the last of them
    bool operator==(const LaneStanding&) const = default;
};

struct PacingStanding {
    std::map<std::string, LaneStanding> apis; // by path; only those that have something to tell
    std::optional<LaneStanding> address;      // likewise
    bool operator==(const PacingStanding&) const = default;
};

struct QuotaStanding {
    std::optional<net::Instant> month_end; // nullopt: nothing was called so far
    std::optional<net::Instant> closed_until;
    std::int64_t used = 0;
    bool operator==(const QuotaStanding&) const = default;
};

struct TokenStanding {
    std::string value;
    net::Instant expires{};
    bool operator==(const TokenStanding&) const = default;
};

struct Standing {
    std::string app_key; // pace and token are this application's; the quota is the company's
    PacingStanding pacing;
    QuotaStanding quota;
    std::optional<TokenStanding> token;
    bool operator==(const Standing&) const = default;
};

// As text for a store. Without the token: it opens the company, and is asked for again.
std::string to_text(const Standing& standing);
// Of a text that is not one, nothing is known.
Standing standing_of(const std::string& text);

} // namespace rosterd::dingtalk
