// When the next request may be sent: so many a second and a minute, and what the HRIS said of its
// own limits. Pure: the time is passed in.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "connectors/rest/definition.hpp"
#include "core/net/loop.hpp"

namespace rosterd::rest
{

class Pace
{
public:
    explicit Pace(const LimitSpec& limits);

    // How long to wait from `now` (steady) on; 0: the request counts as sent.
    net::Duration take(net::Duration now);
    // What an answer's headers say. `wall` is now as a clock on the wall shows it.
    void told(const std::map<std::string, std::string>& headers, net::Duration now,
              net::Instant wall);

private:
    struct Window {
        std::size_t count = 0;
        net::Duration span{0};
        std::deque<net::Duration> sent;
    };

    std::vector<Window> windows_;
    std::string remaining_, reset_;
    net::Duration blocked_until_{0};
};

// How long an answer asks to wait, in its Retry-After or else in the header `reset` (in lower case;
// empty: none): seconds from now, or since 1970 in seconds or milliseconds, or a date. nullopt: it
// does not say.
std::optional<net::Duration> retry_after(const std::map<std::string, std::string>& headers,
                                         const std::string& reset, net::Instant wall);

} // namespace rosterd::rest
