#include "core/dingtalk/client.hpp"

#include <deque>
#include <random>
#include <utility>

#include "core/dingtalk/envelope.hpp"
#include "core/dingtalk/pacing.hpp"
#include "core/dingtalk/quota.hpp"
#include "core/dingtalk/retry.hpp"
#include "core/dingtalk/token.hpp"

namespace rosterd::dingtalk
{

namespace
{

struct Job {
    Call call;
    CallDone done;
    Attempts attempts;
    std::string token; // the one it was last sent with
    net::Duration sent_at{0};
    bool outcome_unknown =
        false; // of any of its sends: a later refusal does not undo an earlier one
};
using JobPtr = std::shared_ptr<Job>;

// What waits for one API's pace; leavers first, each kind in the order it came.
struct Queue {
    std::deque<JobPtr> leavers;
    std::deque<JobPtr> others;
    net::TimerId timer = 0; // 0: none set

    bool empty() const { return leavers.empty() && others.empty(); }
    JobPtr take()
    {
        auto& from = leavers.empty() ? others : leavers;
        JobPtr job = from.front();
        from.pop_front();
        return job;
    }
};

class Engine : public std::enable_shared_from_this<Engine>
{
public:
    Engine(net::Loop& loop, net::HttpClient& http, ClientOptions options, std::uint64_t seed)
        : loop_(loop), http_(http), options_(std::move(options)), random_(seed),
          tokens_(make_token_source(loop, http, options_, random_())), pacing_(options_.qps)
    {
    }

    void start(Call call, CallDone done)
    {
        auto job = std::make_shared<Job>();
        job->call = std::move(call);
        job->done = std::move(done);
        later(net::Duration{0}, job);
    }

    const std::map<std::string, CallCount>& counts() const { return counts_; }

private:
    void later(net::Duration wait, const JobPtr& job)
    {
        loop_.after(wait, [weak = weak_from_this(), job] {
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
            if (*at > now) {
                wake(queue, *at - now);
                return;
            }
            const JobPtr job = queue.take();
            if (!quota_.may_go(path, loop_.now())) {
                give_up(job, quota_error());
                continue;
            }
            pacing_.sent(path);
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
            if (!self) {
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
        job->sent_at = loop_.steady();
        ++counts_[job->call.path].sent;
        http_.send(request_of(*job), [weak = weak_from_this(), job](const net::HttpResult& result) {
            if (const auto self = weak.lock()) {
                self->answered(job, result ? read_answer(job->call.family, *result)
                                           : tl::unexpected(of_net(result.error())));
            }
        });
    }

    net::HttpRequest request_of(const Job& job) const
    {
        const Call& call = job.call;
        net::HttpRequest request;
        request.method = call.method;
        request.timeout = options_.timeout;
        std::string query = call.query;
        switch (call.family) {
        case Family::oapi:
            query += (query.empty() ? "" : "&") + ("access_token=" + net::url_encode(job.token));
            request.url = options_.oapi_url + call.path;
            break;
        case Family::api:
            request.headers.emplace_back("x-acs-dingtalk-access-token", job.token);
            request.url = options_.api_url + call.path;
            break;
        }
        request.url += query.empty() ? "" : "?" + query;
        if (!call.body.is_null()) {
            request.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
            // A broken character from a source must not stop the call: it becomes U+FFFD.
            request.body = call.body.dump(-1, ' ', false, model::Json::error_handler_t::replace);
        }
        return request;
    }

    void answered(const JobPtr& job, CallResult result)
    {
        if (result) {
            count_metered(job->call.path);
            free_place(job);
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
            later(next.wait, job);
            return;
        case Next::refresh_token:
            tokens_->refused(job->token, job->sent_at);
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
    void free_place(const JobPtr& job)
    {
        pacing_.answered(job->call.path, loop_.steady());
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

    void give_up(const JobPtr& job, ApiError error)
    {
        ++counts_[job->call.path].failed;
        error.unknown_outcome = job->outcome_unknown;
        for (const std::string& secret : {options_.app_secret, job->token}) {
            for (std::size_t at = 0;
                 !secret.empty() && (at = error.message.find(secret, at)) != std::string::npos;) {
                error.message.replace(at, secret.size(), "***");
                at += 3;
            }
        }
        job->done(tl::unexpected(std::move(error)));
    }

    net::Loop& loop_;
    net::HttpClient& http_;
    ClientOptions options_;
    std::mt19937_64 random_;
    std::shared_ptr<TokenSource> tokens_;
    Pacing pacing_;
    Quota quota_;
    std::map<std::string, Queue> queues_;
    std::map<std::string, CallCount> counts_;
    bool pump_posted_ = false;
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
    const std::map<std::string, CallCount>& counts() const override { return engine_->counts(); }

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
