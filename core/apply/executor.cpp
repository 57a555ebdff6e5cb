#include "core/apply/executor.hpp"

#include <algorithm>
#include <deque>
#include <unordered_map>

#include "core/apply/adopt.hpp"
#include "core/apply/fields.hpp"
#include "core/apply/record.hpp"
#include "core/apply/refusals.hpp"
#include "core/apply/resolve.hpp"
#include "core/apply/scheduler.hpp"
#include "core/apply/send_late.hpp"
#include "core/apply/send_rights.hpp"
#include "core/apply/unreadable.hpp"
#include "core/dingtalk/quota.hpp"

namespace rosterd::apply
{

namespace
{

constexpr model::Duration kTriedAgain = std::chrono::hours{1};

class PlanExecutor final : public Executor
{
public:
    PlanExecutor(net::Loop& loop, dingtalk::Directory& directory, state::Store& store,
                 ApplyOptions options)
        : loop_{loop}, directory_{directory}, store_{store}, options_{std::move(options)}
    {
    }

    void run(model::Plan plan, Progress progress, std::function<void(ApplyReport)> done) override
    {
        plan_ = std::move(plan);
        progress_ = std::move(progress);
        lessons_ = lessons(store_.runs(), loop_.now());
        unreadable_ = unreadable_fields(store_.runs());
        done_ = std::move(done);
        report_.operations.resize(plan_.operations.size());
        for (std::size_t i = 0; i < plan_.operations.size(); ++i) {
            const model::Operation& operation = plan_.operations[i];
            report_.operations[i].operation_id = operation.id;
            report_.operations[i].kind = operation.kind;
            report_.operations[i].employee_id = operation.employee_id;
            report_.operations[i].userid = operation.userid;
        }
        resolve([this, alive = alive_of()](
                    const tl::expected<std::size_t, dingtalk::ApiError>& resolved) {
            if (alive.expired()) {
                return;
            }
            made_->resume(store_, loop_.now());
            scheduler_ = std::make_unique<Scheduler>(plan_);
            for (const model::OperationKind kind : kTriedFirst) {
                scheduler_->limit(kind, kAlikeToStop);
            }
            heed_what_was_given_up();
            if (stop_wanted_) {
                scheduler_->stop();
            }
            if (resolved) {
                report_.adopted = adopt(store_, plan_, options_.run_id, loop_.now());
            } else if (resolved.error().stopped) {
                scheduler_->stop();
            } else {
                give_up();
            }
            pump();
        });
    }

    void resolve(std::function<void(tl::expected<std::size_t, dingtalk::ApiError>)> done) override
    {
        resolve_unresolved(loop_, directory_, store_, std::move(done));
    }

    void stop() override
    {
        made_->stop();
        stop_wanted_ = true; // also while what a former process left is still being asked for
        if (scheduler_ && !finished_) {
            scheduler_->stop();
            pump_soon();
        }
    }

private:
    struct OnTheWire {
        std::int64_t journal_id = 0;
        net::Duration began{};
    };
    struct Returned {
        std::size_t index;
        Outcome outcome;
    };

    // Callbacks that come after the executor's end find it expired.
    std::weak_ptr<int> alive_of() const { return alive_; }

    void give_up()
    {
        report_.unreachable = true;
        scheduler_->stop();
    }

    void pump_soon()
    {
        if (!pump_posted_) {
            pump_posted_ = true;
            loop_.post([this, alive = alive_of()] {
                if (!alive.expired()) {
                    pump();
                }
            });
        }
    }

    // Records what came back and begins what is possible now: one transaction, durable before
    // anything is sent.
    void pump()
    {
        pump_posted_ = false;
        if (!scheduler_ || finished_) {
            return;
        }
        std::vector<Returned> returned = std::exchange(returned_, {});
        for (const Returned& one : returned) {
            scheduler_->ended(one.index, one.outcome.outcome);
            heed(plan_.operations[one.index].kind, one.outcome);
        }
        // A department may have to be made before its id can stand in what needs it: record first.
        std::vector<std::size_t> begun;
        std::vector<model::Operation> operations;
        std::vector<plan::Batch> batches;
        store_.transaction([&] {
            record_all(returned);
            begun = scheduler_->begin(options_.concurrency - calls_);
            calls_ += begun.size();
            batches = begin_batches(begun);
            for (const std::size_t index : begun) {
                operations.push_back(plan_.operations[index]);
            }
            const auto ids = operations.empty()
                                 ? std::vector<std::int64_t>{}
                                 : store_.journal().begin(options_.run_id, operations, loop_.now());
            for (std::size_t i = 0; i < begun.size(); ++i) {
                wire_[begun[i]] = {ids[i], loop_.steady()};
            }
        });
        for (const Returned& one : returned) {
            tell(one.index, one.outcome);
        }
        if (wire_.empty() && !scheduler_->finished()) { // what is left needs itself
            scheduler_->stop();
        }
        for (const Scheduler::Passed& passed : scheduler_->take_passed()) {
            tell_passed(passed);
        }
        for (const std::size_t index : begun) {
            if (!plan::in_batches(plan_.operations[index].kind)) {
                send_one(index);
            }
        }
        for (const plan::Batch& batch : batches) {
            send_together(batch);
        }
        finish();
    }

    // Once nothing else is ready or on the wire: what is ready now, as many calls as there is room
    // for; their operations come on top of `begun`.
    std::vector<plan::Batch> begin_batches(std::vector<std::size_t>& begun)
    {
        std::erase_if(batches_,
                      [&](const plan::Batch& batch) { return refusals_.ended(batch.kind); });
        if (scheduler_->stopped()) {
            batches_.clear();
        } else if (batches_.empty() && begun.empty() && wire_.empty()) {
            std::ranges::move(plan::batches_of(plan_.operations, scheduler_->ready_together()),
                              std::back_inserter(batches_));
        }
        std::vector<plan::Batch> out;
        for (; !batches_.empty() && calls_ < options_.concurrency; ++calls_) {
            scheduler_->begin_together(batches_.front().operations);
            begun.insert(begun.end(), batches_.front().operations.begin(),
                         batches_.front().operations.end());
            out.push_back(std::move(batches_.front()));
            batches_.pop_front();
        }
        return out;
    }

    void send_together(const plan::Batch& batch)
    {
        send_batch(rights_parts(), plan_.operations, batch,
                   [this, batch, alive = alive_of()](std::vector<Outcome> outcomes) {
                       if (alive.expired()) {
                           return;
                       }
                       --calls_;
                       for (std::size_t i = 0; i < outcomes.size(); ++i) {
                           returned_.push_back({batch.operations[i], std::move(outcomes[i])});
                       }
                       pump_soon();
                   });
    }

    void record_all(const std::vector<Returned>& returned)
    {
        std::vector<state::Ended> ends;
        for (const Returned& one : returned) {
            const auto wire = wire_.find(one.index);
            if (!one.outcome
                     .unknown) { // otherwise it stays `sending`, for the next start to find out
                ends.push_back({wire->second.journal_id, journal_state(one.outcome.outcome),
                                loop_.now(), 1, one.outcome.code, one.outcome.request_id,
                                one.outcome.message});
            }
            record(store_, options_.run_id, plan_.operations[one.index], one.outcome, loop_.now());
            note_made(plan_.operations[one.index], one.outcome);
            report_.operations[one.index].took = loop_.steady() - wire->second.began;
            wire_.erase(wire);
        }
        if (!ends.empty()) {
            store_.journal().end(ends);
        }
        if (std::ranges::any_of(returned, [](const Returned& one) {
                return !one.outcome.emptied.empty() || one.outcome.locked ||
                       !one.outcome.left_out.empty();
            })) {
            lessons_ = lessons(store_.runs(), loop_.now());
        }
    }

    void note_made(const model::Operation& operation, const Outcome& outcome)
    {
        if (outcome.outcome != OperationOutcome::done) {
            return;
        }
        if (operation.kind == model::OperationKind::user_create) {
            made_->made(operation.userid, loop_.now());
        } else if (operation.kind == model::OperationKind::department_create) {
            made_->made(outcome.dept_id, loop_.now());
        }
    }

    void send_one(std::size_t index)
    {
        model::Operation& operation = plan_.operations[index];
        if (const auto why = options_.not_wanted.find(operation.id);
            why != options_.not_wanted.end()) {
            came_back(index, skipped(why->second));
            return;
        }
        if (operation.kind == model::OperationKind::role_create) {
            send_role(rights_parts(), operation, came_back_of(index));
            return;
        }
        fill_department(operation, store_.mirror());
        const auto fields = with_department_ids(operation.after, store_.mirror());
        if (!fields) {
            came_back(index, failed("", fields.error().message));
            return;
        }
        if (const auto waiting = invited_already(store_.mirror(), operation)) {
            came_back(index, skipped(*waiting));
            return;
        }
        const SendParts parts{
            loop_,    directory_,      options_.random, options_.verify_preconditions,
            lessons_, options_.spares, unreadable_};
        send_late(parts, made_, operation, *fields, came_back_of(index));
    }

    RightsParts rights_parts()
    {
        return {directory_.rights(), store_.rights(), loop_, made_, options_.verify_preconditions};
    }

    std::function<void(Outcome)> came_back_of(std::size_t index)
    {
        return [this, index, alive = alive_of()](Outcome outcome) {
            if (!alive.expired()) {
                came_back(index, std::move(outcome));
            }
        };
    }

    void came_back(std::size_t index, Outcome outcome)
    {
        --calls_;
        unless_linked_elsewhere(outcome, plan_.operations[index], store_.mirror());
        returned_.push_back({index, std::move(outcome)});
        pump_soon();
    }

    // Each try is a metered call: one an hour, in however many runs.
    void heed_what_was_given_up()
    {
        for (const auto& [kind, one] : lessons_.given_up) {
            if (!options_.tries_given_up && loop_.now() - one.at < kTriedAgain) {
                scheduler_->give_up(kind, "not sent, since DingTalk answered " + one.code + " at " +
                                              model::to_string(one.at) +
                                              "; it is tried again an hour later, and by each "
                                              "'rosterd sync'");
            } else {
                refusals_.suspect(kind);
                scheduler_->limit(kind, 1);
            }
        }
    }

    void remember(model::OperationKind kind, const std::string& code)
    {
        if (std::ranges::count(kDearlyTried, kind) > 0 && !dingtalk::is_quota_used_up(code)) {
            remember_given_up(store_.runs(), kind, code, loop_.now());
        }
    }

    void heed(model::OperationKind kind, const Outcome& outcome)
    {
        if (outcome.outcome == OperationOutcome::done && lessons_.given_up.erase(kind) > 0) {
            forget_given_up(store_.runs(), kind, loop_.now());
        }
        if (outcome.unreachable) {
            give_up();
        }
        switch (refusals_.heard(kind, outcome)) {
        case Course::on:
            scheduler_->limit(kind, 0);
            return;
        case Course::on_trial:
            return;
        case Course::without_kind:
            remember(kind, outcome.code);
            scheduler_->give_up(kind, "not sent, since DingTalk answered " + outcome.code +
                                          " to others of its kind");
            return;
        case Course::ended:
            give_up();
            return;
        }
    }

    void tell(std::size_t index, const Outcome& outcome)
    {
        OperationReport& report = report_.operations[index];
        report.outcome = outcome.outcome;
        report.code = outcome.code;
        report.request_id = outcome.request_id;
        report.message = outcome.message;
        ++ended_;
        if (progress_) {
            progress_(report, ended_, report_.operations.size());
        }
    }

    void tell_passed(const Scheduler::Passed& passed)
    {
        Outcome outcome;
        outcome.outcome = passed.outcome;
        if (passed.outcome == OperationOutcome::blocked) {
            outcome.message = "needs " + passed.because + ", which did not happen";
        } else if (passed.outcome == OperationOutcome::held) {
            outcome.message = "held by " + passed.because;
        } else {
            outcome.message = passed.because;
        }
        tell(passed.index, outcome);
    }

    void finish()
    {
        if (scheduler_->finished() && wire_.empty() && returned_.empty()) {
            finished_ = true;
            loop_.post([this, alive = alive_of()] {
                if (!alive.expired()) {
                    // The caller may let the executor go in it.
                    const auto done = std::move(done_);
                    done(std::move(report_));
                }
            });
        }
    }

    net::Loop& loop_;
    dingtalk::Directory& directory_;
    state::Store& store_;
    ApplyOptions options_;
    model::Plan plan_;
    Lessons lessons_;
    std::set<std::string> unreadable_;
    Progress progress_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
    bool stop_wanted_ = false;
    std::function<void(ApplyReport)> done_;
    std::unique_ptr<Scheduler> scheduler_;
    std::unordered_map<std::size_t, OnTheWire> wire_;
    std::size_t calls_ = 0;           // on the wire; one may carry many operations
    std::deque<plan::Batch> batches_; // that wait for room
    std::vector<Returned> returned_;
    ApplyReport report_;
    std::size_t ended_ = 0;
    Refusals refusals_;
    std::shared_ptr<MadeNow> made_ = std::make_shared<MadeNow>();
    bool pump_posted_ = false;
    bool finished_ = false;
};

} // namespace

std::map<OperationOutcome, std::int64_t> ApplyReport::counts() const
{
    std::map<OperationOutcome, std::int64_t> out;
    for (const OperationReport& one : operations) {
        ++out[one.outcome];
    }
    return out;
}

std::unique_ptr<Executor> make_executor(net::Loop& loop, dingtalk::Directory& directory,
                                        state::Store& store, ApplyOptions options)
{
    return std::make_unique<PlanExecutor>(loop, directory, store, std::move(options));
}

} // namespace rosterd::apply
