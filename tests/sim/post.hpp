// Brings one process what DingTalk tells of changes: in time, late, twice, or not at all.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "core/dingtalk/event.hpp"
#include "core/net/loop.hpp"
#include "core/state/store.hpp"
#include "tests/sim/world.hpp"

namespace rosterd::sim
{

class Post
{
public:
    // `ask` wants a run after a while.
    Post(World& world, net::VirtualLoop& loop, state::Store& store,
         std::function<void(model::Duration)> ask);
    ~Post();
    Post(const Post&) = delete;
    Post& operator=(const Post&) = delete;

    // Whether the next run is to fetch what could not be delivered.
    bool take_backlog() { return std::exchange(backlog_, false); }
    void owe_backlog() { backlog_ = true; }
    void note_online(); // durable: until when nothing can have been missed

private:
    void begin();
    void tick() { world_.now = began_ + loop_.steady(); }
    void look_after(model::Duration wait);
    void look();
    void take(const std::string& frame);
    void keep(const dingtalk::Event& event);

    World& world_;
    net::VirtualLoop& loop_;
    state::Store& store_;
    std::function<void(model::Duration)> ask_;
    model::Instant began_;
    sandbox::SocketId socket_ = 0;
    std::set<std::string> lost_; // ids of events of which no try arrives
    std::uint64_t looks_ = 0;    // only the last one asked for counts
    bool backlog_ = false;
};

} // namespace rosterd::sim
