#include "daemon/cycle/report_counts.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>

namespace rosterd::cycle
{

using apply::OperationOutcome;

std::int64_t count_of(const Report& report, OperationOutcome outcome)
{
    const auto counts = report.applied.counts();
    const auto found = counts.find(outcome);
    return found == counts.end() ? 0 : found->second;
}

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

} // namespace rosterd::cycle
