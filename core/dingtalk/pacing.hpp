// How fast calls may go: a state machine that is told what happened and when, and answers whether
// and when the next call may go.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "core/dingtalk/standing.hpp"
#include "core/dingtalk/window.hpp"
#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// One window per API, and one for this machine's address: 10,000 calls in 20 s of all APIs together
// [call-frequency-limit]. Each learns downwards when DingTalk refuses and slowly back up. Times are
// Loop::steady().
class Pacing
{
public:
    // qps: calls a second per API; below 1 means one call in 1/qps seconds; above 475, which is
    // more than an address may have, over all APIs too.
    explicit Pacing(double qps);
    bool may_go(const std::string& path, net::Duration now);
    std::optional<net::Duration> free_at(const std::string& path, net::Duration now);
    void sent(const std::string& path, net::Duration now);
    // `took`: see Window.
    void answered(const std::string& path, net::Duration now,
                  net::Duration took = net::Duration{0});
    // DingTalk refused a call by this API's rate: nothing of it goes for `wait`, then at the pace
    // that went well last, or half the present one, and no longer in bursts but evenly: how many
    // calls may be under way at once is not documented, and a burst may have been too many. From
    // there the limit is searched for between what went well and what was refused. A burst of
    // refusals counts once.
    void refused(const std::string& path, net::Duration now, net::Duration wait);
    // DingTalk blocked this machine, company or application for all APIs: nothing goes for `wait`,
    // then at half the pace over all.
    void blocked(net::Duration now, net::Duration wait);
    std::size_t limit(const std::string& path) const; // calls a window at present
    // What a later one goes on from, on another steady clock; `wall` is what the wall clock shows
    // at `now`. Calls on the wire count as answered at `now`.
    PacingStanding standing(net::Duration now, net::Instant wall);
    // Before the first call. A wall clock that was set back meanwhile prolongs no block beyond the
    // longest that DingTalk knows.
    void resume(const PacingStanding& standing, net::Duration now, net::Instant wall);

private:
    // What one limit of DingTalk's lets through.
    struct Lane {
        Lane(std::size_t limit, net::Duration span);
        std::optional<net::Duration> free_at(net::Duration now);
        void sent(net::Duration now);
        void refused(net::Duration now, net::Duration wait);
        void too_fast(net::Duration now); // at the present limit
        void recover(net::Duration now);
        std::optional<LaneStanding> standing(net::Duration now, net::Instant wall);
        void resume(const LaneStanding& standing, net::Duration now, net::Instant wall);

        std::size_t most;
        net::Duration span;
        Window window;
        net::Duration blocked_until{0};
        net::Duration changed_at{0}; // the limit
        std::optional<net::Duration> refused_at;
        std::size_t good = 0;     // the limit that went well before the present one
        std::size_t bad = 0;      // the one that was refused last; 0: none in a while
        net::Duration bad_at{0};  // when
        bool even = false;        // one call after the other, not a window's worth at once
        net::Duration next_at{0}; // then: not before
    };
    Lane& lane(const std::string& path);

    std::size_t limit_;
    net::Duration span_;
    Lane address_;
    std::map<std::string, Lane> apis_;
};

} // namespace rosterd::dingtalk
