#include "core/plan/guard_counts.hpp"

#include <algorithm>

#include "core/plan/batches.hpp"

namespace rosterd::plan
{

using model::Operation;
using model::OperationKind;

bool counts_as_leaver(const Operation& operation)
{
    const std::string& rule = operation.cause.rule;
    return operation.kind == OperationKind::user_disable ||
           (operation.kind == OperationKind::user_delete && rule != "leaver.grace");
}

bool counts_as_update(const Operation& operation)
{
    const std::string& rule = operation.cause.rule;
    if (in_batches(operation.kind)) {
        return std::ranges::none_of(
            operation.needs, [](const std::string& need) { return need.starts_with("u-create-"); });
    }
    return operation.kind == OperationKind::user_update && rule != "number.swap" &&
           rule != "manager.ring";
}

bool counts_as_department_delete(const Operation& operation)
{
    return operation.kind == OperationKind::department_delete;
}

bool is_proven(const Operation& operation)
{
    return operation.cause.rule != "leaver.absent";
}

std::int64_t allowed_by(const model::Limit& limit, std::int64_t managed)
{
    return std::max<std::int64_t>(limit.count, share(limit.percent, managed));
}

std::int64_t share(double percent, std::int64_t of)
{
    return static_cast<std::int64_t>(percent * static_cast<double>(of) / 100.0);
}

std::int64_t sum(const std::map<OperationKind, std::int64_t>& done,
                 std::initializer_list<OperationKind> kinds)
{
    std::int64_t total = 0;
    for (const OperationKind kind : kinds) {
        const auto found = done.find(kind);
        total += found == done.end() ? 0 : found->second;
    }
    return total;
}

} // namespace rosterd::plan
