#include "daemon/cycle/report.hpp"
#include "daemon/cycle/report_counts.hpp"

namespace rosterd::cycle
{

namespace
{

using apply::OperationOutcome;

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

} // namespace

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
