// What the daemon's own thread has to write down, without ever waiting for another writer.
#pragma once

#include <deque>
#include <functional>

#include "core/state/store.hpp"

namespace rosterd::service
{

class OwedWrites
{
public:
    // `write` is made by settle(), after those that were owed before.
    void add(std::function<void()> write) { writes_.push_back(std::move(write)); }

    // Makes them, up to the first that meets a busy state: that and the rest stay owed. True if
    // nothing is owed any more.
    bool settle()
    {
        try {
            for (; !writes_.empty(); writes_.pop_front()) {
                writes_.front()();
            }
        } catch (const state::StoreBusy&) {
            return false;
        }
        return true;
    }

private:
    std::deque<std::function<void()>> writes_;
};

} // namespace rosterd::service
