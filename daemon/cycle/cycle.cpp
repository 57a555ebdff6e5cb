#include "daemon/cycle/cycle.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/plan/recheck.hpp"
#include "daemon/cycle/assemble.hpp"
#include "daemon/cycle/await.hpp"
#include "daemon/cycle/decide.hpp"
#include "daemon/cycle/drift.hpp"
#include "daemon/cycle/feed.hpp"
#include "daemon/cycle/findings.hpp"
#include "daemon/cycle/invitations.hpp"
#include "daemon/cycle/learning.hpp"
#include "daemon/cycle/limits.hpp"
#include "daemon/cycle/missing.hpp"
#include "daemon/cycle/read_sources.hpp"
#include "daemon/cycle/recheck.hpp"
#include "daemon/cycle/refuse.hpp"
#include "daemon/cycle/report.hpp"
#include "daemon/cycle/rights.hpp"
#include "daemon/cycle/rollout.hpp"
#include "daemon/cycle/told.hpp"
#include "daemon/cycle/unreadable.hpp"
#include "daemon/cycle/write_back.hpp"

namespace rosterd::cycle
{

namespace
{

using dingtalk::ApiError;

// What the first operation that did not go over was told.
std::string last_words(const Report& report)
{
    for (const apply::OperationReport& operation : report.applied.operations) {
        if (!operation.code.empty() && operation.outcome != apply::OperationOutcome::done) {
            return ": " + operation.code + ": " + operation.message;
        }
    }
    return "";
}

// What a killed process left on the wire; what DingTalk told of; at first, or when asked, all of
// it. False: the run ends here, and nothing has changed.
bool observe(Surroundings& with, const Request& request, Report& report)
{
    using Resolved = tl::expected<std::size_t, ApiError>;
    if (!with.store.journal().unresolved().empty()) {
        const auto executor = apply::make_executor(with.loop, with.directory, with.store, {});
        const auto resolved = await_read<Resolved>(
            with, [&](std::function<void(Resolved)> done) { executor->resolve(std::move(done)); });
        if (!resolved) {
            return false;
        }
        if (!*resolved) {
            out_of_reach(report, "DingTalk could not be asked what became of the last run: " +
                                     words(resolved->error()));
            return false;
        }
        report.dingtalk = Contact::answered;
        with.log.info("journal.resolved", {{"run_id", report.run_id}, {"count", **resolved}});
    }
    const Told told = told_by_events(with, request.pull_events, report);
    if (!request.full && with.store.mirror().completed_at()) {
        const Look look = look_again(with, told, report);
        if (look != Look::read_everything) {
            return look == Look::done;
        }
    }
    auto read = read_everything(with, report);
    if (!read) {
        return false;
    }
    report.dingtalk = Contact::answered;
    std::vector<state::ChangedUser> changed;
    const auto known = with.store.mirror().departments();
    with.store.transaction([&] { // both or neither: what changed must not be forgotten
        changed = with.store.mirror().replace(read->organisation, with.loop.now());
        const Taken taken = take_over(with.store.mirror(), read->asked, with.policy.root_dept_id);
        changed.insert(changed.end(), taken.changed.begin(), taken.changed.end());
        with.store.roster().unsettle(userids_of(changed));
        note_drift(with.store.mirror(), changed, report);
        note_drift(with.store.mirror(), known, report);
        looked_at(with, told);
    });
    with.log.info("dingtalk.read", {{"run_id", report.run_id},
                                    {"departments", read->organisation.departments.size()},
                                    {"users", read->organisation.users.size()},
                                    {"changed", changed.size()}});
    return true;
}

// Another policy may want something else for everybody.
void heed_policy(Surroundings& with)
{
    std::uint64_t mixed = model::fingerprint_of(with.policy);
    if (!with.policy.entitlements.rules.empty()) { // rules go by the names of departments
        for (const model::Department& record : with.store.roster().departments()) {
            mixed =
                model::fingerprint(record.key + "\n" + record.parent + "\n" + record.name, mixed);
        }
    }
    const std::string now = std::to_string(mixed);
    if (with.store.runs().setting("policy") != now) {
        with.store.transaction([&] {
            with.store.roster().unsettle_all();
            with.store.runs().set_setting("policy", now);
        });
    }
}

// Whether this guard keeps people of the source back.
bool holds_source(const model::Plan& plan, std::string_view guard, const std::string& source)
{
    std::unordered_map<std::string_view, std::string_view> source_of;
    for (const model::Operation& operation : plan.operations) {
        source_of[operation.id] = operation.cause.source;
    }
    return std::any_of(plan.held.begin(), plan.held.end(), [&](const model::Hold& hold) {
        return hold.guard == guard &&
               std::any_of(hold.operations.begin(), hold.operations.end(),
                           [&](const std::string& id) { return source_of[id] == source; });
    });
}

// Whoever reads the log has been told of a hold when it was opened.
void record_holds(Surroundings& with, Report& report, state::Covers covers)
{
    std::set<std::string> before;
    for (const state::StoredHold& hold : with.store.journal().holds(true)) {
        before.insert(hold.hold.id);
    }
    with.store.journal().record_holds(report.plan, with.loop.now(), covers);
    for (const model::Hold& hold : report.plan.held) {
        if (!hold.asks_nobody() && !before.contains(hold.id)) {
            report.held_anew.insert(hold.operations.begin(), hold.operations.end());
        }
    }
}

std::vector<std::string> names_of(const std::vector<Source>& sources)
{
    std::vector<std::string> names;
    names.reserve(sources.size());
    for (const Source& source : sources) {
        names.push_back(source.name);
    }
    return names;
}

void expire_holds(Surroundings& with, const Report& report)
{
    for (const std::string& id : expire(with.store, with.policy.approval, with.loop.now())) {
        with.log.warning(
            "hold.expired",
            {{"run_id", report.run_id},
             {"hold", id},
             {"message", "nobody decided in time, or what was approved was not carried "
                         "out in time; what is still to be done is asked about anew"}});
    }
}

void start_rings(Surroundings& with, const Report& report)
{
    for (const RingStart& one : start_due_rings(with.store, with.policy, with.loop.now())) {
        with.log.info("rollout.ring_started", {{"run_id", report.run_id}, {"ring", one.ring}});
    }
}

void plan_changes(Surroundings& with, const Request& request, Report& report)
{
    heed_policy(with);
    heed_write_back(with);
    expire_holds(with, report);
    if (request.apply) {
        start_rings(with, report);
    }
    report.due = next_ring_due(with.store, with.policy);
    with.store.roster().take_effect(with.loop.now());
    Assembled assembled =
        assemble(with.store, names_of(with.sources), with.policy, with.loop.now());
    assembled.input.language = with.language;
    assembled.input.drift = drifted_fields(report.drift);
    plan::PlanResult result = plan::make(assembled.input);
    report.plan = std::move(result.plan);
    add_unreadable(with.store, with.language, report.plan);
    add_refused(report.sources, with.policy.lost_columns, with.language, report.plan);
    keep_plan_findings(with.store, report.plan.findings);

    std::vector<std::string> adopted;
    adopted.reserve(report.plan.adoptions.size());
    for (const model::Adoption& adoption : report.plan.adoptions) {
        adopted.push_back(adoption.source + "\n" + adoption.employee_id);
    }
    std::sort(adopted.begin(), adopted.end());
    std::vector<state::RosterStore::Settled> settled;
    settled.reserve(assembled.idle.size() + result.outlooks.size());
    for (const state::PersonRef ref : assembled.idle) {
        settled.push_back({ref, std::nullopt, std::nullopt});
    }
    for (std::size_t i = 0; i < result.outlooks.size(); ++i) {
        const plan::Outlook& one = result.outlooks[i];
        if (one.due && (!report.due || *one.due < *report.due)) {
            report.due = one.due;
        }
        // An adoption is a fact only once its link is stored.
        if (one.settled && !std::binary_search(adopted.begin(), adopted.end(),
                                               one.source + "\n" + one.employee_id)) {
            settled.push_back({assembled.refs[i], one.due, std::nullopt});
            if (one.over != assembled.over[i]) {
                settled.back().over = one.over;
            }
        }
    }
    with.store.transaction([&] {
        learn(with, assembled.input.people, assembled.input.now);
        with.store.roster().settle(settled);
        for (const plan::Ending& ending : result.endings) {
            with.store.rights().set_ending(ending.userid, ending.right, ending.since);
        }
        for (const plan::SwitchEnding& ending : result.switch_endings) {
            ending.over ? with.store.rights().remove_switch(ending.userid, ending.field)
                        : with.store.rights().put_switch(ending.userid, ending.field, ending.since);
        }
        record_holds(with, report, state::Covers::everything);
        for (const auto& [source, counts] : assembled.input.source_counts) {
            if (counts.first >= 0 && counts.first != counts.second &&
                !holds_source(report.plan, "source_shrinks", source)) {
                set_baseline(with.store, source, counts.first);
            }
        }
        for (const auto& [source, at] : assembled.input.read_before) {
            if (!holds_source(report.plan, "earlier_read", source)) {
                let_pass(with.store, source);
            }
        }
    });
    // Of those who are settled it was not asked above.
    const auto next = with.store.roster().next_due(with.loop.now());
    if (next && (!report.due || *next < *report.due)) {
        report.due = next;
    }
    report.plan.findings = all_findings(with.store);
}

// A saved plan passes the guards of today: what has been done since it was saved counts, and so
// does what people decided.
void guard_saved(Surroundings& with, const model::Plan& saved, Report& report)
{
    report.plan = saved;
    report.plan.held.clear();
    expire_holds(with, report);
    Assembled facts = assemble(with.store, names_of(with.sources), with.policy, with.loop.now());
    for (const model::Operation& operation : saved.operations) { // what is gone needs no guard
        if (operation.kind == model::OperationKind::user_delete &&
            !with.store.mirror().has_user(operation.userid)) {
            facts.input.approved.push_back(model::fingerprint_of(operation));
        }
    }
    report.not_wanted = recheck(with.store, saved, with.policy, with.loop.now());
    for (const model::Operation& operation : saved.operations) { // nor does what is skipped
        if (report.not_wanted.contains(operation.id)) {
            facts.input.approved.push_back(model::fingerprint_of(operation));
        }
    }
    plan::guard(report.plan, facts.input);
    plan::keep_doubts_of_the_read(saved, facts.input.approved, report.plan);
    record_holds(with, report, state::Covers::itself);
}

void carry_out(Surroundings& with, const Request& request, Report& report)
{
    apply::ApplyOptions options;
    options.run_id = report.run_id;
    options.verify_preconditions = request.saved.has_value();
    options.not_wanted = report.not_wanted;
    options.tries_given_up = request.trigger == "sync" || request.trigger == "apply";
    options.spares = spares(with.policy, with.store.mirror().administrators());
    options.random = with.random;
    const auto executor = apply::make_executor(with.loop, with.directory, with.store, options);
    with.stop.on_ask([&] {
        executor->stop();
        with.stop_calls();
    });
    std::unordered_map<std::string_view, const model::Cause*> causes;
    for (const model::Operation& operation : report.plan.operations) {
        causes[operation.id] = &operation.cause;
    }
    report.applied = await<apply::ApplyReport>(with, [&](auto done) {
        executor->run(
            report.plan,
            [&](const apply::OperationReport& operation, std::size_t ended, std::size_t total) {
                if (operation.outcome != apply::OperationOutcome::held ||
                    report.held_anew.contains(operation.operation_id)) {
                    tell(with.log, report.run_id, operation, *causes.at(operation.operation_id));
                }
                if (request.progress) {
                    request.progress(operation, ended, total);
                }
            },
            std::move(done));
    });
    with.stop.on_ask({});
    tell(with.log, report.run_id, report.applied.adopted);
    const auto counts = report.applied.counts();
    const auto left = counts.find(apply::OperationOutcome::not_started);
    if (report.applied.unreachable) {
        out_of_reach(report,
                     "DingTalk went out of reach while changes were sent" + last_words(report));
    } else if (counts.contains(apply::OperationOutcome::done)) {
        report.dingtalk = Contact::answered;
    }
    report.interrupted = with.stop.asked() && left != counts.end() && !report.applied.unreachable;
}

Calls calls_so_far(const Surroundings& with)
{
    return with.client == nullptr ? Calls{} : with.client->counts();
}

// However the run ends: a block of DingTalk's, or a quota used up, holds for the next one too.
class Limits
{
public:
    explicit Limits(Surroundings& with) : with_{with}, before_{calls_so_far(with)} {}
    ~Limits()
    {
        if (with_.client != nullptr) {
            keep_standing(with_.store, with_.client->standing());
        }
    }
    Limits(const Limits&) = delete;
    Limits& operator=(const Limits&) = delete;
    Calls calls() const { return since(before_, calls_so_far(with_)); }

private:
    Surroundings& with_;
    Calls before_;
};

void work(Surroundings& with, const Request& request, Report& report)
{
    auto began = with.loop.steady();
    model::Json phases{{"run_id", report.run_id}};
    const auto note = [&](const char* phase) {
        const auto now = with.loop.steady();
        phases[phase] = (now - std::exchange(began, now)).count();
    };
    if (!request.saved && request.read_sources) {
        read_sources(with, request, report);
    }
    note("read_ms");
    with.pulse.beat();
    report.interrupted = with.stop.asked();
    if (report.interrupted || !observe(with, request, report) ||
        !observe_rights(with, request, report)) {
        report.interrupted = with.stop.asked();
        return;
    }
    link_who_joined(with, report);
    with.pulse.beat();
    note("observe_ms");
    if (request.saved) {
        guard_saved(with, *request.saved, report);
    } else {
        plan_changes(with, request, report);
    }
    note("plan_ms");
    const auto made_before = calls_so_far(with);
    compare_with_plan(report.drift, report.plan);
    name_owners(with, report.drift);
    compare_rights_with_plan(report.drift, report.plan);
    tell(with.log, report.run_id, report.drift);
    with.pulse.beat();
    if (request.apply) {
        carry_out(with, request, report);
        add_invited(with, report);
        report.calls_to_apply = since(made_before, calls_so_far(with));
        learn_of_changes(with, report);
        write_back(with, report);
    }
    note("apply_ms");
    with.log.info("run.phases", phases);
}

// A run that ends with an exception has ended all the same, and says of what.
void end_as_failed(Surroundings& with, state::Run run, const Report& report, const char* why)
{
    run.ended = with.loop.now();
    run.outcome = std::string{to_string(Outcome::failed)};
    run.summary = summary_of(report);
    run.summary["error"] = why;
    try {
        with.store.runs().end_run(run);
    } catch (const state::StoreError&) { // then the next start closes it
    }
}

} // namespace

Report run(Surroundings& with, const Request& request)
{
    Report report;
    const auto began = with.loop.steady();
    state::Run run;
    with.pulse.beat();
    if (request.apply) {
        run = with.store.runs().begin_run(request.trigger, with.loop.now());
        report.run_id = run.id;
        if (request.begun) {
            request.begun(run.id);
        }
        with.log.info("run.started",
                      {{"run_id", run.id}, {"trigger", request.trigger}, {"full", request.full}});
    }
    try {
        const Limits limits{with};
        work(with, request, report);
        report.calls = limits.calls();
    } catch (const std::exception& error) {
        if (request.apply) {
            end_as_failed(with, run, report, error.what());
        }
        throw;
    }
    report.outcome = outcome_of(report);
    report.took = with.loop.steady() - began;
    if (request.apply) {
        run.ended = with.loop.now();
        run.outcome = std::string{to_string(report.outcome)};
        run.summary = summary_of(report);
        with.store.runs().end_run(run);
        report.audit = with.store.audit().mark();
    }
    tell(with.log, report);
    return report;
}

} // namespace rosterd::cycle
