#include "daemon/service/daemon.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "daemon/compose.hpp"
#include "daemon/cycle/hooks.hpp"
#include "daemon/cycle/report.hpp"
#include "daemon/schedule/schedule.hpp"
#include "daemon/service/events.hpp"
#include "daemon/service/hooks.hpp"
#include "daemon/service/listener.hpp"
#include "daemon/service/notify.hpp"
#include "daemon/service/owed_writes.hpp"
#include "daemon/service/probe.hpp"
#include "daemon/service/watch.hpp"
#include "daemon/service/watchdog.hpp"
#include "daemon/service/worker.hpp"

namespace rosterd::service
{

namespace
{

using namespace std::chrono_literals;
using model::Json;

constexpr auto kLook = 500ms;     // between two looks at watched files, and at the schedule
constexpr auto kCalm = 300ms;     // several changes in a row make one run
constexpr auto kHooksCalm = 2s;   // an HRIS says one change in several ways, and many in swarms
constexpr auto kFirstRetry = 10s; // after a run that could not reach something; doubled each time
constexpr auto kLongestRetry = 15min;
// The loop's thread answers /healthz and the watchdog: it waits for no other writer of the state.
constexpr model::Duration kNoPatience{0};
constexpr const char* kWake = "wake"; // set by commands that decided something

class Daemon
{
public:
    Daemon(config::Settings settings, log::Log& log)
        : settings_{std::move(settings)}, log_{log}, loop_{net::make_loop()}, worker_{*loop_, log_},
          signals_{*static_cast<boost::asio::io_context*>(loop_->native()), SIGTERM, SIGINT, SIGHUP}
    {
    }

    // Opens what the daemon needs, or says what is missing.
    model::Result<void> open()
    {
        state::StoreOptions options{settings_.state_path, state::Access::write, "rosterd run"};
        options.patience = kNoPatience;
        auto store = state::open_store(options);
        if (!store) {
            return tl::unexpected(store.error());
        }
        store_ = std::move(*store);
        close_interrupted();
        if (auto adopted = adopt(settings_); !adopted) {
            return adopted;
        }
        // Whatever a former process left - an unknown outcome, pushed records - is looked at now.
        schedule_.ask("start", config::ReadKind::changes, loop_->now(), model::Duration{0});
        events_ = std::make_unique<Events>(
            *loop_, log_, *store_, metrics_, [this](model::Duration after) {
                schedule_.ask("event", config::ReadKind::changes, loop_->now(), after);
            });
        if (auto listening = listen(); !listening) {
            return listening;
        }
        events_->adopt(settings_);
        return {};
    }

    void run()
    {
        await_signal();
        watchdog_.start();
        notify_ready(status_line()); // before the first run tells what it does
        tick();
        log_.info("daemon.started", {{"version", ROSTERD_VERSION},
                                     {"sources", settings_.sources.size()},
                                     {"address", listener_ ? settings_.listen->address + ":" +
                                                                 std::to_string(listener_->port())
                                                           : "no listener"}});
        loop_->run();
        owed_.settle();
        log_.info("daemon.stopped", Json::object());
    }

private:
    // Sources, watched files and schedule of (new) settings; nothing changes if they can't be made,
    // or are another organisation's.
    model::Result<void> adopt(const config::Settings& settings)
    try {
        auto sources = make_sources(settings, store_.get());
        if (!sources) {
            return tl::unexpected(sources.error());
        }
        if (auto same = same_company(settings, *store_); !same) {
            return same;
        }
        sources_ = std::move(*sources);
        watch_ = Watch{watched_paths(sources_, log_)};
        const auto when = [&](const char* name) {
            return model::parse_instant(store_->runs().setting(name).value_or(""));
        };
        schedule_.reschedule(settings.schedule, loop_->now(), when("run.last"),
                             when("run.last_full"));
        return {};
    } catch (const state::StoreError& error) {
        return model::fail(model::ErrorKind::transient, settings.state_path + ": " + error.what(),
                           "look at the disk and who else writes there, and try again");
    }

    model::Result<void> listen()
    {
        if (!settings_.listen) {
            return {};
        }
        const auto health = [this] {
            Health now = health_;
            now.running = worker_.running();
            now.dingtalk_trouble = probe_.trouble();
            now.event_stream_up = events_->stream_up();
            now.quota = cycle::quota_use(cycle::kept_standing(*store_),
                                         settings_.dingtalk.monthly_calls, loop_->now());
            return now;
        };
        const auto ask_for = [this](const std::string& trigger, bool full) {
            ask(trigger, full ? config::ReadKind::full : config::ReadKind::changes, kCalm);
        };
        auto listener = Listener::start(
            *loop_, log_,
            {settings_, *store_, sources_, metrics_, health, [this] { return loop_->now(); },
             ask_for,
             [this](const http::HttpServerRequest& request) { return events_->push(request); },
             [this](const http::HttpServerRequest& request) {
                 return hooks_.answer(settings_, request, loop_->now());
             }});
        if (!listener) {
            return tl::unexpected(listener.error());
        }
        listener_ = std::move(*listener);
        return {};
    }

    void await_signal()
    {
        signals_.async_wait([this](const boost::system::error_code& error, int number) {
            if (error) {
                return;
            }
            if (number == SIGHUP) {
                reload();
            } else {
                stop();
            }
            await_signal();
        });
    }

    void reload()
    {
        notify_reloading();
        config::Loaded loaded = load_settings(settings_.file);
        for (const config::Fault& fault : loaded.faults) {
            log_.error("config.fault", {{"message", config::to_string(fault)}});
        }
        if (loaded.faults.empty()) {
            take(std::move(loaded.settings));
        } else {
            keep({model::ErrorKind::invalid, "the new configuration has faults",
                  "mend them and reload again; 'rosterd check' lists them, too"});
        }
        notify_ready(status_line());
    }

    void take(config::Settings next)
    {
        note_restart_needed(next);
        next.listen = settings_.listen;
        next.state_path = settings_.state_path;
        if (const auto adopted = adopt(next); !adopted) {
            keep(adopted.error());
            return;
        }
        settings_ = std::move(next);
        health_.kept_configuration.reset();
        events_->adopt(settings_);
        log_.info("config.reloaded", {{"sources", settings_.sources.size()}});
        ask("reload", config::ReadKind::changes, 0ms);
    }

    void keep(const model::Error& why)
    {
        health_.kept_configuration = why.message;
        log_.error("config.kept",
                   {{"message", why.message + "; the old configuration stays in force"},
                    {"hint", why.hint}});
    }

    void note_restart_needed(const config::Settings& next)
    {
        const bool listener = next.listen.has_value() != settings_.listen.has_value() ||
                              (next.listen && (next.listen->address != settings_.listen->address ||
                                               next.listen->port != settings_.listen->port ||
                                               next.listen->token != settings_.listen->token));
        if (listener || next.state_path != settings_.state_path) {
            log_.warning(
                "config.restart_needed",
                {{"message", "'listen' and 'state' change only when rosterd is restarted"}});
        }
    }

    void stop()
    {
        if (stopping_) {
            return;
        }
        stopping_ = true;
        log_.info("daemon.stopping", {{"message", worker_.running() ? "waiting for the run" : ""}});
        notify_stopping("draining: what is on the wire is waited for");
        worker_.stop();
        events_->stop();
        if (listener_) {
            listener_->stop();
        }
        if (!worker_.running()) {
            loop_->stop();
        }
    }

    // Looks at files and the clock twice a second.
    void tick()
    {
        for (const std::string& path : watch_.look()) {
            log_.info("file.changed", {{"path", path}});
            ask("file", config::ReadKind::changes, kCalm);
        }
        heed_decisions();
        tend_events();
        begin_if_due();
        loop_->after(kLook, [this] { tick(); });
    }

    // For a run as soon as it has been calm for so long, not only at the next look.
    void ask(const std::string& trigger, config::ReadKind read, model::Duration calm)
    {
        schedule_.ask(trigger, read, loop_->now(), calm);
        loop_->after(calm, [this] { begin_if_due(); });
    }

    void begin_if_due()
    {
        if (schedule_.makes_way(loop_->now()) && !made_way_ && !stopping_) {
            made_way_ = true;
            log_.info("run.makes_way", {{"run_id", worker_.run_id()},
                                        {"message", "somebody leaves or joins at this instant"}});
            worker_.interrupt();
        }
        if (!owed_.settle() || stopping_ || worker_.running()) {
            return;
        }
        if (const auto start = schedule_.begin(loop_->now())) {
            begin_run(*start);
        } else if (listener_) {
            probe_.ask_if_quiet(client_options(settings_));
        }
    }

    void heed_decisions()
    try {
        if (const auto wake = store_->runs().setting(kWake); wake && *wake != woken_) {
            woken_ = *wake;
            ask("decision", config::ReadKind::changes, 0ms);
        }
    } catch (const state::StoreBusy&) { // the next look will tell
    }

    void tend_events()
    try {
        if (!stopping_) {
            events_->tick();
        }
    } catch (const state::StoreBusy&) { // at the next look
    }

    void close_interrupted()
    {
        owed_.add([this] { store_->runs().close_interrupted(loop_->now()); });
    }

    void write_down(const std::string& name, model::Instant at)
    {
        owed_.add([this, name, at] { store_->runs().set_setting(name, model::to_string(at)); });
        owed_.settle();
    }

    void begin_run(const schedule::Start& start)
    {
        const auto now = loop_->now();
        const bool full = start.read == config::ReadKind::full;
        write_down("run.last", now);
        full_began_ = full ? std::optional{now} : std::nullopt;
        present_ = start;
        began_ = now;
        made_way_ = false;
        cycle::Request request;
        request.full = full;
        request.read_sources = !start.only_due;
        request.trigger = start.trigger;
        request.pull_events = backlog_asked_ = events_->take_backlog();
        notify_status("running (" + start.trigger + ")");
        worker_.start(settings_, std::move(request), [this](model::Result<cycle::Report> report) {
            run_ended(std::move(report));
        });
    }

    void run_ended(model::Result<cycle::Report> result)
    {
        schedule_.ended();
        const bool out_of_reach = !result || result->outcome == cycle::Outcome::unreachable;
        if (full_began_ && !out_of_reach && result->outcome != cycle::Outcome::interrupted) {
            // Only now: a full read that came to nothing, or was killed, is still owed.
            write_down("run.last_full", *full_began_);
        }
        if (backlog_asked_ && out_of_reach) {
            events_->owe_backlog();
        }
        if (out_of_reach) { // what changed meanwhile must not wait for the next night
            schedule_.ask("retry", full_began_ ? config::ReadKind::full : config::ReadKind::changes,
                          loop_->now(), retry_after_);
            retry_after_ = std::min<model::Duration>(2 * retry_after_, kLongestRetry);
        } else {
            retry_after_ = kFirstRetry;
        }
        if (result) {
            metrics_.run_ended(*result, loop_->now());
            health_.last_outcome = cycle::to_string(result->outcome);
            probe_.heard(result->dingtalk, result->unreachable);
            health_.message =
                result->unreachable.empty() ? cycle::sentence_of(*result) : result->unreachable;
        } else {
            close_interrupted(); // in case it could not even write that down
            metrics_.run_broken(loop_->now());
            health_.last_outcome = "failed";
            health_.message = result.error().message;
        }
        if (result && result->write_back_at) {
            const auto wait = *result->write_back_at - loop_->now();
            schedule_.ask("write_back", config::ReadKind::changes, loop_->now(),
                          std::max<model::Duration>(wait, model::Duration{0}));
        }
        look_again(result);
        notify_status(status_line());
        if (stopping_) {
            loop_->stop();
        }
    }

    // Also after a run that came to nothing: whoever leaves then is known from before.
    void look_again(const model::Result<cycle::Report>& result)
    try {
        if (made_way_ && result && result->outcome == cycle::Outcome::interrupted) {
            schedule_.ask(present_.trigger, present_.read, loop_->now(), 0ms);
            return; // whoever is due still is
        }
        auto due = result ? result->due : std::nullopt;
        const auto next = store_->roster().next_due(began_);
        if (next && (!due || *next < *due)) {
            due = next;
        }
        schedule_.look_again_at(due, loop_->now());
    } catch (const state::StoreError& error) { // the next run's end looks again
        log_.warning("state.not_read", {{"message", error.what()}});
    }

    std::string status_line() const
    {
        const auto wake = schedule_.wake();
        std::string line = health_.last_outcome.empty()
                               ? "no run yet"
                               : "last run " + health_.last_outcome + ": " + health_.message;
        if (wake) {
            line += "; next at " + model::to_string(*wake).substr(0, 19) + "Z";
        }
        return line;
    }

    config::Settings settings_;
    log::Log& log_;
    std::unique_ptr<net::RealLoop> loop_;
    std::unique_ptr<state::Store> store_; // it does not wait: see kNoPatience
    OwedWrites owed_;
    std::vector<cycle::Source> sources_; // for pushes and watching; runs make their own
    Watch watch_{{}};
    schedule::Schedule schedule_{{}, {}, {}, {}};
    Metrics metrics_;
    Health health_;
    Probe probe_{*loop_, log_};
    std::string woken_;
    std::optional<model::Instant> full_began_; // of the present run, if it is a full one
    schedule::Start present_;                  // the present run, or the last one
    model::Instant began_{};                   // when it did
    bool made_way_ = false;                    // it was asked to, for somebody who is due
    bool backlog_asked_ = false;               // by the present run
    model::Duration retry_after_ = kFirstRetry;
    bool stopping_ = false;
    std::unique_ptr<Events> events_;
    Hooks hooks_{log_, metrics_, [this](const std::string& source) {
                     cycle::set_hook_mark(*store_, source, loop_->now());
                     ask("hook", config::ReadKind::changes, kHooksCalm);
                 }};
    std::unique_ptr<Listener> listener_;
    Worker worker_;
    Watchdog watchdog_{*loop_, worker_, log_};
    boost::asio::signal_set signals_;
};

} // namespace

int run_daemon(config::Settings settings, log::Log& log)
{
    Daemon daemon{std::move(settings), log};
    if (const auto opened = daemon.open(); !opened) {
        log.error("daemon.not_started",
                  {{"message", opened.error().message}, {"hint", opened.error().hint}});
        const bool wrong = opened.error().kind == model::ErrorKind::unauthorised;
        return wrong ? 78 : 75;
    }
    daemon.run();
    return 0;
}

} // namespace rosterd::service
