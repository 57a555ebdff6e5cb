#include "core/net/loop.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace rosterd::net
{

// Work is kept by (due, id): ids only grow, so what is due at the same instant runs in the order in
// which it was asked for, and a run is the same every time.
struct VirtualLoop::State {
    using Slot = std::pair<Duration, TimerId>;
    Instant start;
    Duration wall_offset{0};
    Duration steady{0};
    TimerId last_id = 0;
    bool stopped = false;
    std::map<Slot, std::function<void()>> due;
    std::unordered_map<TimerId, Duration> due_of;
};

VirtualLoop::VirtualLoop(Instant start) : state_(std::make_unique<State>())
{
    state_->start = start;
}

VirtualLoop::~VirtualLoop() = default;

Instant VirtualLoop::now() const
{
    return state_->start + state_->wall_offset + state_->steady;
}

Duration VirtualLoop::steady() const
{
    return state_->steady;
}

void VirtualLoop::post(std::function<void()> work)
{
    after(Duration{0}, std::move(work));
}

TimerId VirtualLoop::after(Duration wait, std::function<void()> work)
{
    const TimerId id = ++state_->last_id;
    const Duration due = state_->steady + std::max(wait, Duration{0});
    state_->due.emplace(State::Slot{due, id}, std::move(work));
    state_->due_of.emplace(id, due);
    return id;
}

void VirtualLoop::cancel(TimerId timer)
{
    if (const auto found = state_->due_of.find(timer); found != state_->due_of.end()) {
        state_->due.erase({found->second, timer});
        state_->due_of.erase(found);
    }
}

void VirtualLoop::run(Duration limit)
{
    const Duration end = state_->steady + limit;
    state_->stopped = false;
    while (!state_->stopped && !state_->due.empty() && state_->due.begin()->first.first <= end) {
        auto next = state_->due.extract(state_->due.begin());
        state_->due_of.erase(next.key().second);
        state_->steady = next.key().first;
        next.mapped()();
    }
    if (!state_->stopped && !state_->due.empty()) {
        state_->steady = end;
    }
}

void VirtualLoop::stop()
{
    state_->stopped = true;
}

void VirtualLoop::jump_wall_clock(Duration by)
{
    state_->wall_offset += by;
}

} // namespace rosterd::net
