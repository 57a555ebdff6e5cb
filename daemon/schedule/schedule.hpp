// When to run next: a state machine that is told the time and what happened, and never waits
// itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/model/time.hpp"
#include "daemon/config/settings.hpp"

namespace rosterd::schedule
{

struct Start {
    config::ReadKind read = config::ReadKind::changes;
    std::string trigger; // schedule, start, file, push, command, before_due, due
    // Somebody leaves or joins at this very instant: by what is known, before anything is read.
    bool only_due = false;
};

// How long before such an instant the sources are read once more: what is carried out then can't
// always be taken back, and HR may have thought again.
inline constexpr auto kReadBeforeDue = std::chrono::minutes{5};

// No two runs at once; what comes up during a run is done after it, once. A time that passed while
// rosterd did not run is caught up once.
class Schedule
{
public:
    // `last_run`: when the last run of each kind began, as far as is known.
    Schedule(std::vector<config::ScheduleSettings> entries, model::Instant now,
             std::optional<model::Instant> last_run, std::optional<model::Instant> last_full_run);

    // Other entries from now on; what asks for a run, what time alone will change and the run that
    // goes on stay as they are.
    void reschedule(std::vector<config::ScheduleSettings> entries, model::Instant now,
                    std::optional<model::Instant> last_run,
                    std::optional<model::Instant> last_full_run);

    // Something asks for a run soon: a file changed, records were pushed, a person asked. It starts
    // after `calm`, so that several changes in a row make one run.
    void ask(const std::string& trigger, config::ReadKind read, model::Instant now,
             model::Duration calm);
    // Time alone will change something then (a leaver's last day ends). `now`: a run just ended.
    void look_again_at(std::optional<model::Instant> due, model::Instant now);
    // A run goes on while somebody is due: it has to make way.
    bool makes_way(model::Instant now) const;

    // What to start now; the run counts as begun. nullopt while one is running or nothing is due.
    std::optional<Start> begin(model::Instant now);
    void ended();
    bool running() const { return running_; }

    // When begin() should be called again; nullopt if nothing is planned.
    std::optional<model::Instant> wake() const;

private:
    struct Entry {
        config::ScheduleSettings settings;
        std::optional<model::Instant> next;
    };
    struct Asked {
        std::string trigger;
        config::ReadKind read;
        model::Instant at;
    };
    static std::optional<model::Instant> after(const config::ScheduleSettings& entry,
                                               model::Instant at);

    std::vector<Entry> entries_;
    std::optional<Asked> asked_;
    std::optional<model::Instant> due_;
    std::optional<model::Instant> read_before_; // the due instant that the sources were read for
    bool due_runs_ = false;                     // the present run is for somebody who is due
    bool running_ = false;
};

} // namespace rosterd::schedule
