// Departments by their names in DingTalk.
#pragma once

#include <string>
#include <unordered_map>

#include "core/plan/plan.hpp"

namespace rosterd::plan
{

class ObservedPaths
{
public:
    explicit ObservedPaths(const PlanInput& input); // must outlive this

    // "/零售/旺角店", below the managed root; empty for the root, and for what nobody has seen.
    std::string of(model::DeptId dept_id) const;

private:
    model::DeptId root_;
    std::unordered_map<model::DeptId, const model::ObservedDepartment*> observed_;
};

} // namespace rosterd::plan
