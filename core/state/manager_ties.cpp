#include "core/state/manager_ties.hpp"

#include <algorithm>

namespace rosterd::state
{

void drop_as_leader(MirrorStore& mirror, const std::string& userid,
                    std::span<const model::DeptId> stays)
{
    for (model::ObservedDepartment& department : mirror.departments()) {
        const bool member = std::ranges::count(stays, department.dept_id) > 0;
        if (!member && std::erase(department.manager_userids, userid) > 0) {
            mirror.put(department);
        }
    }
}

std::vector<std::string> remove_account(MirrorStore& mirror, const std::string& userid)
{
    mirror.remove_user(userid);
    drop_as_leader(mirror, userid, {});
    return mirror.drop_manager(userid);
}

} // namespace rosterd::state
