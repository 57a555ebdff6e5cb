#include "core/plan/workplace.hpp"

#include <algorithm>

#include "core/model/fields.hpp"
#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::DepartmentKey;
using model::DeptId;

// nullopt: not below the managed root.
std::optional<DepartmentKey> key_of(DeptId dept_id, const PlanInput& input)
{
    const DeptId root = input.policy.root_dept_id;
    std::string below; // what the way up has gone through
    // The bound ends a ring of parents.
    for (std::size_t steps = 0; steps <= model::kMaxDepartmentDepth; ++steps) {
        if (dept_id == root) {
            return below.empty() ? "/" : below;
        }
        const auto link =
            std::ranges::find(input.department_links, dept_id, &DepartmentLink::dept_id);
        if (link != input.department_links.end() && (below.empty() || model::is_path(link->key))) {
            return link->key + below;
        }
        const auto there = std::ranges::find(input.observed_departments, dept_id,
                                             &model::ObservedDepartment::dept_id);
        if (there == input.observed_departments.end()) {
            return std::nullopt;
        }
        below.insert(0, "/" + there->name);
        dept_id = there->parent_id;
    }
    return std::nullopt;
}

} // namespace

std::vector<DepartmentKey> workplaces_of(const model::ObservedUser& account, const PlanInput& input)
{
    std::vector<DepartmentKey> keys;
    for (const DeptId dept_id : account.dept_ids) {
        if (auto key = key_of(dept_id, input)) {
            keys.push_back(std::move(*key));
        }
    }
    return keys;
}

PersonCase as_employed(const PersonCase& leaver, const PlanInput& input)
{
    PersonCase employed = leaver;
    if (leaver.account) {
        employed.person.departments = workplaces_of(*leaver.account, input);
    }
    return employed;
}

} // namespace rosterd::plan
