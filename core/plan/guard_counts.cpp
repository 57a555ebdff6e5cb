#include "core/plan/guard_counts.hpp"

#include <algorithm>
#include <cmath>

#include "core/plan/batches.hpp"

namespace rosterd::plan
{

using model::Counted;
using model::Operation;
using model::OperationKind;

namespace
{

bool counts_as_right(const Operation& operation)
{
    return in_batches(operation.kind) &&
           std::ranges::none_of(operation.needs, [](const std::string& need) {
               return need.starts_with("u-create-");
           });
}

bool counts_as_update(const Operation& operation)
{
    const std::string& rule = operation.cause.rule;
    return counts_as_right(operation) || (operation.kind == OperationKind::user_update &&
                                          rule != "number.swap" && rule != "manager.ring");
}

bool counts_as_leaver(const Operation& operation)
{
    return operation.kind == OperationKind::user_disable ||
           (operation.kind == OperationKind::user_delete && operation.cause.rule != "leaver.grace");
}

} // namespace

bool counts(Counted kind, const Operation& operation)
{
    switch (kind) {
    case Counted::leavers:
        return counts_as_leaver(operation);
    case Counted::updates:
        return counts_as_update(operation);
    case Counted::department_deletes:
        return operation.kind == OperationKind::department_delete;
    case Counted::creates:
        return operation.kind == OperationKind::user_create;
    case Counted::enables:
        return operation.kind == OperationKind::user_enable;
    case Counted::rights:
        return counts_as_right(operation);
    }
    return false;
}

std::vector<OperationKind> kinds_of(Counted kind)
{
    switch (kind) {
    case Counted::leavers:
        return {OperationKind::user_delete, OperationKind::user_disable};
    case Counted::updates:
        return {OperationKind::user_update, OperationKind::role_grant, OperationKind::role_revoke,
                OperationKind::attendance_add, OperationKind::attendance_remove};
    case Counted::department_deletes:
        return {OperationKind::department_delete};
    case Counted::creates:
        return {OperationKind::user_create};
    case Counted::enables:
        return {OperationKind::user_enable};
    case Counted::rights:
        return {OperationKind::role_grant, OperationKind::role_revoke,
                OperationKind::attendance_add, OperationKind::attendance_remove};
    }
    return {};
}

bool is_proven(std::string_view rule)
{
    return rule != "leaver.absent";
}

bool is_proven_leaver(const Operation& operation)
{
    return counts_as_leaver(operation) && operation.cause.rule.starts_with("leaver.") &&
           is_proven(operation.cause.rule);
}

std::int64_t allowed_by(const model::Limit& limit, std::int64_t managed)
{
    return std::max<std::int64_t>(limit.count, share(limit.percent, managed));
}

std::int64_t allowed_above_floor(const model::Limit& limit, std::int64_t managed)
{
    const auto stay =
        static_cast<std::int64_t>(std::ceil(limit.floor * static_cast<double>(managed) / 100.0));
    return std::min(allowed_by(limit, managed), managed - stay);
}

std::int64_t share(double percent, std::int64_t of)
{
    return static_cast<std::int64_t>(percent * static_cast<double>(of) / 100.0);
}

} // namespace rosterd::plan
