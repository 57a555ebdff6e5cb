#include "core/plan/tree.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::DepartmentKey;
using model::DeptId;
using model::ObservedDepartment;

class Grower
{
public:
    Grower(const PlanInput& input, const Lifecycle& lifecycle, Findings& findings)
        : input_{input}, lifecycle_{lifecycle}, findings_{findings}
    {
        tree_.root = input.policy.root_dept_id;
        for (const ObservedDepartment& department : input.observed_departments) {
            tree_.observed.emplace(department.dept_id, &department);
            children_[department.parent_id].push_back(&department);
            if (department.source_identifier.starts_with("rosterd:")) {
                marked_.emplace(department.source_identifier, &department);
            }
        }
        for (const DepartmentLink& link : input.department_links) {
            links_.emplace(link.key, link.dept_id);
        }
        for (const model::Department& record : input.department_records) {
            records_.emplace(record.key, &record);
        }
    }

    Tree grow(const Targets& targets)
    {
        collect_subtree();
        note_departments_in_use(targets);
        want_all(targets);
        order_downward();
        resolve();
        return std::move(tree_);
    }

private:
    void collect_subtree()
    {
        std::vector<DeptId> open{tree_.root};
        while (!open.empty()) {
            const DeptId at = open.back();
            open.pop_back();
            if (tree_.subtree.insert(at).second) {
                for (const ObservedDepartment* child : children_[at]) {
                    open.push_back(child->dept_id);
                }
            }
        }
        for (const DepartmentLink& link : input_.department_links) {
            tree_.subtree.insert(link.dept_id);
        }
    }

    void note_departments_in_use(const Targets& targets)
    {
        std::map<DepartmentKey, std::int64_t> people = input_.departments_in_use;
        for (const Target& target : targets) {
            if (!target.verdict.over || !target.from->counted) {
                continue;
            }
            for (const DepartmentKey& key : model::departments_of(target.person())) {
                --people[key];
            }
        }
        for (const auto& [key, count] : people) {
            if (count > 0) {
                tree_.in_use.insert(key);
            }
        }
    }

    void want_all(const Targets& targets)
    {
        for (const Target& target : targets) {
            if (target.fate != Fate::keep && target.fate != Fate::create) {
                continue;
            }
            for (const DepartmentKey& key :
                 target.person().departments.value_or(std::vector<DepartmentKey>{})) {
                want(key, &target.person().origin);
            }
        }
        if (!input_.departments_changed) {
            return;
        }
        const model::Scope& scope = input_.policy.scope;
        const bool everything = scope.departments.empty() && scope.employee_ids.empty();
        const auto in_scope = [&](const DepartmentKey& key) {
            return everything || links_.contains(key) || lifecycle_.department_in_scope(key);
        };
        for (const DepartmentKey& key : tree_.in_use) {
            if (in_scope(key)) {
                want(key, nullptr);
            }
        }
        for (const model::Department& record : input_.department_records) {
            if (in_scope(record.key)) {
                want(record.key, &record.origin);
            }
        }
    }

    void want(const DepartmentKey& key, const model::Origin* origin)
    {
        if (tree_.nodes.contains(key)) {
            return;
        }
        if (model::is_path(key)) {
            for (const std::string& path : model::ancestors_of(key)) {
                Node node{.key = path,
                          .parent = model::parent_of(path),
                          .name = model::leaf_of(path),
                          .origin = origin};
                tree_.nodes.emplace(path, std::move(node));
            }
        } else {
            want_record(key, 0);
        }
    }

    // False: the chain of parents does not reach the root.
    bool want_record(const DepartmentKey& key, std::size_t depth)
    {
        if (key == "/" || tree_.nodes.contains(key)) {
            return true;
        }
        if (model::is_path(key)) {
            want(key, nullptr);
            return true;
        }
        const auto found = records_.find(key);
        if (found == records_.end()) {
            return want_linked(key);
        }
        const model::Department& record = *found->second;
        if (depth > records_.size() || !want_record(record.parent, depth + 1)) {
            report_parent(record);
            return want_linked(key);
        }
        tree_.nodes.emplace(key, Node{.key = key,
                                      .parent = record.parent,
                                      .name = record.name,
                                      .record = &record,
                                      .origin = &record.origin});
        return true;
    }

    // Without a usable record, a department that is linked stays as it is.
    bool want_linked(const DepartmentKey& key)
    {
        if (!links_.contains(key)) {
            return false;
        }
        tree_.nodes.emplace(key, Node{.key = key, .parent = "/"});
        return true;
    }

    void report_parent(const model::Department& record)
    {
        findings_.about(record.origin, "", model::Severity::error,
                        {"parent_id", record.parent, "department.parent_unknown",
                         "The department " + record.key + " (" + record.name +
                             ") has no way up to the root: its parent " + record.parent +
                             " is unknown or below it.",
                         "State the parent department, or leave it empty for the first level."});
    }

    void order_downward()
    {
        std::unordered_map<DepartmentKey, int> depths;
        for (auto& [key, node] : tree_.nodes) {
            int depth = 0;
            for (const Node* at = &node; at != nullptr; ++depth) {
                at = tree_.find(at->parent);
            }
            depths.emplace(key, depth);
            tree_.downward.push_back(&node);
        }
        std::ranges::stable_sort(tree_.downward, {},
                                 [&](const Node* node) { return depths.at(node->key); });
    }

    void resolve()
    {
        for (Node* node : tree_.downward) {
            if (const auto link = links_.find(node->key); link != links_.end()) {
                resolve_to(*node, link->second);
            }
        }
        for (Node* node : tree_.downward) {
            if (!node->dept_id) {
                adopt_or_create(*node);
            }
        }
    }

    // A link to a department that somebody deleted in DingTalk counts as no link.
    void resolve_to(Node& node, DeptId dept_id)
    {
        const auto found = tree_.observed.find(dept_id);
        if (found != tree_.observed.end()) {
            node.observed = found->second;
        } else if (input_.departments_changed) {
            return;
        }
        node.dept_id = dept_id;
        resolved_.insert(dept_id);
        tree_.by_id.emplace(dept_id, &node);
    }

    void adopt_or_create(Node& node)
    {
        const Node* parent = tree_.find(node.parent);
        if (parent != nullptr && parent->blocked) {
            node.blocked = true;
            return;
        }
        if (const ObservedDepartment* existing = existing_for(node, parent)) {
            node.adopted = true;
            resolve_to(node, existing->dept_id);
            return;
        }
        // Where nobody looked, nothing is created: it might be there.
        node.blocked = (!input_.departments_changed && input_.observed_departments.empty()) ||
                       (node.record == nullptr && !model::is_path(node.key));
    }

    const ObservedDepartment* existing_for(const Node& node, const Node* parent)
    {
        const auto parent_id = parent == nullptr ? std::optional{tree_.root} : parent->dept_id;
        if (parent_id) {
            for (const ObservedDepartment* child : children_[*parent_id]) {
                if (child->name == node.name && !resolved_.contains(child->dept_id)) {
                    return child;
                }
            }
        }
        const auto found = marked_.find(department_mark(node.key));
        return found == marked_.end() || resolved_.contains(found->second->dept_id) ? nullptr
                                                                                    : found->second;
    }

    const PlanInput& input_;
    const Lifecycle& lifecycle_;
    Findings& findings_;
    Tree tree_;
    std::unordered_map<DeptId, std::vector<const ObservedDepartment*>> children_;
    std::unordered_map<DepartmentKey, DeptId> links_;
    std::unordered_map<DepartmentKey, const model::Department*> records_;
    std::unordered_map<std::string, const ObservedDepartment*> marked_;
    std::unordered_set<DeptId> resolved_; // departments that are some wanted key's already
};

} // namespace

std::string department_mark(const DepartmentKey& key)
{
    return "rosterd:" + key;
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

Tree grow_tree(const PlanInput& input, const Lifecycle& lifecycle, const Targets& targets,
               Findings& findings)
{
    return Grower{input, lifecycle, findings}.grow(targets);
}

} // namespace rosterd::plan
