// Sibling names are unique in DingTalk: a department's place is its parent and its name together,
// and whoever wants a place waits for the one who stands in it.
#include <unordered_map>

#include "core/plan/tree.hpp"

namespace rosterd::plan
{

namespace
{

using Slot = std::string;

Slot slot_of(model::DeptId parent_id, const std::string& name)
{
    return std::to_string(parent_id) + "/" + name;
}

class Slots
{
public:
    Slots(Tree& tree, const std::set<model::DeptId>& stay, Findings& findings)
        : tree_{tree}, findings_{findings}
    {
        for (const DepartmentLink& link : tree.unused) {
            if (!stay.contains(link.dept_id)) {
                leaving_.insert(link.dept_id);
            }
        }
        for (const auto& [id, department] : tree.observed) {
            taken_.emplace(slot_of(department->parent_id, department->name), id);
        }
        for (Node* node : tree.downward) {
            if (node->dept_id) {
                node_of_.emplace(*node->dept_id, node);
            }
            node->moves = wants_to_move(*node);
        }
    }

    void settle()
    {
        refuse_shared();
        // Each round can only refuse more; a refusal keeps a place taken, which may refuse another.
        for (bool again = true; again;) {
            again = false;
            for (Node* node : tree_.downward) {
                if (wants(*node) && !is_free(*node)) {
                    refuse(*node, "department.name_taken/stays");
                    again = true;
                } else if (wants(*node) && parent_blocked(*node)) {
                    node->moves = false;
                    node->blocked = !node->dept_id;
                    again = true;
                } else if (node->moves && is_below_itself(*node)) {
                    refuse(*node, "department.name_taken/below_itself");
                    again = true;
                }
            }
        }
    }

private:
    static bool wants(const Node& node) { return node.moves || node.creates(); }

    bool wants_to_move(const Node& node) const
    {
        if (node.observed == nullptr || !node.is_stated()) {
            return false;
        }
        return node.observed->name != node.name || parent_id(node) != node.observed->parent_id;
    }

    // nullopt: the parent is created by this plan.
    std::optional<model::DeptId> parent_id(const Node& node) const
    {
        const Node* parent = tree_.find(node.parent);
        return parent == nullptr ? std::optional{tree_.root} : parent->dept_id;
    }

    bool parent_blocked(const Node& node) const
    {
        const Node* parent = tree_.find(node.parent);
        return parent != nullptr && parent->blocked;
    }

    // Where a department above it stays since its own move was refused.
    bool is_below_itself(const Node& node) const
    {
        Tree::Step step = tree_.above({&node, node.dept_id});
        for (std::size_t left = tree_.observed.size() + tree_.nodes.size(); left > 0; --left) {
            if (step.dept_id == node.dept_id) {
                return true;
            }
            if (step.node == nullptr && !step.dept_id) {
                return false;
            }
            step = tree_.above(step);
        }
        return false;
    }

    Slot wanted_slot(const Node& node) const
    {
        const auto parent = parent_id(node);
        return parent ? slot_of(*parent, node.name) : "d:" + node.parent + "/" + node.name;
    }

    // Two departments for one place: the one that is there, else the first by key, gets it.
    void refuse_shared()
    {
        std::unordered_map<Slot, Node*> first;
        for (Node* node : tree_.downward) {
            if (node->dept_id && !node->moves && node->observed != nullptr) {
                first.emplace(slot_of(node->observed->parent_id, node->observed->name), node);
            }
        }
        for (Node* node : tree_.downward) {
            if (wants(*node) && !first.emplace(wanted_slot(*node), node).second) {
                refuse(*node, "department.name_taken/two_records");
            }
        }
    }

    bool is_free(const Node& node)
    {
        const auto parent = parent_id(node);
        const auto holder = parent ? taken_.find(slot_of(*parent, node.name)) : taken_.end();
        if (holder == taken_.end() || (node.dept_id && holder->second == *node.dept_id)) {
            return true;
        }
        if (leaving_.contains(holder->second)) {
            tree_.relied_on.insert(holder->second);
            return true;
        }
        const auto other = node_of_.find(holder->second);
        return other != node_of_.end() && other->second->moves;
    }

    void refuse(Node& node, std::string_view text)
    {
        findings_.about(
            node.origin == nullptr ? model::Origin{} : *node.origin, "",
            {text, "name", node.name, {{"department", node.key}, {"parent", node.parent}}});
        node.moves = false;
        node.blocked = !node.dept_id;
    }

    Tree& tree_;
    Findings& findings_;
    std::unordered_map<Slot, model::DeptId> taken_;
    std::unordered_map<model::DeptId, Node*> node_of_;
    std::unordered_set<model::DeptId> leaving_;
};

} // namespace

void settle_slots(Tree& tree, const std::set<model::DeptId>& stay, Findings& findings)
{
    Slots{tree, stay, findings}.settle();
}

} // namespace rosterd::plan
