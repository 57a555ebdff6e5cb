// Sibling names are unique in DingTalk, levels and children limited [HELP 1061042006]: a
// department's place is its parent and its name together, and whoever wants a place waits for the
// one who stands in it.
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

// nullopt: the parent is created by this plan.
std::optional<model::DeptId> parent_id_of(const Tree& tree, const Node& node)
{
    const Node* parent = tree.find(node.parent);
    return parent == nullptr ? std::optional{tree.root} : parent->dept_id;
}

bool is_elsewhere(const Tree& tree, const Node& node)
{
    return node.observed->name != node.name || parent_id_of(tree, node) != node.observed->parent_id;
}

class Slots
{
public:
    Slots(Tree& tree, const std::set<model::DeptId>& stay, Findings& findings)
        : tree_{tree}, findings_{findings}, levels_of_root_{levels_of_root(tree)}
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
        do {
            find_free();
        } while (refuse_deep() || refuse_crowded()); // each can only refuse more, too
    }

private:
    void find_free()
    {
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

    // Levels are counted from the company's root down, also of what somebody made by hand below a
    // department that moves.
    bool refuse_deep()
    {
        std::vector<Node*> refused;
        bool anything_moves = false;
        for (Node* node : tree_.downward) {
            anything_moves |= node->moves && parent_id(*node) != node->observed->parent_id;
            if (node->creates() && too_deep({node, node->dept_id})) {
                refused.push_back(node);
            }
        }
        for (auto at = tree_.observed.begin(); anything_moves && at != tree_.observed.end(); ++at) {
            const auto node = node_of_.find(at->first);
            if (tree_.subtree.contains(at->first) &&
                too_deep({node == node_of_.end() ? nullptr : node->second, at->first})) {
                if (Node* moving = moving_above(at->first)) {
                    refused.push_back(moving);
                }
            }
        }
        bool any = false;
        for (Node* node : refused) {
            if (wants(*node)) {
                refuse(*node, "department.too_deep");
                any = true;
            }
        }
        return any;
    }

    bool too_deep(Tree::Step step) const
    {
        std::size_t levels = 0;
        for (; step.node || step.dept_id; step = tree_.above(step)) {
            if (step.dept_id == tree_.root) {
                levels += levels_of_root_;
                break;
            }
            if (++levels > model::kMaxDepartmentDepth) {
                break;
            }
        }
        return levels > model::kMaxDepartmentDepth;
    }

    // The department itself, or the nearest above it, that this plan puts elsewhere.
    Node* moving_above(model::DeptId id) const
    {
        const auto found = node_of_.find(id);
        Tree::Step step{found == node_of_.end() ? nullptr : found->second, id};
        for (std::size_t i = 0; i <= model::kMaxDepartmentDepth && (step.node || step.dept_id);
             ++i, step = tree_.above(step)) {
            if (step.node != nullptr && step.node->moves) {
                return node_of_.at(*step.node->dept_id);
            }
        }
        return nullptr;
    }

    // At least: of what is above the managed root, all may not be known.
    static std::size_t levels_of_root(const Tree& tree)
    {
        std::size_t levels = 0;
        model::DeptId at = tree.root;
        for (; at != model::kCompanyRoot && at != 0 && levels < model::kMaxDepartmentDepth;
             ++levels) {
            const auto found = tree.observed.find(at);
            at = found == tree.observed.end() ? 0 : found->second->parent_id;
        }
        return levels;
    }

    // Who leaves a department makes room for the next plan: until then nobody knows.
    bool refuse_crowded()
    {
        std::unordered_map<std::string, std::size_t> children;
        for (const auto& [id, department] : tree_.observed) {
            ++children[std::to_string(department->parent_id)];
        }
        bool any = false;
        for (Node* node : tree_.downward) {
            const auto parent = parent_id(*node);
            const bool arrives =
                node->creates() || (node->moves && parent != node->observed->parent_id);
            if (arrives &&
                ++children[parent ? std::to_string(*parent) : node->parent] > model::kMaxChildren) {
                refuse(*node, "department.crowded");
                any = true;
            }
        }
        return any;
    }

    static bool wants(const Node& node) { return node.moves || node.creates(); }

    bool wants_to_move(const Node& node) const
    {
        if (node.observed == nullptr || !node.is_stated()) {
            return false;
        }
        return is_elsewhere(tree_, node);
    }

    std::optional<model::DeptId> parent_id(const Node& node) const
    {
        return parent_id_of(tree_, node);
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
    std::size_t levels_of_root_;
};

} // namespace

std::set<model::DepartmentKey> without_their_place(const Tree& tree)
{
    std::set<model::DepartmentKey> keys;
    for (const Node* node : tree.downward) {
        if (node->goes_on && !node->moves && node->observed != nullptr &&
            is_elsewhere(tree, *node)) {
            keys.insert(node->key);
        }
    }
    return keys;
}

void settle_slots(Tree& tree, const std::set<model::DeptId>& stay, Findings& findings)
{
    Slots{tree, stay, findings}.settle();
}

} // namespace rosterd::plan
