// Whether to send a call again, and how long to wait before: pure arithmetic.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/dingtalk/errors.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// What one call has behind it.
struct Attempts {
    int tries = 0;          // sent and failed, waits for a rate not counted
    int rate_waits = 0;     // refused by a rate
    bool refreshed = false; // the token was fetched anew for it
};

enum class Next { again, refresh_token, give_up };

struct Decision {
    Next next = Next::give_up;
    net::Duration wait{0};
};

// Counts the failure in `attempts` and decides. A call that must not be repeated is given up as
// soon as its outcome is unknown. `tries`: most sends of one call; codes that are
// Special::few_times
// (-1, and what may not be visible yet) are repeated three times at most.
Decision decide(const ApiError& error, bool repeatable, int tries, std::uint64_t random,
                Attempts& attempts);

// How long a rate or block lasts: 1 s for calls a second, 1 min for calls a minute and for blocks
// without a published length, 5 min for the address; nullopt for what no waiting here can mend (the
// monthly quota, a person's consent).
std::optional<net::Duration> window_of(std::string_view code);

// Whether a refusal of that window holds for every API, not only for the one that was called.
bool blocks_everything(std::string_view code);

} // namespace rosterd::dingtalk
