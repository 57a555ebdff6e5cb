#include "core/plan/doubles.hpp"

#include <algorithm>
#include <map>

#include "core/plan/guard_counts.hpp"

namespace rosterd::plan
{

std::vector<Doubles> doubles(const model::Plan& plan, const PlanInput& input,
                             const std::vector<bool>& open, const std::vector<bool>& passed)
{
    const std::int64_t allowed = allowed_by(input.policy.leavers, input.managed_people);
    std::map<std::string, Doubles> by_source;
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        const model::Operation& operation = plan.operations[i];
        const bool missing = operation.cause.rule == "leaver.absent" && !passed[i];
        const bool fresh = operation.kind == model::OperationKind::user_create &&
                           operation.cause.rule == "joiner" && open[i];
        if (!missing && !fresh) {
            continue;
        }
        Doubles& one = by_source[operation.source];
        one.creations.resize(plan.operations.size(), false);
        one.missing += missing ? 1 : 0;
        one.creations[i] = fresh;
    }
    std::vector<Doubles> found;
    for (auto& [source, one] : by_source) {
        if (one.missing > allowed && std::ranges::count(one.creations, true) > allowed) {
            one.source = source;
            one.allowed = allowed;
            found.push_back(std::move(one));
        }
    }
    return found;
}

} // namespace rosterd::plan
