#include "daemon/cycle/report.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/dingtalk/explain.hpp"
#include "core/plan/rollout.hpp"
#include "daemon/cycle/drift.hpp"

namespace rosterd::cycle
{

namespace
{

using apply::OperationOutcome;
using model::Json;

std::int64_t count_of(const Report& report, OperationOutcome outcome)
{
    const auto counts = report.applied.counts();
    const auto found = counts.find(outcome);
    return found == counts.end() ? 0 : found->second;
}

std::string message_of(const SourceReport& source)
{
    if (!source.ok) {
        return source.error.message;
    }
    std::string lost;
    for (const ingest::LostColumn& one :
         source.refused ? source.refused->lost : std::vector<ingest::LostColumn>{}) {
        lost += (lost.empty() ? "not accepted, people lost: " : ", ") + one.field;
    }
    return lost.empty() ? source.notes : source.notes + "; " + lost;
}

struct Phrase {
    model::OperationKind kind;
    const char* one;
    const char* many;
};
constexpr Phrase kPhrases[] = {
    {model::OperationKind::department_create, "department created", "departments created"},
    {model::OperationKind::department_update, "department changed", "departments changed"},
    {model::OperationKind::department_delete, "department deleted", "departments deleted"},
    {model::OperationKind::user_create, "person created", "people created"},
    {model::OperationKind::user_update, "person changed", "people changed"},
    {model::OperationKind::user_disable, "account disabled", "accounts disabled"},
    {model::OperationKind::user_enable, "account enabled", "accounts enabled"},
    {model::OperationKind::user_delete, "account removed", "accounts removed"},
    {model::OperationKind::role_create, "role created", "roles created"},
    {model::OperationKind::role_grant, "role granted", "roles granted"},
    {model::OperationKind::role_revoke, "role revoked", "roles revoked"},
    {model::OperationKind::attendance_add, "person put into an attendance group",
     "people put into attendance groups"},
    {model::OperationKind::attendance_remove, "person taken out of an attendance group",
     "people taken out of attendance groups"},
};

std::map<model::OperationKind, std::int64_t> done_by_kind(const Report& report)
{
    std::map<model::OperationKind, std::int64_t> counts;
    for (const apply::OperationReport& one : report.applied.operations) {
        if (one.outcome == OperationOutcome::done) {
            ++counts[one.kind];
        }
    }
    return counts;
}

// People who got an account, or had theirs enabled, since they are back.
std::int64_t back_again(const Report& report)
{
    std::unordered_set<std::string_view> rehires;
    for (const model::Operation& operation : report.plan.operations) {
        if (operation.cause.rule == "rehire" && operation.id.starts_with("u-")) {
            rehires.insert(operation.id);
        }
    }
    return std::ranges::count_if(report.applied.operations, [&](const apply::OperationReport& one) {
        return one.outcome == OperationOutcome::done && rehires.contains(one.operation_id);
    });
}

// Of a staged rollout: no guard, and no approval either.
std::int64_t waiting_for_ring(const Report& report)
{
    std::unordered_set<std::string_view> later;
    for (const model::Hold& hold : report.plan.held) {
        if (hold.guard == "rollout") {
            later.insert(hold.operations.begin(), hold.operations.end());
        }
    }
    return std::ranges::count_if(report.applied.operations, [&](const apply::OperationReport& one) {
        return one.outcome == OperationOutcome::held && later.contains(one.operation_id);
    });
}

Json calls_json(const std::map<std::string, dingtalk::CallCount>& calls)
{
    dingtalk::CallCount sum;
    for (const auto& [path, count] : calls) {
        sum.sent += count.sent;
        sum.refused_by_rate += count.refused_by_rate;
        sum.metered += count.metered;
    }
    return {{"sent", sum.sent}, {"throttled", sum.refused_by_rate}, {"metered", sum.metered}};
}

// What the plan was to take, beside what it took: by path, without tokens.
Json forecast_json(const Report& report)
{
    Json sent = Json::object();
    for (const auto& [path, count] : report.calls_to_apply) {
        sent[path] = count.sent;
    }
    return {{"calls", report.plan.forecast.calls}, {"sent", std::move(sent)}};
}

std::map<std::string, std::int64_t> findings_by_severity(const Report& report)
{
    std::map<std::string, std::int64_t> counts;
    for (const model::Finding& finding : report.plan.findings) {
        ++counts[std::string{model::to_string(finding.severity)}];
    }
    return counts;
}

// A field that was not emptied is nothing to see to; somebody who needed its value is.
bool waits_for_what_had_no_effect(const Report& report)
{
    std::unordered_set<std::string_view> without;
    std::unordered_set<std::string_view> blocked;
    for (const apply::OperationReport& one : report.applied.operations) {
        if (one.outcome == OperationOutcome::no_effect) {
            without.insert(one.operation_id);
        } else if (one.outcome == OperationOutcome::blocked) {
            blocked.insert(one.operation_id);
        }
    }
    return std::ranges::any_of(report.plan.operations, [&](const model::Operation& one) {
        return blocked.contains(one.id) &&
               std::ranges::any_of(one.needs,
                                   [&](const std::string& id) { return without.contains(id); });
    });
}

} // namespace

std::string_view name_of(OperationOutcome outcome)
{
    switch (outcome) {
    case OperationOutcome::done:
        return "done";
    case OperationOutcome::invited:
        return "invited";
    case OperationOutcome::failed:
        return "failed";
    case OperationOutcome::skipped:
        return "skipped";
    case OperationOutcome::no_effect:
        return "no_effect";
    case OperationOutcome::held:
        return "held";
    case OperationOutcome::blocked:
        return "blocked";
    case OperationOutcome::not_started:
        return "not_started";
    }
    return "";
}

std::string_view to_string(Outcome outcome)
{
    switch (outcome) {
    case Outcome::done:
        return "done";
    case Outcome::held:
        return "held";
    case Outcome::failed:
        return "failed";
    case Outcome::interrupted:
        return "interrupted";
    case Outcome::unreachable:
        return "unreachable";
    }
    return "";
}

Outcome outcome_of(const Report& report)
{
    if (report.interrupted) {
        return Outcome::interrupted;
    }
    if (count_of(report, OperationOutcome::failed) + count_of(report, OperationOutcome::skipped) >
            0 ||
        waits_for_what_had_no_effect(report)) {
        return Outcome::failed;
    }
    if (!report.unreachable.empty()) {
        return Outcome::unreachable;
    }
    if (count_of(report, OperationOutcome::not_started) > 0) {
        return Outcome::failed;
    }
    return plan::waits_for_approval(report.plan) ? Outcome::held : Outcome::done;
}

Json summary_of(const Report& report)
{
    Json operations = Json::object();
    for (const auto& [kind, count] : done_by_kind(report)) {
        operations[std::string{model::to_string(kind)}] = count;
    }
    Json outcomes = Json::object();
    for (const auto& [outcome, count] : report.applied.counts()) {
        outcomes[std::string{name_of(outcome)}] = count;
    }
    Json sources = Json::array();
    for (const SourceReport& source : report.sources) {
        sources.push_back({{"name", source.name},
                           {"ok", source.ok && !source.refused},
                           {"records", source.records},
                           {"accepted", source.accepted},
                           {"absent", source.absent},
                           {"quarantined", source.quarantined},
                           {"message", message_of(source)}});
    }
    Json written_back = Json::array();
    for (const WrittenBack& one : report.written_back) {
        written_back.push_back({{"source", one.source},
                                {"people", one.people},
                                {"put_off", one.put_off},
                                {"error", one.error}});
    }
    return {{"plan", report.plan.fingerprint},
            {"operations", std::move(operations)},
            {"outcomes", std::move(outcomes)},
            {"findings", findings_by_severity(report)},
            {"rehired", back_again(report)},
            {"adopted", report.applied.adopted.accounts.size()},
            {"adopted_departments", report.applied.adopted.departments.size()},
            {"held", report.plan.held.size()},
            {"drift", json_of(report.drift)},
            {"calls", calls_json(report.calls)},
            {"forecast", forecast_json(report)},
            {"sources", std::move(sources)},
            {"write_back", std::move(written_back)},
            {"unreachable", report.unreachable}};
}

void tell(log::Log& log, const std::string& run_id, const SourceReport& report)
{
    if (!report.ok) {
        log.error("source.failed", {{"run_id", run_id},
                                    {"source", report.name},
                                    {"message", report.error.message},
                                    {"hint", report.error.hint}});
        return;
    }
    if (report.refused) {
        for (const ingest::LostColumn& one : report.refused->lost) {
            log.error("source.refused",
                      {{"run_id", run_id},
                       {"source", report.name},
                       {"field", one.field},
                       {"people", one.people},
                       {"had", one.had},
                       {"message", "these people lost what stood in this field: the roster was not "
                                   "accepted, but for those it names as leavers"},
                       {"hint", "mend the export, or see rosterd holds and approve it"}});
        }
    }
    log.info("source.read", {{"run_id", run_id},
                             {"source", report.name},
                             {"records", report.records},
                             {"fresh", report.fresh},
                             {"accepted", report.accepted},
                             {"absent", report.absent},
                             {"quarantined", report.quarantined},
                             {"message", report.notes}});
}

void tell(log::Log& log, const std::string& run_id, const apply::OperationReport& operation,
          const model::Cause& cause)
{
    Json fields{{"run_id", run_id},
                {"operation", operation.operation_id},
                {"employee_id", operation.employee_id},
                {"userid", operation.userid},
                {"errcode", operation.code},
                {"request_id", operation.request_id},
                {"took_ms", operation.took.count()},
                {"message", dingtalk::told(operation.code, operation.message, operation.request_id,
                                           model::Language::en)}};
    fields["source"] = cause.source;
    fields["cause"] = cause.rule + " " + cause.where;
    const std::string event = "operation." + std::string{name_of(operation.outcome)};
    switch (operation.outcome) {
    case OperationOutcome::done:
    case OperationOutcome::invited:
        log.info(event, fields);
        return;
    case OperationOutcome::failed:
        log.error(event, fields);
        return;
    case OperationOutcome::skipped:
    case OperationOutcome::no_effect:
    case OperationOutcome::blocked:
    case OperationOutcome::held:
    case OperationOutcome::not_started:
        log.warning(event, fields);
        return;
    }
}

void tell(log::Log& log, const std::string& run_id, const apply::Adopted& adopted)
{
    for (const model::Adoption& one : adopted.accounts) {
        log.info("account.adopted", {{"run_id", run_id},
                                     {"source", one.source},
                                     {"employee_id", one.employee_id},
                                     {"userid", one.userid},
                                     {"cause", "match." + one.rule}});
    }
    for (const model::DepartmentAdoption& one : adopted.departments) {
        log.info(one.was.empty() ? "department.adopted" : "department.goes_on",
                 {{"run_id", run_id},
                  {"department", one.key},
                  {"dept_id", one.dept_id},
                  {"was", one.was}});
    }
}

void tell(log::Log& log, const Report& report)
{
    Json fields{{"run_id", report.run_id},
                {"outcome", to_string(report.outcome)},
                {"took_ms", report.took.count()},
                {"message", sentence_of(report)}};
    if (!report.run_id.empty()) { // kept in another place, it proves that the trail is whole
        fields["audit"] = std::to_string(report.audit.entries) + ":" + report.audit.seal;
    }
    for (const model::Hold& hold : report.plan.held) {
        if (hold.asks_nobody()) {
            continue;
        }
        log.warning("hold", {{"run_id", report.run_id},
                             {"hold", hold.id},
                             {"guard", hold.guard},
                             {"limit", hold.limit},
                             {"found", hold.found},
                             {"message", hold.explanation}});
    }
    if (report.outcome == Outcome::done || report.outcome == Outcome::held) {
        log.info(report.run_id.empty() ? "plan.made" : "run.ended", fields);
    } else if (report.outcome == Outcome::interrupted) {
        log.warning("run.ended", fields);
    } else {
        log.error("run.ended", fields);
    }
}

std::string sentence_of(const Report& report)
{
    std::string out;
    const auto add = [&](std::int64_t count, const std::string& text) {
        if (count > 0) {
            out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + text;
        }
    };
    const auto counts = done_by_kind(report);
    for (const Phrase& phrase : kPhrases) {
        const auto found = counts.find(phrase.kind);
        const auto count = found == counts.end() ? 0 : found->second;
        add(count, count == 1 ? phrase.one : phrase.many);
    }
    const auto back = back_again(report);
    add(back, "of them back after they had left");
    const auto accounts = static_cast<std::int64_t>(report.applied.adopted.accounts.size());
    add(accounts, accounts == 1 ? "existing account adopted" : "existing accounts adopted");
    const auto departments = static_cast<std::int64_t>(report.applied.adopted.departments.size());
    add(departments,
        departments == 1 ? "existing department adopted" : "existing departments adopted");
    const auto invited = count_of(report, OperationOutcome::invited);
    add(invited, invited == 1 ? "person invited" : "people invited");
    const auto later = waiting_for_ring(report);
    add(count_of(report, OperationOutcome::held) - later, "held");
    add(later, "for rings that have not started");
    for (const WrittenBack& one : report.written_back) {
        add(one.people,
            (one.people == 1 ? "person" : "people") + (" written back to " + one.source));
        add(one.put_off, (one.put_off == 1 ? "person" : "people") +
                             (" not written back to " + one.source + ", to be tried again"));
    }
    add(count_of(report, OperationOutcome::failed), "failed");
    add(count_of(report, OperationOutcome::skipped), "skipped");
    add(count_of(report, OperationOutcome::no_effect), "without effect");
    add(count_of(report, OperationOutcome::blocked), "blocked by these");
    add(count_of(report, OperationOutcome::not_started),
        report.interrupted ? "left" : "not started");
    if (!report.unreachable.empty()) {
        out += (out.empty() ? "" : "; ") + report.unreachable;
    }
    if (report.interrupted) {
        return "interrupted: " + (out.empty() ? "nothing was sent" : out) +
               "; run it again for the rest";
    }
    if (out.empty() && report.run_id.empty() && !report.plan.empty()) {
        const auto count = report.plan.operations.size();
        return std::to_string(count) + (count == 1 ? " operation" : " operations") + " planned";
    }
    return out.empty() ? "nothing to do" : out;
}

} // namespace rosterd::cycle
