// A run's signs of life, for whoever watches it from another thread: an answer from DingTalk, some
// more rows of a source, the next stage.
#pragma once

#include <atomic>
#include <chrono>

#include "core/model/time.hpp"

namespace rosterd::cycle
{

class Pulse
{
public:
    void beat() { last_ = now(); }
    // How long there has been none.
    model::Duration silence() const { return now() - last_.load(); }

private:
    static model::Duration now()
    {
        return std::chrono::floor<model::Duration>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
    std::atomic<model::Duration> last_{now()};
};

} // namespace rosterd::cycle
