#include "daemon/service/worker.hpp"

namespace rosterd::service
{

Worker::Worker(net::RealLoop& loop, log::Log& log) : loop_{loop}, log_{log} {}

Worker::~Worker()
{
    stop();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void Worker::start(const config::Settings& settings, cycle::Request request, Ended ended)
{
    if (thread_.joinable()) {
        thread_.join(); // it ended before: its last act was to say so
    }
    running_ = true;
    thread_ = std::thread{[this, settings, request = std::move(request), ended = std::move(ended)] {
        auto result = std::make_shared<model::Result<cycle::Report>>(work(settings, request));
        loop_.post_from_anywhere([this, result, ended] {
            running_ = false;
            ended(std::move(*result));
        });
    }};
}

model::Result<cycle::Report> Worker::work(const config::Settings& settings, cycle::Request request)
{
    try {
        // The daemon holds the writer's lock; this is its second connection.
        auto company = make_company(settings, state::Access::share, "rosterd run");
        if (!company) {
            return tl::unexpected(company.error());
        }
        net::RealLoop& own_loop = *(*company)->loop;
        request.stoppable = [this, &own_loop](std::function<void()> stop) {
            const std::lock_guard lock{mutex_};
            stop_ = stop ? [&own_loop, stop] { own_loop.post_from_anywhere(stop); }
                         : std::function<void()>{};
            if (stopping_ && stop_) {
                stop_();
            }
        };
        auto surroundings = (*company)->surroundings(log_);
        return cycle::run(surroundings, request);
    } catch (const std::exception& error) {
        return model::fail(model::ErrorKind::permanent, error.what(),
                           "look at the disk and the state file; the next run tries again");
    }
}

void Worker::stop()
{
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    if (stop_) {
        stop_();
    }
}

} // namespace rosterd::service
