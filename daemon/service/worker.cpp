#include "daemon/service/worker.hpp"

namespace rosterd::service
{

// While it lives, other threads find the run's company.
class Worker::Presence
{
public:
    Presence(Worker& worker, Company* company) : worker_{worker} { worker_.present(company); }
    ~Presence() { worker_.present(nullptr); }
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;

private:
    Worker& worker_;
};

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
    {
        const std::lock_guard lock{mutex_};
        interrupting_ = false;
    }
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
    const auto note = [this](const std::string& run_id) {
        const std::lock_guard lock{mutex_};
        run_id_ = run_id;
    };
    note("");
    request.begun = note;
    const auto failed = [&](const model::Error& error) {
        log_.error("run.failed",
                   {{"run_id", run_id()}, {"message", error.message}, {"hint", error.hint}});
        return tl::unexpected(error);
    };
    try {
        // The daemon holds the writer's lock; this is its second connection.
        auto company = make_company(settings, state::Access::share, "rosterd run", standing_);
        if (!company) {
            return failed(company.error());
        }
        const Presence presence{*this, company->get()};
        auto surroundings = (*company)->surroundings(log_);
        cycle::Report report = cycle::run(surroundings, request);
        standing_ = (*company)->dingtalk.client->standing();
        return report;
    } catch (const std::exception& error) {
        return failed({model::ErrorKind::permanent, error.what(),
                       "look at the disk and the state file; the next run tries again"});
    }
}

void Worker::present(Company* company)
{
    const std::lock_guard lock{mutex_};
    company_ = company;
    if (company_ != nullptr && (stopping_ || interrupting_)) {
        company_->stop.ask();
    }
}

void Worker::stop()
{
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    if (company_ != nullptr) {
        company_->stop.ask();
    }
}

void Worker::interrupt()
{
    const std::lock_guard lock{mutex_};
    interrupting_ = true; // also where the run has yet to open its company
    if (company_ != nullptr) {
        company_->stop.ask();
    }
}

std::string Worker::run_id() const
{
    const std::lock_guard lock{mutex_};
    return run_id_;
}

model::Duration Worker::silence() const
{
    const std::lock_guard lock{mutex_};
    return company_ == nullptr ? model::Duration{0} : company_->pulse.silence();
}

} // namespace rosterd::service
