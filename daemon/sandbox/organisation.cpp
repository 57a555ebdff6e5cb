// What Organisation answers, and its departments. Its users' changes: organisation_users.cpp.
#include "daemon/sandbox/organisation.hpp"

#include <algorithm>
#include <iterator>

namespace rosterd::sandbox
{

Organisation::Organisation(std::string company)
{
    Department root;
    root.dept_id = model::kCompanyRoot;
    root.name = std::move(company);
    restore_department(std::move(root));
    revision_ = 0;
}

const Department* Organisation::department(DeptId id) const
{
    const auto found = departments_.find(id);
    return found == departments_.end() ? nullptr : &found->second.value;
}

std::vector<const Department*> Organisation::children(DeptId id) const
{
    std::vector<const Department*> found;
    for (const auto& [name, child] : departments_.at(id).children) {
        found.push_back(&departments_.at(child).value);
    }
    std::ranges::sort(found, [](const Department* a, const Department* b) {
        return std::pair{a->order, a->dept_id} < std::pair{b->order, b->dept_id};
    });
    return found;
}

std::vector<DeptId> Organisation::chain(DeptId id) const
{
    std::vector<DeptId> ids;
    for (const auto* at = department(id); at != nullptr; at = department(at->parent_id)) {
        ids.push_back(at->dept_id);
    }
    return ids;
}

std::vector<DeptId> Organisation::department_ids() const
{
    std::vector<DeptId> ids;
    ids.reserve(departments_.size());
    for (const auto& [id, node] : departments_) {
        ids.push_back(id);
    }
    return ids;
}

std::size_t Organisation::direct_members(DeptId id) const
{
    return departments_.at(id).members.size();
}

std::size_t Organisation::all_members(DeptId id) const
{
    if (id == model::kCompanyRoot) {
        return users_.size(); // everyone is somewhere below the root
    }
    std::set<const User*> found;
    collect(id, found);
    return found.size();
}

void Organisation::collect(DeptId id, std::set<const User*>& found) const
{
    const auto& node = departments_.at(id);
    for (const auto& member : node.members) {
        found.insert(member.user);
    }
    for (const auto& [name, child] : node.children) {
        collect(child, found);
    }
}

bool Organisation::holds_member(DeptId id) const
{
    const auto& node = departments_.at(id);
    return !node.members.empty() || std::ranges::any_of(node.children, [this](const auto& child) {
        return holds_member(child.second);
    });
}

std::size_t Organisation::height(DeptId id) const
{
    std::size_t below = 0;
    for (const auto& [name, child] : departments_.at(id).children) {
        below = std::max(below, height(child));
    }
    return below + 1;
}

Outcome<Done> Organisation::check_department(const Department& next, const Rules& rules) const
{
    for (const auto& manager : next.managers) {
        const auto* member = user(manager);
        if (member == nullptr || position_in(*member, next.dept_id) == nullptr) {
            return refuse(40031, manager);
        }
    }
    return check_place(next, rules);
}

Outcome<Done> Organisation::check_place(const Department& next, const Rules& rules) const
{
    const auto parent = departments_.find(next.parent_id);
    if (parent == departments_.end()) {
        return refuse(60004);
    }
    const auto above = chain(next.parent_id);
    const bool exists = next.dept_id != 0;
    if (exists && std::ranges::find(above, next.dept_id) != above.end()) {
        return refuse(60010);
    }
    const auto& siblings = parent->second.children;
    const auto same = siblings.find(next.name);
    if (same != siblings.end() && same->second != next.dept_id) {
        return refuse(rules.sibling_name_code, "dept_id:" + std::to_string(same->second));
    }
    // `above` counts the root, which is no level; the new one's own levels come on top.
    if (above.size() - 1 + (exists ? height(next.dept_id) : 1) > rules.department_depth) {
        return refuse(60002);
    }
    const bool arrives = !exists || department(next.dept_id)->parent_id != next.parent_id;
    if (arrives && siblings.size() >= rules.children_per_department) {
        return refuse(60110);
    }
    return Done{};
}

Outcome<DeptId> Organisation::add_department(Department department, const Rules& rules)
{
    if (auto good = check_department(department, rules); !good) {
        return tl::unexpected{good.error()};
    }
    if (rules.most_departments != 0 && departments_.size() >= rules.most_departments) {
        return refuse(60110);
    }
    department.dept_id = next_dept_id_;
    if (department.order == 0) {
        department.order = department.dept_id; // the newest last
    }
    restore_department(std::move(department));
    changes_.push_back({ChangeKind::department_created, "", next_dept_id_ - 1});
    return next_dept_id_ - 1;
}

Outcome<Done> Organisation::replace_department(Department department, const Rules& rules)
{
    if (auto good = check_department(department, rules); !good) {
        return good;
    }
    auto& node = departments_.at(department.dept_id);
    departments_.at(node.value.parent_id).children.erase(node.value.name);
    departments_.at(department.parent_id).children[department.name] = department.dept_id;
    node.value = std::move(department);
    changes_.push_back({ChangeKind::department_changed, "", node.value.dept_id});
    ++revision_;
    return Done{};
}

Outcome<Done> Organisation::remove_department(DeptId id, const Rules& rules)
{
    if (id == model::kCompanyRoot) {
        return refuse(60007);
    }
    if (department(id) == nullptr) {
        return refuse(60003);
    }
    if (holds_member(id)) {
        return refuse(60005);
    }
    if (!departments_.at(id).children.empty() && !rules.cascade_department_delete) {
        return refuse(60006);
    }
    drop_department(id);
    ++revision_;
    return Done{};
}

void Organisation::drop_department(DeptId id)
{
    const auto children = departments_.at(id).children;
    for (const auto& [name, child] : children) {
        drop_department(child);
    }
    const auto& value = departments_.at(id).value;
    departments_.at(value.parent_id).children.erase(value.name);
    departments_.erase(id);
    attendance_.forget(id);
    changes_.push_back({ChangeKind::department_removed, "", id});
}

void Organisation::restore_department(Department department)
{
    const auto id = department.dept_id;
    if (const auto parent = departments_.find(department.parent_id); parent != departments_.end()) {
        parent->second.children[department.name] = id;
    }
    departments_[id].value = std::move(department);
    next_dept_id_ = std::max(next_dept_id_, id + 1);
    ++revision_;
}

std::uint64_t Organisation::revision() const
{
    return revision_ + roles_.revision() + attendance_.revision() + notifications_.revision() +
           robots_.revision();
}

std::vector<const User*> Organisation::members(DeptId id) const
{
    return page(id, 0, departments_.at(id).members.size());
}

std::vector<const User*> Organisation::page(DeptId id, std::size_t from, std::size_t count) const
{
    const auto& members = departments_.at(id).members;
    std::vector<const User*> found;
    if (from >= members.size()) {
        return found;
    }
    auto at = std::next(members.begin(), static_cast<std::ptrdiff_t>(from));
    for (; at != members.end() && found.size() < count; ++at) {
        found.push_back(at->user);
    }
    return found;
}

std::vector<const User*> Organisation::users() const
{
    std::vector<const User*> all;
    all.reserve(users_.size());
    for (const auto& [userid, user] : users_) {
        all.push_back(&user);
    }
    std::ranges::sort(all, {}, &User::number);
    return all;
}

} // namespace rosterd::sandbox
