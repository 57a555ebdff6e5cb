// Which of DingTalk's departments each wanted one is.
#include <unordered_map>

#include "core/model/paths.hpp"
#include "core/plan/reorganise.hpp"

namespace rosterd::plan
{

namespace
{

using model::DepartmentKey;
using model::DeptId;
using model::ObservedDepartment;

class Resolver
{
public:
    Resolver(Tree& tree, const PlanInput& input)
        : tree_{tree}, kept_{kept_keys(input, tree)}, looked_{input.departments_changed}
    {
        tree_.root = input.policy.root_dept_id;
        for (const ObservedDepartment& department : input.observed_departments) {
            tree_.observed.emplace(department.dept_id, &department);
            children_[department.parent_id].push_back(&department);
            if (department.source_identifier.starts_with(kMark)) {
                marked_.emplace(department.source_identifier, &department);
            }
        }
        for (const DepartmentLink& link : input.department_links) {
            links_.emplace(link.key, link.dept_id);
        }
    }

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
        for (const auto& [key, dept_id] : links_) {
            tree_.subtree.insert(dept_id);
        }
    }

    void resolve_links()
    {
        for (Node* node : tree_.downward) {
            if (const auto link = links_.find(node->key); link != links_.end()) {
                resolve_to(*node, link->second);
            }
        }
    }

    // Of departments that HR gave another id: the same name in the same place, under one that is
    // gone, is the same department whatever its people do.
    void resolve_renumbered()
    {
        for (Node* node : tree_.downward) {
            const Node* parent = tree_.find(node->parent);
            if (node->dept_id || !node->is_stated() || (parent != nullptr && !parent->dept_id)) {
                continue;
            }
            for (const ObservedDepartment* child :
                 children_[parent == nullptr ? tree_.root : *parent->dept_id]) {
                if (child->name != node->name || resolved_.contains(child->dept_id)) {
                    continue;
                }
                DepartmentKey was = was_key(child->dept_id);
                if (!was.empty() && (node->record != nullptr || !model::is_path(was))) {
                    node->adopted = true;
                    node->was = std::move(was);
                    resolve_to(*node, child->dept_id);
                    break;
                }
            }
        }
    }

    void resolve_readings(std::vector<Reading> readings)
    {
        for (Reading& reading : readings) {
            Node& node = tree_.nodes.at(reading.key);
            node.adopted = true;
            node.goes_on = true;
            node.was = std::move(reading.was);
            node.others = std::move(reading.others);
            resolve_to(node, reading.dept_id);
        }
    }

    void resolve_rest()
    {
        for (Node* node : tree_.downward) {
            if (!node->dept_id) {
                adopt_or_create(*node);
            }
        }
    }

private:
    // A link to a department that somebody deleted in DingTalk counts as no link.
    void resolve_to(Node& node, DeptId dept_id)
    {
        const auto found = tree_.observed.find(dept_id);
        if (found != tree_.observed.end()) {
            node.observed = found->second;
        } else if (looked_) {
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
            node.was = was_key(existing->dept_id);
            resolve_to(node, existing->dept_id);
            return;
        }
        // Where nobody looked, nothing is created: it might be there.
        node.blocked = (!looked_ && tree_.observed.empty()) ||
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

    // Of a link that nothing needs any more.
    DepartmentKey was_key(DeptId dept_id) const
    {
        for (const auto& [key, linked] : links_) {
            if (linked == dept_id && !kept_.contains(key)) {
                return key;
            }
        }
        return {};
    }

    Tree& tree_;
    std::set<DepartmentKey> kept_;
    bool looked_; // at the departments: otherwise those that are not observed may be there
    std::unordered_map<DeptId, std::vector<const ObservedDepartment*>> children_;
    std::unordered_map<DepartmentKey, DeptId> links_;
    std::unordered_map<std::string, const ObservedDepartment*> marked_;
    std::unordered_set<DeptId> resolved_; // departments that are some wanted key's already
};

} // namespace

void resolve(Tree& tree, const PlanInput& input, const Targets& targets,
             const std::set<DepartmentKey>& new_ones)
{
    Resolver resolver{tree, input};
    resolver.collect_subtree();
    resolver.resolve_links();
    resolver.resolve_renumbered();
    resolver.resolve_readings(read_reorganisation(input, tree, targets, new_ones));
    resolver.resolve_rest();
}

} // namespace rosterd::plan
