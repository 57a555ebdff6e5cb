#include "daemon/cycle/report.hpp"

#include <algorithm>
#include <unordered_set>

#include "core/plan/rollout.hpp"
#include "daemon/cycle/drift.hpp"
#include "daemon/cycle/report_counts.hpp"

namespace rosterd::cycle
{

namespace
{

using apply::OperationOutcome;
using model::Json;

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

} // namespace rosterd::cycle
