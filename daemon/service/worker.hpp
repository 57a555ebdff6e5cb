// Carries out one run after another on a thread of its own, so that the daemon goes on answering.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "core/net/asio.hpp"
#include "daemon/compose.hpp"
#include "daemon/cycle/cycle.hpp"

namespace rosterd::service
{

class Worker
{
public:
    using Ended = std::function<void(model::Result<cycle::Report>)>;

    // `ended` is called on `loop`'s thread.
    Worker(net::RealLoop& loop, log::Log& log);
    ~Worker(); // stops and waits
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Only while no run goes on.
    void start(const config::Settings& settings, cycle::Request request, Ended ended);
    bool running() const { return running_; }
    // Nothing new is sent to DingTalk; what is on the wire is waited for, and recorded.
    void stop();

private:
    model::Result<cycle::Report> work(const config::Settings& settings, cycle::Request request);

    net::RealLoop& loop_;
    log::Log& log_;
    std::thread thread_;
    bool running_ = false;       // as the loop's thread sees it
    std::mutex mutex_;           // guards what follows
    std::function<void()> stop_; // ends the present run's sending; empty while it does not send
    bool stopping_ = false;
};

} // namespace rosterd::service
