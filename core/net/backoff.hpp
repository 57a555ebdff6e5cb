// How long to wait before the next try: pure arithmetic.
#pragma once

#include <cstdint>

#include "core/net/loop.hpp"

namespace rosterd::net
{

struct Backoff {
    Duration first{500};
    Duration most{std::chrono::seconds{30}};
    double factor = 2.0;
};

// Full jitter: between half and all of first * factor^attempt, at most `most`. attempt counts from
// 0, `random` is any 64-bit number.
Duration backoff(const Backoff& rule, int attempt, std::uint64_t random);

} // namespace rosterd::net
