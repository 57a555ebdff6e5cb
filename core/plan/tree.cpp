#include "core/plan/tree.hpp"

namespace rosterd::plan
{

using model::DepartmentKey;
using model::DeptId;

std::set<DepartmentKey> kept_keys(const PlanInput& input, const Tree& tree)
{
    std::set<DepartmentKey> kept;
    const auto keep = [&kept](const DepartmentKey& key) {
        kept.insert(key);
        if (model::is_path(key)) {
            for (const std::string& path : model::ancestors_of(key)) {
                kept.insert(path);
            }
        }
    };
    for (const DepartmentKey& key : tree.in_use) {
        keep(key);
    }
    for (const model::Department& record : input.department_records) {
        keep(record.key);
        keep(record.parent);
    }
    return kept;
}

std::string department_mark(const DepartmentKey& key)
{
    return std::string{kMark} + key;
}

const Node* Tree::find(const DepartmentKey& key) const
{
    const auto found = nodes.find(key);
    return found == nodes.end() ? nullptr : &found->second;
}

Tree::Step Tree::above(const Step& step) const
{
    if (step.node != nullptr && (step.node->moves || !step.node->dept_id)) {
        const Node* parent = find(step.node->parent);
        return parent == nullptr ? Step{nullptr, root} : Step{parent, parent->dept_id};
    }
    const auto there = step.dept_id ? observed.find(*step.dept_id) : observed.end();
    if (there == observed.end()) {
        return {};
    }
    const auto node = by_id.find(there->second->parent_id);
    return {node == by_id.end() ? nullptr : node->second, there->second->parent_id};
}

std::optional<Place> Tree::place(const DepartmentKey& key) const
{
    if (key == "/") {
        return Place{key, root};
    }
    const Node* node = find(key);
    if (node == nullptr || node->blocked) {
        return std::nullopt;
    }
    return Place{key, node->dept_id};
}

bool Tree::managed(DeptId dept_id) const
{
    return root == model::kCompanyRoot || subtree.contains(dept_id);
}

} // namespace rosterd::plan
