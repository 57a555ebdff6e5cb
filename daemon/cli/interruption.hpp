// Ctrl-C and SIGTERM while a command sends changes: the first one ends it in order, a second one at
// once.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace rosterd::cli
{

class Interruption
{
public:
    // `first` is called on a thread of its own. To be made before the command starts threads: they
    // must not take the signals.
    explicit Interruption(std::function<void()> first);
    ~Interruption(); // signals do again what they did before
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

private:
    void wait();

    std::function<void()> first_;
    sigset_t signals_{};
    sigset_t before_{};
    std::atomic<bool> over_{false};
    std::thread thread_;
};

} // namespace rosterd::cli
