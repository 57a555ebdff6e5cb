#include <algorithm>
#include <optional>
#include <unordered_map>

#include "core/state/manager_ties.hpp"
#include "daemon/cycle/reread.hpp"

namespace rosterd::cycle
{

namespace
{

using model::DeptId;
using model::ObservedDepartment;
using model::ObservedUser;

// The managed subtree as the mirror will know it.
class Subtree
{
public:
    Subtree(std::vector<ObservedDepartment> mirrored, const Reread& read, DeptId root) : root_{root}
    {
        for (ObservedDepartment& department : mirrored) {
            departments_[department.dept_id] = std::move(department);
        }
        for (const ObservedDepartment& department : read.departments) {
            parents_[department.dept_id] = department.parent_id;
        }
    }

    bool holds(DeptId id) const
    {
        for (std::size_t steps = 0; steps <= departments_.size() + parents_.size(); ++steps) {
            if (id == root_) {
                return true;
            }
            const auto fresh = parents_.find(id);
            const auto mirrored = departments_.find(id);
            if (fresh != parents_.end()) {
                id = fresh->second;
            } else if (mirrored != departments_.end()) {
                id = mirrored->second.parent_id;
            } else {
                return false;
            }
        }
        return false; // a ring: seen while departments are moved
    }

    const ObservedDepartment* mirrored(DeptId id) const
    {
        const auto found = departments_.find(id);
        return found == departments_.end() ? nullptr : &found->second;
    }

private:
    DeptId root_;
    std::unordered_map<DeptId, ObservedDepartment> departments_;
    std::unordered_map<DeptId, DeptId> parents_; // as they are now
};

void take_departments(state::MirrorStore& mirror, const Reread& read, const Subtree& tree,
                      DeptId root, Taken& taken)
{
    for (ObservedDepartment department : read.departments) {
        if (!tree.holds(department.dept_id)) {
            // What was below it went with it, and nobody tells of that.
            taken.incomplete = taken.incomplete || tree.mirrored(department.dept_id) != nullptr;
            continue;
        }
        department.order = 0; // as a full read has it: not comparable
        if (department.dept_id == root) {
            department.manager_userids.clear();
        }
        std::ranges::sort(department.manager_userids);
        const ObservedDepartment* before = tree.mirrored(department.dept_id);
        if (before == nullptr || *before != department) {
            mirror.put(department);
        }
    }
    for (const DeptId id : read.gone_departments) {
        if (id == root) {
            taken.incomplete = true;
        } else if (tree.mirrored(id) != nullptr) {
            mirror.remove_department(id);
        }
    }
}

} // namespace

Taken take_over(state::MirrorStore& mirror, const Reread& read, DeptId root)
{
    Taken taken;
    const Subtree tree{mirror.departments(), read, root};
    take_departments(mirror, read, tree, root, taken);
    const auto mirrored = [&](const std::string& userid) -> std::optional<ObservedUser> {
        const std::vector<std::string> one{userid};
        auto found = mirror.users(one);
        return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
    };
    const auto remove = [&](const std::string& userid) {
        if (auto before = mirrored(userid)) {
            taken.changed.push_back({userid, std::move(before)});
        }
        const auto managed = state::remove_account(mirror, userid);
        for (ObservedUser& one : mirror.users(managed)) {
            one.manager_userid = userid;
            taken.changed.push_back({one.userid, std::move(one)});
        }
    };
    for (const ObservedUser& user : read.users) {
        const bool inside =
            root == model::kCompanyRoot ||
            std::ranges::any_of(user.dept_ids, [&](DeptId id) { return tree.holds(id); });
        if (!inside) {
            remove(user.userid);
        } else if (auto before = mirrored(user.userid); before != user) {
            mirror.put(user);
            if (before && before->dept_ids != user.dept_ids) {
                state::drop_as_leader(mirror, user.userid, user.dept_ids);
            }
            taken.changed.push_back({user.userid, std::move(before)});
        }
    }
    for (const std::string& userid : read.gone_users) {
        remove(userid);
    }
    return taken;
}

} // namespace rosterd::cycle
