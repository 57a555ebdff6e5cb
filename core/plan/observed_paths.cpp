#include "core/plan/observed_paths.hpp"

#include "core/model/fields.hpp"

namespace rosterd::plan
{

ObservedPaths::ObservedPaths(const PlanInput& input) : root_{input.policy.root_dept_id}
{
    for (const model::ObservedDepartment& one : input.observed_departments) {
        observed_[one.dept_id] = &one;
    }
}

std::string ObservedPaths::of(model::DeptId dept_id) const
{
    std::string path;
    auto at = observed_.find(dept_id);
    for (std::size_t level = 0;
         at != observed_.end() && at->first != root_ && level < model::kMaxDepartmentDepth;
         ++level) {
        path.insert(0, "/" + at->second->name);
        at = observed_.find(at->second->parent_id);
    }
    return path;
}

} // namespace rosterd::plan
