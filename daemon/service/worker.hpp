// Carries out one run after another on a thread of its own, so that the daemon goes on answering.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
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
    // Nothing new is read or sent; what is on the wire is waited for, and recorded.
    void stop();
    // Ends the present run like that, if there is one; the next one may begin.
    void interrupt();
    // How long the present run has shown no sign of life; nothing while none goes on.
    model::Duration silence() const;
    std::string run_id() const; // of the present run, or the last one

private:
    class Presence;
    model::Result<cycle::Report> work(const config::Settings& settings, cycle::Request request);
    void present(Company* company);

    net::RealLoop& loop_;
    log::Log& log_;
    std::thread thread_;
    // Of the runs so far, the token among it; the run's thread alone looks at it.
    std::optional<dingtalk::Standing> standing_;
    bool running_ = false;       // as the loop's thread sees it
    mutable std::mutex mutex_;   // guards what follows
    Company* company_ = nullptr; // the present run's
    std::string run_id_;
    bool stopping_ = false;
    bool interrupting_ = false; // the present run only
};

} // namespace rosterd::service
