// A run that can be asked, from any thread and once for all, to end early.
#pragma once

#include <atomic>
#include <functional>

namespace rosterd::cycle
{

class Stop
{
public:
    // Runs work on the run's own thread, as soon as that waits for something.
    using Post = std::function<void(std::function<void()> work)>;
    explicit Stop(Post post);
    Stop(const Stop&) = delete;
    Stop& operator=(const Stop&) = delete;

    // From any thread.
    void ask();
    bool asked() const { return asked_; }

    // On the run's thread: how to end what is under way now; called at least once if a stop is
    // asked for, or was before. Empty: nothing is under way any more.
    void on_ask(std::function<void()> end);

private:
    void tell();

    Post post_;
    std::atomic<bool> asked_{false};
    std::function<void()> end_; // only the run's thread touches it
};

} // namespace rosterd::cycle
