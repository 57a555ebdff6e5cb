#include "core/dingtalk/client.hpp"

#include <optional>
#include <random>
#include <utility>

#include "core/dingtalk/envelope.hpp"
#include "core/dingtalk/jobs.hpp"
#include "core/dingtalk/pacing.hpp"
#include "core/dingtalk/quota.hpp"
#include "core/dingtalk/request.hpp"
#include "core/dingtalk/token.hpp"
#include "core/dingtalk/waits.hpp"

namespace rosterd::dingtalk
{

namespace
{

class Engine : public std::enable_shared_from_this<Engine>
{
public:
    Engine(net::Loop& loop, net::HttpClient& http, ClientOptions options, std::uint64_t seed)
        : loop_(loop), http_(http), options_(std::move(options)), random_(seed),
          tokens_(make_token_source(loop, http, options_, random_())), pacing_(options_.qps),
          waits_(options_)
    {
        const Standing& before = options_.standing;
        quota_.resume(before.quota, loop_.now());
        if (before.app_key == options_.app_key) {
            pacing_.resume(before.pacing, loop_.steady(), loop_.now());
            if (before.token) {
                tokens_->resume(*before.token);
            }
        }
    }

    void start(Call call, CallDone done)
    {
        auto job = std::make_shared<Job>();
        job->call = std::move(call);
        job->done = std::move(done);
        job->number = ++last_number_;
        later(net::Duration{0}, job);
    }

    void stop()
    {
        stopped_ = true;
        tokens_.reset(); // nor is a token waited for any more
        for (auto& [path, queue] : queues_) {
            loop_.cancel(queue.timer);
            queue.leavers.clear();
            queue.others.clear();
        }
        for (const auto& [number, job] : std::exchange(waiting_, {})) {
            loop_.cancel(job->timer);
            end_unsent(job);
        }
    }

    const std::map<std::string, CallCount>& counts() const { return counts_; }

    Standing standing()
    {
        return {options_.app_key, pacing_.standing(loop_.steady(), loop_.now()),
                quota_.standing(loop_.now()), tokens_ ? tokens_->standing() : std::nullopt};
    }

private:
    void later(net::Duration wait, const JobPtr& job)
    {
        if (stopped_) {
            end_unsent(job);
            return;
        }
        waiting_.emplace(job->number, job);
        job->timer = loop_.after(wait, [weak = weak_from_this(), job] {
            if (const auto self = weak.lock()) {
                self->enqueue(job);
            }
        });
    }

    void enqueue(const JobPtr& job)
    {
        Queue& queue = queues_[job->call.path];
        (job->call.priority == Priority::leaver ? queue.leavers : queue.others).push_back(job);
        pump_soon();
    }

    // Sends what may go, and comes back when the next may. Where that depends on an answer, the
    // answer brings it back.
    void pump(const std::string& path, bool leavers_only = false)
    {
        Queue& queue = queues_[path];
        while (leavers_only ? !queue.leavers.empty() : !queue.empty()) {
            const net::Duration now = loop_.steady();
            const auto at = pacing_.free_at(path, now);
            if (!at) {
                return;
            }
            if (*at > now && !waits_.too_long(*at - now)) {
                wake(queue, *at - now);
                return;
            }
            const JobPtr job = queue.take();
            if (*at > now) {
                give_up(job, held_up_ ? *held_up_ : address_blocked());
                continue;
            }
            if (!quota_.may_go(path, loop_.now())) {
                give_up(job, quota_error());
                continue;
            }
            pacing_.sent(path, now);
            authorise(job);
        }
    }

    void wake(Queue& queue, net::Duration wait)
    {
        loop_.cancel(queue.timer);
        queue.timer = loop_.after(wait, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->pump_all(); // room over all goes to leavers first
            }
        });
    }

    void authorise(const JobPtr& job)
    {
        tokens_->get([weak = weak_from_this(), job](tl::expected<std::string, ApiError> token) {
            const auto self = weak.lock();
            if (!self || !self->waiting_.contains(job->number)) { // gone, or stopped meanwhile
                return;
            }
            if (token) {
                job->token = std::move(*token);
                self->send(job);
                return;
            }
            self->free_place(job);
            self->give_up(job, std::move(token.error()));
        });
    }

    void send(const JobPtr& job)
    {
        waiting_.erase(job->number);
        job->sent_at = loop_.steady();
        ++counts_[job->call.path].sent;
        http_.send(request_of(job->call, job->token, options_),
                   [weak = weak_from_this(), job](const net::HttpResult& result) {
                       if (const auto self = weak.lock()) {
                           self->answered(job,
                                          result ? read_answer(job->call.family, *result)
                                                 : tl::unexpected(of_net(result.error())),
                                          result ? result->took : net::Duration{0});
                       }
                   });
    }

    void answered(const JobPtr& job, CallResult result, net::Duration took)
    {
        if (result) {
            count_metered(job->call.path);
            free_place(job, took);
            job->done(std::move(result));
            return;
        }
        ApiError error = std::move(result.error());
        learn(job->call.path, error);
        free_place(job);
        job->outcome_unknown = job->outcome_unknown || error.unknown_outcome;
        const Decision next =
            decide(error, job->call.repeatable, options_.tries, random_(), job->attempts);
        switch (next.next) {
        case Next::again:
            if (waits_.too_long(next.wait)) {
                give_up(job, std::move(error));
                return;
            }
            waits_.begin(error, next.wait, loop_.steady());
            job->busy = error.code == "-1";
            later(next.wait, job);
            return;
        case Next::refresh_token:
            if (tokens_) { // none after a stop
                tokens_->refused(job->token, job->sent_at);
            }
            later(net::Duration{0}, job);
            return;
        case Next::give_up:
            give_up(job, std::move(error));
            return;
        }
    }

    void learn(const std::string& path, const ApiError& error)
    {
        const auto window = window_of(error.code);
        if (!window) {
            if (is_quota_used_up(error.code)) {
                quota_.used_up(loop_.now());
            } else if (!error.code.starts_with("net.")) {
                count_metered(path);
            }
            return;
        }
        ++counts_[path].refused_by_rate;
        held_up_ = error;
        if (blocks_everything(error.code)) {
            pacing_.blocked(loop_.steady(), *window);
        } else {
            pacing_.refused(path, loop_.steady(), *window);
        }
    }

    void count_metered(const std::string& path)
    {
        quota_.counted(path, loop_.now());
        counts_[path].metered += is_metered(path) ? 1 : 0;
    }

    // The job no longer takes part in the pace. The address's window may have held up other APIs.
    void free_place(const JobPtr& job, net::Duration took = net::Duration{0})
    {
        pacing_.answered(job->call.path, loop_.steady(), took);
        pump_soon();
    }

    // Not at once: what comes in the same turn is put in order first.
    void pump_soon()
    {
        if (std::exchange(pump_posted_, true)) {
            return;
        }
        loop_.post([weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->pump_all();
            }
        });
    }

    void pump_all()
    {
        pump_posted_ = false;
        for (const bool leavers_only : {true, false}) {
            for (auto& [path, queue] : queues_) {
                pump(path, leavers_only);
            }
        }
    }

    // Of what is not on the wire when the client is stopped, or would have to go there again.
    void end_unsent(const JobPtr& job)
    {
        ApiError error;
        error.code = "net.cancelled";
        error.unknown_outcome = job->outcome_unknown || job->busy;
        error.message =
            error.unknown_outcome
                ? "not sent again, being stopped; the next run finds out what became of it"
                : "not sent, being stopped; the next run sends it";
        error.stopped = true;
        loop_.post([weak = weak_from_this(), job, error = std::move(error)] {
            if (!weak.expired()) {
                job->done(tl::unexpected(error));
            }
        });
    }

    void give_up(const JobPtr& job, ApiError error)
    {
        waiting_.erase(job->number);
        ++counts_[job->call.path].failed;
        error.unknown_outcome = job->outcome_unknown;
        for (const std::string& secret : {options_.app_secret, job->token}) {
            error.message = without(std::move(error.message), secret);
        }
        job->done(tl::unexpected(std::move(error)));
    }

    net::Loop& loop_;
    net::HttpClient& http_;
    ClientOptions options_;
    std::mt19937_64 random_;
    std::shared_ptr<TokenSource> tokens_;
    Pacing pacing_;
    Waits waits_;
    std::optional<ApiError> held_up_; // by which a rate or block was told last
    Quota quota_;
    std::map<std::string, Queue> queues_;
    std::map<std::uint64_t, JobPtr> waiting_; // for back-off, pace or token: not on the wire
    std::uint64_t last_number_ = 0;
    std::map<std::string, CallCount> counts_;
    bool pump_posted_ = false;
    bool stopped_ = false;
};

// Owns the engine; answers that come after its end find nobody and are dropped.
class LayeredClient final : public Client
{
public:
    explicit LayeredClient(std::shared_ptr<Engine> engine) : engine_(std::move(engine)) {}
    void call(Call call, CallDone done) override
    {
        engine_->start(std::move(call), std::move(done));
    }
    void stop() override { engine_->stop(); }
    const std::map<std::string, CallCount>& counts() const override { return engine_->counts(); }
    Standing standing() override { return engine_->standing(); }

private:
    std::shared_ptr<Engine> engine_;
};

} // namespace

std::unique_ptr<Client> make_client(net::Loop& loop, net::HttpClient& http, ClientOptions options,
                                    std::uint64_t seed)
{
    return std::make_unique<LayeredClient>(
        std::make_shared<Engine>(loop, http, std::move(options), seed));
}

} // namespace rosterd::dingtalk
