#include "tests/sim/process.hpp"

#include <stdexcept>

#include "daemon/cycle/decide.hpp"
#include "tests/sim/hand.hpp"
#include "tests/sim/matrix.hpp"
#include "tests/sim/source.hpp"

namespace rosterd::sim
{

namespace
{

using namespace std::chrono_literals;

std::vector<config::ScheduleSettings> schedule_settings()
{
    config::ScheduleSettings often;
    often.every = 3h;
    config::ScheduleSettings nightly;
    nightly.cron = "30 2 * * *";
    nightly.time_zone = "Asia/Hong_Kong";
    nightly.read = config::ReadKind::full;
    return {often, nightly};
}

// Guards are another test's: here everything may happen at once.
model::Policy policy_of(const World& world)
{
    model::Policy policy;
    policy.leavers = policy.updates = policy.department_deletes = {1'000'000, 100};
    policy.source_shrinks_percent = 100;
    policy.vanished_branches = policy.earlier_read = {1'000'000, 100};
    policy.entitlements = matrix();
    policy.mobile_change =
        world.recreates_on_new_number ? model::MobileChange::recreate : model::MobileChange::report;
    return policy;
}

dingtalk::ClientOptions client_options()
{
    dingtalk::ClientOptions options;
    options.app_key = "key";
    options.app_secret = "secret";
    return options;
}

} // namespace

std::unique_ptr<state::Store> open_state(const std::string& file)
{
    auto store = state::open_store({file, state::Access::write, "simulation", false});
    if (!store) {
        throw state::StoreError{store.error().message};
    }
    return std::move(*store);
}

void TraceLog::write(log::Level, std::string_view event, const model::Json& fields)
{
    if (event == "dingtalk.read") {
        changed_in_last_read = fields.at("changed").get<std::int64_t>();
    }
    if (world_.traced) {
        world_.note("rosterd " + std::string{event} + " " + fields.dump());
    }
}

Process::Process(World& world, const std::string& state_file)
    : world_{world}, began_{world.now}, loop_{world.now + world.clock_error},
      stop_{[this](std::function<void()> work) { loop_.post(std::move(work)); }}, log_{world},
      wire_{world, loop_, [this] { stop_.ask(); }}, store_{open_state(state_file)},
      client_{dingtalk::make_client(loop_, wire_, client_options(), world.dice.next())},
      directory_{dingtalk::make_directory(*client_, {"CN", "manager01"})},
      backlog_{dingtalk::make_event_backlog(loop_, *client_)},
      schedule_{schedule_settings(), loop_.now(), setting("run.last"), setting("run.last_full")}
{
    sources_.push_back({"hr", std::make_unique<HrSource>(world), {}});
    store_->runs().close_interrupted(loop_.now());
    schedule_.ask("start", config::ReadKind::changes, loop_.now(), 0ms);
    if (world_.listens) {
        post_ = std::make_unique<Post>(world_, loop_, *store_, [this](model::Duration after) {
            schedule_.ask("event", config::ReadKind::changes, loop_.now(), after);
        });
    }
    world_.open_entries = [this] { return store_->journal().unresolved(); };
}

std::optional<model::Instant> Process::setting(const char* name)
{
    return model::parse_instant(store_->runs().setting(name).value_or(""));
}

cycle::Report Process::run_once(bool full, const std::string& trigger)
{
    cycle::Request request;
    request.full = full;
    request.read_sources = trigger != "due";
    request.trigger = trigger;
    request.pull_events = post_ && post_->take_backlog();
    cycle::Surroundings with{
        sources_,
        *store_,
        loop_,
        [this] { loop_.run(); },
        [this] { loop_.stop(); },
        *directory_,
        [this] { client_->stop(); },
        log_,
        policy_of(world_),
        stop_,
        pulse_,
        [&dice = world_.dice] { return static_cast<std::uint32_t>(dice.next()); },
        backlog_.get()};
    auto report = cycle::run(with, request);
    for (const state::StoredHold& hold : store_->journal().holds(true)) { // doubtful readings
        cycle::decide(*store_, {}, {hold.hold.id, true, "hr", "it is"}, loop_.now());
    }
    tick();
    if (request.pull_events && report.outcome == cycle::Outcome::unreachable) {
        post_->owe_backlog();
    }
    const auto counts = report.applied.counts();
    const auto done = counts.find(apply::OperationOutcome::done);
    world_.done += done == counts.end() ? 0 : done->second;
    return report;
}

// What may happen to a machine at any time.
void Process::threaten()
{
    if (world_.threatens(Fault::killed_at_disk, 4)) {
        world_.disk.die_at(world_.dice.between(1, 150));
    }
    if (world_.threatens(Fault::disk_full, 4)) {
        world_.disk.fill_at(world_.dice.between(1, 150), world_.dice.between(1, 20));
    }
    if (world_.strikes(Fault::changed_by_hand, 5)) {
        change_by_hand(world_);
    }
    if (world_.strikes(Fault::clock_jump, 2)) {
        const model::Duration by =
            std::chrono::minutes{world_.dice.between(-180, 180)} - world_.clock_error;
        world_.clock_error += by;
        loop_.jump_wall_clock(by);
    }
}

void Process::live(model::Instant until)
{
    while (world_.now < until && !stop_.asked()) {
        threaten();
        if (const auto version = world_.hr.version_at(world_.now); version != hr_version_) {
            hr_version_ = version;
            schedule_.ask("file", config::ReadKind::changes, loop_.now(), 300ms);
        }
        if (const auto start = schedule_.begin(loop_.now())) {
            run(*start);
        } else {
            wait();
        }
    }
}

void Process::run(const schedule::Start& start)
{
    const bool full = start.read == config::ReadKind::full;
    const auto began = loop_.now();
    store_->runs().set_setting("run.last", model::to_string(began));
    if (post_) {
        post_->note_online();
    }
    const auto report = run_once(full, start.trigger);
    schedule_.ended();
    schedule_.look_again_at(report.due, loop_.now());
    if (report.outcome == cycle::Outcome::unreachable) {
        schedule_.ask("retry", start.read, loop_.now(), retry_after_);
        retry_after_ = std::min<model::Duration>(2 * retry_after_, 15min);
        return;
    }
    retry_after_ = 10s;
    if (full && report.outcome != cycle::Outcome::interrupted) {
        store_->runs().set_setting("run.last_full", model::to_string(began));
    }
}

// Until the schedule wants something, but not so long that a change of HR's would go unseen.
void Process::wait()
{
    const auto wake = schedule_.wake();
    const auto sleep = std::max<model::Duration>(wake ? *wake - loop_.now() : 30min, 1ms);
    rest(std::min<model::Duration>(sleep, 30min));
}

void Process::rest(model::Duration wait)
{
    loop_.after(wait, [this] { loop_.stop(); });
    loop_.run();
    tick();
}

} // namespace rosterd::sim
