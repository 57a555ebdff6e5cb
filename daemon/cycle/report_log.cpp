#include "core/dingtalk/explain.hpp"
#include "daemon/cycle/report.hpp"

namespace rosterd::cycle
{

using apply::OperationOutcome;
using model::Json;

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

} // namespace rosterd::cycle
