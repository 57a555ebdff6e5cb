#include "daemon/cycle/told.hpp"

#include "core/dingtalk/hint.hpp"
#include "daemon/cycle/await.hpp"
#include "daemon/cycle/drift.hpp"
#include "daemon/cycle/invitations.hpp"
#include "daemon/cycle/own_events.hpp"
#include "daemon/cycle/unreadable.hpp"
#include "daemon/cycle/visible.hpp"

namespace rosterd::cycle
{

namespace
{

using dingtalk::ApiError;

constexpr int kAtOnce = 100'000;                 // events of one run
constexpr auto kRemember = std::chrono::days{7}; // DingTalk repeats within a minute

void keep_page(Surroundings& with, const std::vector<dingtalk::Event>& page)
{
    with.store.transaction([&] {
        for (const dingtalk::Event& event : page) {
            if (dingtalk::read_event(event).known) {
                with.store.events().keep(
                    {event.id, event.type, event.born, with.loop.now(), event.data});
            }
        }
    });
}

bool missed(Surroundings& with)
{
    return with.store.runs().setting(kMissedEvents) == "yes";
}

// A page on its way is lost if the process ends now, so this is noted before.
void pull_backlog(Surroundings& with, Report& report)
{
    const bool before = missed(with);
    with.store.runs().set_setting(kMissedEvents, "yes");
    using Pulled = tl::expected<std::size_t, ApiError>;
    const auto pulled = await_read<Pulled>(with, [&](std::function<void(Pulled)> done) {
        with.backlog->pull([&with](const auto& page) { keep_page(with, page); }, std::move(done));
    });
    if (!pulled) {
        return; // stopped
    }
    if (!*pulled) {
        with.log.warning("events.backlog_unread", {{"run_id", report.run_id},
                                                   {"message", words(pulled->error())},
                                                   {"hint", "everything is read instead"}});
        return;
    }
    report.dingtalk = Contact::answered;
    if (!before) {
        with.store.runs().set_setting(kMissedEvents, "no");
    }
    with.log.info("events.backlog", {{"run_id", report.run_id}, {"count", **pulled}});
}

} // namespace

Told told_by_events(Surroundings& with, bool pull, Report& report)
{
    if (pull && with.backlog != nullptr) {
        pull_backlog(with, report);
    }
    std::vector<state::StoredEvent> events = with.store.events().open(kAtOnce);
    Told told;
    for (const state::StoredEvent& event : events) {
        told.ids.push_back(event.id);
    }
    const auto own = own_events(with.store, events);
    std::erase_if(events, [&](const auto& event) { return own.contains(event.id); });
    if (!events.empty()) {
        told.wanted = wanted_by(events, static_cast<std::size_t>(with.store.mirror().count_links()),
                                with.store.mirror().departments().size());
    }
    if (missed(with)) {
        told.wanted = {true, {}, {}, true};
    }
    const auto invited = invited_to_ask(with.store.mirror(), with.loop.now());
    if (!told.wanted.everything) {
        told.wanted.users.insert(invited.begin(), invited.end());
    }
    return told;
}

Look look_again(Surroundings& with, const Told& told, Report& report)
{
    if (told.wanted.everything) {
        return Look::read_everything;
    }
    if (told.wanted.nothing()) {
        with.store.transaction([&] { looked_at(with, told); });
        return Look::done;
    }
    const auto known = with.store.mirror().departments();
    auto read = reread_what_shows(with, told.wanted, known);
    if (!read) {
        return Look::end_of_run;
    }
    if (!*read) {
        out_of_reach(report,
                     "DingTalk could not be asked about what changed: " + words(read->error()));
        return Look::end_of_run;
    }
    report.dingtalk = Contact::answered;
    for (const ApiError& refused : (*read)->refused) {
        with.log.warning("dingtalk.not_told", {{"run_id", report.run_id},
                                               {"message", words(refused)},
                                               {"request_id", refused.request_id}});
    }
    if (!keep_what_is_unreadable(with, (*read)->users, false)) {
        return Look::end_of_run;
    }
    Taken taken;
    with.store.transaction([&] { // both or neither: what changed must not be forgotten
        taken = take_over(with.store.mirror(), **read, with.policy.root_dept_id);
        for (const std::string& userid : (*read)->gone_users) {
            with.store.rights().remove_all(userid);
        }
        with.store.roster().unsettle(userids_of(taken.changed));
        note_drift(with.store.mirror(), taken.changed, report);
        note_drift(with.store.mirror(), known, report);
        if (!taken.incomplete) {
            looked_at(with, told);
        }
    });
    with.log.info("dingtalk.reread", {{"run_id", report.run_id},
                                      {"events", told.ids.size()},
                                      {"users", told.wanted.users.size()},
                                      {"departments", told.wanted.departments.size()},
                                      {"changed", taken.changed.size()}});
    return taken.incomplete ? Look::read_everything : Look::done;
}

void looked_at(Surroundings& with, const Told& told)
{
    const auto now = with.loop.now();
    if (told.wanted.roles) { // read next, by this run or another
        with.store.runs().set_setting(kRightsTold, "yes");
    }
    with.store.events().done(told.ids, now);
    with.store.events().prune(now - kRemember);
    if (told.wanted.everything && missed(with)) {
        with.store.runs().set_setting(kMissedEvents, "no");
    }
}

} // namespace rosterd::cycle
