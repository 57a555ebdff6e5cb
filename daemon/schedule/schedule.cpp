#include "daemon/schedule/schedule.hpp"

#include <algorithm>

#include "daemon/schedule/cron.hpp"

namespace rosterd::schedule
{

using config::ReadKind;

Schedule::Schedule(std::vector<config::ScheduleSettings> entries, model::Instant now,
                   std::optional<model::Instant> last_run,
                   std::optional<model::Instant> last_full_run)
{
    reschedule(std::move(entries), now, last_run, last_full_run);
}

void Schedule::reschedule(std::vector<config::ScheduleSettings> entries, model::Instant now,
                          std::optional<model::Instant> last_run,
                          std::optional<model::Instant> last_full_run)
{
    entries_.clear();
    for (config::ScheduleSettings& settings : entries) {
        const auto last = settings.read == ReadKind::full ? last_full_run : last_run;
        Entry entry{std::move(settings), std::nullopt};
        // Never run before: an interval begins at once, a cron time is waited for.
        entry.next = last                   ? after(entry.settings, std::min(*last, now))
                     : entry.settings.every ? std::optional{now}
                                            : after(entry.settings, now);
        entries_.push_back(std::move(entry));
    }
}

std::optional<model::Instant> Schedule::after(const config::ScheduleSettings& entry,
                                              model::Instant at)
{
    if (entry.every) {
        return at + *entry.every;
    }
    const auto cron = parse_cron(entry.cron);
    return cron ? next(*cron, entry.time_zone, at) : std::nullopt;
}

void Schedule::ask(const std::string& trigger, ReadKind read, model::Instant now,
                   model::Duration calm)
{
    if (!asked_) {
        asked_ = Asked{trigger, read, now + calm};
        return;
    }
    asked_->read = std::max(asked_->read, read);
    asked_->at = std::min(asked_->at, now + calm);
}

void Schedule::look_again_at(std::optional<model::Instant> due, model::Instant now)
{
    due_ = due;
    if (due && *due - kReadBeforeDue <= now) {
        read_before_ = due;
    }
}

bool Schedule::makes_way(model::Instant now) const
{
    return running_ && !due_runs_ && due_ && *due_ <= now;
}

std::optional<Start> Schedule::begin(model::Instant now)
{
    if (running_) {
        return std::nullopt;
    }
    if (due_ && *due_ <= now) { // ahead of all else, which comes next
        due_.reset();
        running_ = due_runs_ = true;
        return Start{ReadKind::changes, "due", true};
    }
    std::optional<Start> start;
    const auto want = [&](const std::string& trigger, ReadKind read) {
        if (!start) {
            start = Start{read, trigger};
        }
        start->read = std::max(start->read, read);
    };
    if (asked_ && asked_->at <= now) {
        want(asked_->trigger, asked_->read);
        asked_.reset();
    }
    for (Entry& entry : entries_) {
        if (entry.next && *entry.next <= now) {
            want("schedule", entry.settings.read);
            entry.next = after(entry.settings, now);
        }
    }
    if (due_ && *due_ - kReadBeforeDue <= now && read_before_ != due_) {
        want("before_due", ReadKind::changes);
        read_before_ = due_;
    }
    running_ = start.has_value();
    return start;
}

void Schedule::ended()
{
    running_ = due_runs_ = false;
}

std::optional<model::Instant> Schedule::wake() const
{
    std::optional<model::Instant> earliest;
    const auto consider = [&](std::optional<model::Instant> at) {
        if (at && (!earliest || *at < *earliest)) {
            earliest = at;
        }
    };
    if (asked_) {
        consider(asked_->at);
    }
    consider(due_);
    if (due_ && read_before_ != due_) {
        consider(*due_ - kReadBeforeDue);
    }
    for (const Entry& entry : entries_) {
        consider(entry.next);
    }
    return earliest;
}

} // namespace rosterd::schedule
