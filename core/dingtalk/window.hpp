// So many calls in so much time, and no more, as the one counts them who is called.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// At most `limit` calls in any window of `span`, however the peer counts. The peer counts a call at
// some moment between its sending and its answer, which nobody here can see. What is known: no call
// has gone there and back faster than the shortest one measured. So of two calls, the second sent
// `span` less that time after the first one's answer, the second is counted `span` or more after
// the first, however the time splits into way there, work and way back; and each takes up room
// until then. A call that is on its way takes up room all the time.
//
// A way that becomes shorter than it ever was is learned from the first answer that took it. What
// was sent until then may be counted too early by the difference, and nobody can know beforehand;
// therefore the shortest time never grows again, and is not relied on before a whole window's calls
// have been measured: the first ones may find the peer asleep.
class Window
{
public:
    Window(std::size_t limit, net::Duration span);
    bool may_go(net::Duration now);
    // When room is certain; nullopt while that depends on an answer still to come.
    std::optional<net::Duration> free_at(net::Duration now);
    void sent();
    // `took`: of a call that was carried out, from its first byte on the wire to the end of its
    // answer. Zero: not known, or refused, which takes less than being carried out: such a call may
    // have been counted when it was answered.
    void answered(net::Duration now, net::Duration took = net::Duration{0});
    std::size_t taken(net::Duration now); // calls that take up room
    // Of an empty one: so many calls were answered, the last of them at that time.
    void fill(std::size_t calls, net::Duration latest);
    void set_limit(std::size_t limit) { limit_ = limit; }
    std::size_t limit() const { return limit_; }

private:
    void forget(net::Duration now);
    net::Duration measured_span() const; // after its answer, of a call that was measured
    std::size_t limit_;
    net::Duration span_;
    std::size_t in_flight_ = 0;
    std::deque<net::Duration> measured_;   // when they were answered
    std::deque<net::Duration> unmeasured_; // likewise
    std::size_t measurements_ = 0;
    net::Duration shortest_{net::Duration::max()};
};

} // namespace rosterd::dingtalk
