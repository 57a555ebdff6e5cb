#include "daemon/cli/interruption.hpp"

#include <iostream>
#include <pthread.h>

namespace rosterd::cli
{

namespace
{

// What the caller had ignored (nohup, a shell's background job) stays ignored.
bool ignored(int number)
{
    struct sigaction now{};
    sigaction(number, nullptr, &now);
    return now.sa_handler == SIG_IGN;
}

} // namespace

Interruption::Interruption(bool on)
{
    if (!on) {
        return;
    }
    sigemptyset(&signals_);
    for (const int number : {SIGINT, SIGTERM}) {
        if (!ignored(number)) {
            sigaddset(&signals_, number);
        }
    }
    sigaddset(&signals_, SIGUSR1); // the end of the waiting
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    thread_ = std::thread{[this] { wait(); }};
}

Interruption::~Interruption()
{
    if (!thread_.joinable()) {
        return;
    }
    over_ = true;
    pthread_kill(thread_.native_handle(), SIGUSR1);
    thread_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

Interruption::Heed::Heed(Interruption& interruption, std::function<void()> first)
    : interruption_{interruption}
{
    const std::lock_guard lock{interruption_.mutex_};
    interruption_.first_ = std::move(first);
    if (interruption_.signalled_) {
        interruption_.first_();
    }
}

Interruption::Heed::~Heed()
{
    const std::lock_guard lock{interruption_.mutex_};
    interruption_.first_ = {};
}

void Interruption::tell()
{
    const std::lock_guard lock{mutex_};
    signalled_ = true;
    if (first_) {
        first_();
    }
}

void Interruption::wait()
{
    for (int signals = 0;;) {
        int number = 0;
        sigwait(&signals_, &number);
        if (over_) {
            return;
        }
        if (number == SIGUSR1) {
            continue;
        }
        if (++signals == 1) {
            std::cerr << "\nrosterd: ending; what is on the wire is waited for, nothing further is "
                         "sent (once more: end at once)\n";
            tell();
            continue;
        }
        std::signal(number, SIG_DFL);
        pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
        std::raise(number);
    }
}

} // namespace rosterd::cli
