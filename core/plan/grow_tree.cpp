// Which departments are wanted.
#include <algorithm>
#include <unordered_map>

#include "core/model/paths.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::plan
{

namespace
{

using model::DepartmentKey;
using model::DeptId;

class Grower
{
public:
    Grower(const PlanInput& input, const Lifecycle& lifecycle, Findings& findings)
        : input_{input}, lifecycle_{lifecycle}, findings_{findings}
    {
        for (const DepartmentLink& link : input.department_links) {
            links_.insert(link.key);
        }
        for (const model::Department& record : input.department_records) {
            records_.emplace(record.key, &record);
        }
    }

    Tree grow(const Targets& targets)
    {
        note_departments_in_use(targets);
        want_all(targets);
        order_downward();
        return std::move(tree_);
    }

private:
    void note_departments_in_use(const Targets& targets)
    {
        std::map<DepartmentKey, std::int64_t>& people = tree_.users;
        people = input_.departments_in_use;
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
        findings_.about(record.origin, "",
                        {"department.parent_unknown",
                         "parent_id",
                         record.parent,
                         {{"department", record.key}, {"name", record.name}}});
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

    const PlanInput& input_;
    const Lifecycle& lifecycle_;
    Findings& findings_;
    Tree tree_;
    std::unordered_set<DepartmentKey> links_;
    std::unordered_map<DepartmentKey, const model::Department*> records_;
};

} // namespace

Tree grow_tree(const PlanInput& input, const Lifecycle& lifecycle, const Targets& targets,
               const std::set<DepartmentKey>& new_ones, Findings& findings)
{
    Tree tree = Grower{input, lifecycle, findings}.grow(targets);
    resolve(tree, input, targets, new_ones);
    return tree;
}

} // namespace rosterd::plan
