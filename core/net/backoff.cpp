#include "core/net/backoff.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rosterd::net
{

Duration backoff(const Backoff& rule, int attempt, std::uint64_t random)
{
    const double most = static_cast<double>(rule.most.count());
    const double grown =
        static_cast<double>(rule.first.count()) * std::pow(rule.factor, std::max(attempt, 0));
    const double whole = std::min(grown, most); // an infinite `grown` ends here, too
    const double share = static_cast<double>(random) /
                         static_cast<double>(std::numeric_limits<std::uint64_t>::max());
    return Duration{static_cast<Duration::rep>(whole * (0.5 + 0.5 * share))};
}

} // namespace rosterd::net
