// How fast calls may go: a state machine that is told what happened and when, and answers whether
// and when the next call may go.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "core/net/loop.hpp"

namespace rosterd::dingtalk
{

// At most `limit` calls in any window of `span`, however the peer counts. The peer counts a call at
// some moment between its sending and its answer, which nobody here can see; so a call takes up
// room from its sending until `span` after its answer.
class Window
{
public:
    Window(std::size_t limit, net::Duration span);
    bool may_go(net::Duration now);
    // When room is certain; nullopt while that depends on an answer still to come.
    std::optional<net::Duration> free_at(net::Duration now);
    void sent();
    void answered(net::Duration now);
    void set_limit(std::size_t limit) { limit_ = limit; }
    std::size_t limit() const { return limit_; }

private:
    void forget(net::Duration now);
    std::size_t limit_;
    net::Duration span_;
    std::size_t in_flight_ = 0;
    std::deque<net::Duration> answered_;
};

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
    void sent(const std::string& path);
    void answered(const std::string& path, net::Duration now);
    // DingTalk refused a call by this API's rate: nothing of it goes for `wait`, then at half the
    // pace. A burst of refusals halves once.
    void refused(const std::string& path, net::Duration now, net::Duration wait);
    // DingTalk blocked this machine, company or application for all APIs: nothing goes for `wait`,
    // then at half the pace over all.
    void blocked(net::Duration now, net::Duration wait);
    std::size_t limit(const std::string& path) const; // calls a window at present

private:
    // What one limit of DingTalk's lets through.
    struct Lane {
        Lane(std::size_t limit, net::Duration span);
        std::optional<net::Duration> free_at(net::Duration now);
        void refused(net::Duration now, net::Duration wait);
        void recover(net::Duration now);

        std::size_t most;
        net::Duration span;
        Window window;
        net::Duration blocked_until{0};
        net::Duration changed_at{0}; // the limit
        std::optional<net::Duration> refused_at;
    };
    Lane& lane(const std::string& path);

    std::size_t limit_;
    net::Duration span_;
    Lane address_;
    std::map<std::string, Lane> apis_;
};

} // namespace rosterd::dingtalk
