// Ctrl-C and SIGTERM while a command sends changes: the first one ends it in order, a second one at
// once.
#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace rosterd::cli
{

class Interruption
{
public:
    // To be made before anything starts threads - the store has one: they must not take the
    // signals. `on`: false leaves them as they are.
    explicit Interruption(bool on);
    ~Interruption(); // signals do again what they did before
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    // While it lives, the first signal calls `first`, on a thread of its own; at once if it came
    // before.
    class Heed
    {
    public:
        Heed(Interruption& interruption, std::function<void()> first);
        ~Heed();
        Heed(const Heed&) = delete;
        Heed& operator=(const Heed&) = delete;

    private:
        Interruption& interruption_;
    };

private:
    void wait();
    void tell();

    std::mutex mutex_; // guards what follows
    std::function<void()> first_;
    bool signalled_ = false;

    sigset_t signals_{};
    sigset_t before_{};
    std::atomic<bool> over_{false};
    std::thread thread_; // none where it is off
};

} // namespace rosterd::cli
