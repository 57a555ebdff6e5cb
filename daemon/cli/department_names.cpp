#include "daemon/cli/department_names.hpp"

namespace rosterd::cli
{

std::map<model::DeptId, std::string> department_names(state::Store& store, model::DeptId root)
{
    std::map<model::DeptId, model::ObservedDepartment> all;
    for (model::ObservedDepartment& department : store.mirror().departments()) {
        all.emplace(department.dept_id, std::move(department));
    }
    std::map<model::DeptId, std::string> names;
    for (const auto& [id, department] : all) {
        std::string path = department.name;
        auto at = all.find(department.parent_id);
        for (std::size_t depth = 0; at != all.end() && depth <= 20; ++depth) {
            if (at->first == root) {
                break;
            }
            path.insert(0, at->second.name + "/");
            at = all.find(at->second.parent_id);
        }
        names[id] = path;
    }
    return names;
}

} // namespace rosterd::cli
