#include "core/plan/departments.hpp"

#include <algorithm>

#include "core/model/paths.hpp"
#include "core/plan/removals.hpp"

namespace rosterd::plan
{

namespace
{

using model::Json;
using model::OperationKind;

Draft draft_for(const Node& node, OperationKind kind, const char* verb, const char* rule)
{
    Draft draft;
    model::Operation& operation = draft.operation;
    operation.id = std::string{"d-"} + verb + "-" + node.key;
    operation.kind = kind;
    operation.department = node.key;
    operation.dept_id = node.dept_id.value_or(0);
    operation.name =
        node.name.empty() && node.observed != nullptr ? node.observed->name : node.name;
    operation.cause = {"", node.key, rule};
    if (node.origin != nullptr) {
        operation.cause.source = node.origin->source;
        operation.cause.where = node.origin->where;
    }
    draft.rank = kind == OperationKind::department_create ? Rank::department_create
                                                          : Rank::department_update;
    return draft;
}

Json parent_json(const Tree& tree, const Node& node)
{
    const Node* parent = tree.find(node.parent);
    if (parent == nullptr) {
        return tree.root;
    }
    return parent->dept_id ? Json(*parent->dept_id) : Json("d:" + parent->key);
}

class Changes
{
public:
    Changes(const Tree& tree, const Targets& targets, const Leaders& leaders, Drafts& drafts,
            Directory& directory)
        : tree_{tree}, targets_{targets}, leaders_{leaders}, drafts_{drafts}, directory_{directory}
    {
    }

    void draft_all()
    {
        for (const Node* node : tree_.downward) {
            if (!node->blocked) {
                draft(*node);
            }
        }
        tie_parents();
    }

    const std::unordered_map<model::DeptId, std::size_t>& moves() const { return moves_; }

    // A place is given up by who moves away and by who is removed.
    void tie_names(const RemovalDrafts& removals)
    {
        RemovalDrafts givers = moves_;
        givers.insert(removals.begin(), removals.end());
        std::map<std::pair<model::DeptId, std::string>, model::DeptId> holders;
        for (const auto& [id, department] : tree_.observed) {
            holders.emplace(std::pair{department->parent_id, department->name}, id);
        }
        for (const Node* node : tree_.downward) {
            if (!node->moves && !node->creates()) {
                continue;
            }
            const Json parent = parent_json(tree_, *node);
            if (!parent.is_number()) {
                continue;
            }
            const auto holder = holders.find({parent.get<model::DeptId>(), node->name});
            const auto giver = holder == holders.end() ? givers.end() : givers.find(holder->second);
            if (giver == givers.end() || node->dept_id == holder->second) {
                continue;
            }
            const std::size_t taker = node->creates()
                                          ? directory_.department_creations.at(node->key)
                                          : updates_.at(node->key);
            drafts_[taker].needs.push_back({giver->second, Tie::name, {}});
        }
    }

private:
    void draft(const Node& node)
    {
        Draft draft = draft_for(node, OperationKind::department_update, "update",
                                node.was.empty() ? "changed" : "department.goes_on");
        if (node.was.empty() && node.record == nullptr) { // no row of anybody in it is the reason
            draft.operation.cause = {"", node.key, "department.changed"};
        }
        model::Operation& operation = draft.operation;
        operation.before = operation.after = Json::object();
        if (node.observed != nullptr && node.is_stated()) {
            draft.present_name = node.observed->name;
            change_place(node, operation);
        }
        const bool only_leaders = operation.after.empty();
        if (const auto change = leaders_.change_of(node)) {
            change_leaders(node, *change, draft);
            directory_.concerned.insert(directory_.concerned.end(), change->concerned.begin(),
                                        change->concerned.end());
            if (only_leaders) {
                operation.cause = cause_of(node, *change);
            }
        }
        if (!operation.after.empty()) {
            updates_.emplace(node.key, drafts_.size());
            if (node.moves) {
                moves_.emplace(*node.dept_id, drafts_.size());
            }
            drafts_.push_back(std::move(draft));
        }
    }

    void change_place(const Node& node, model::Operation& operation) const
    {
        if (node.moves && node.observed->name != node.name) {
            operation.before["name"] = node.observed->name;
            operation.after["name"] = node.name;
        }
        const Json parent = parent_json(tree_, node);
        if (node.moves && parent != Json(node.observed->parent_id)) {
            operation.before["parent_id"] = node.observed->parent_id;
            operation.after["parent_id"] = parent;
        }
        if (node.record != nullptr && node.record->order &&
            *node.record->order != node.observed->order) {
            operation.before["order"] = node.observed->order;
            operation.after["order"] = *node.record->order;
        }
        const std::string& mark = node.observed->source_identifier;
        if (!operation.after.empty() && mark.starts_with(kMark) &&
            mark != department_mark(node.key)) {
            operation.before["source_identifier"] = mark;
            operation.after["source_identifier"] = department_mark(node.key);
        }
    }

    void change_leaders(const Node& node, const LeaderChange& change, Draft& draft) const
    {
        draft.operation.before["dept_manager_userid_list"] = change.before;
        draft.operation.after["dept_manager_userid_list"] = change.after;
        if (node.creates()) {
            draft.needs.push_back(
                {directory_.department_creations.at(node.key), Tie::requires_, {}});
        }
        for (const std::size_t leader : change.leaders) {
            const std::size_t creation = directory_.creations[leader];
            const std::size_t update = directory_.updates[leader];
            if (creation != kNone) {
                draft.needs.push_back({creation, Tie::requires_, {}});
            } else if (update != kNone && moves_into(drafts_[update].operation, node)) {
                draft.needs.push_back({update, Tie::requires_, {}});
            }
        }
    }

    // The record that names the managers, else that of whoever begins or ceases to lead.
    model::Cause cause_of(const Node& node, const LeaderChange& change) const
    {
        if (node.record != nullptr && node.record->manager_ids) {
            return {node.origin->source, node.origin->where, "leader"};
        }
        if (change.concerned.empty()) {
            return {"", node.key, "leader"};
        }
        const model::Origin& origin = targets_[change.concerned.front()].person().origin;
        return {origin.source, origin.where, "leader"};
    }

    static bool moves_into(const model::Operation& update, const Node& node)
    {
        const auto list = update.after.find("dept_id_list");
        if (list == update.after.end()) {
            return false;
        }
        const auto& before = update.before.at("dept_id_list");
        return !node.dept_id || std::ranges::count(before, Json(*node.dept_id)) == 0;
    }

    // A department goes below its new parent once that one, and whatever is above it, has its
    // place: no ring of parents on the way (60010).
    void tie_parents()
    {
        for (const Node* node : tree_.downward) {
            if (!goes_elsewhere(*node)) {
                continue;
            }
            const auto update = updates_.find(node->key);
            for (auto step = tree_.above({node, node->dept_id}); step.node || step.dept_id;
                 step = tree_.above(step)) {
                if (step.node == nullptr) {
                    continue;
                }
                if (step.node->creates()) {
                    need(update->second, directory_.department_creations.at(step.node->key));
                } else if (goes_elsewhere(*step.node)) { // and waits for what is above it in turn
                    need(update->second, updates_.at(step.node->key));
                    break;
                }
            }
        }
    }

    bool goes_elsewhere(const Node& node) const
    {
        const auto update = updates_.find(node.key);
        return update != updates_.end() &&
               drafts_[update->second].operation.after.contains("parent_id");
    }

    void need(std::size_t draft, std::size_t on)
    {
        drafts_[draft].needs.push_back({on, Tie::requires_, {}});
    }

    const Tree& tree_;
    const Targets& targets_;
    const Leaders& leaders_;
    Drafts& drafts_;
    Directory& directory_;
    std::unordered_map<model::DepartmentKey, std::size_t> updates_;
    std::unordered_map<model::DeptId, std::size_t> moves_; // updates of name or parent
};

} // namespace

void draft_creations(const Tree& tree, Drafts& drafts, Directory& directory)
{
    for (const Node* node : tree.downward) {
        if (!node->creates()) {
            continue;
        }
        Draft draft =
            draft_for(*node, OperationKind::department_create, "create", "department.used");
        draft.operation.after = {{"name", node->name},
                                 {"parent_id", parent_json(tree, *node)},
                                 {"source_identifier", department_mark(node->key)}};
        if (node->record != nullptr && node->record->order) {
            draft.operation.after["order"] = *node->record->order;
        }
        const auto parent = directory.department_creations.find(node->parent);
        if (parent != directory.department_creations.end()) {
            draft.needs.push_back({parent->second, Tie::requires_, {}});
        }
        directory.department_creations.emplace(node->key, drafts.size());
        drafts.push_back(std::move(draft));
    }
}

std::set<model::DeptId> draft_changes(const PlanInput& input, const Tree& tree,
                                      const Targets& targets, const Leaders& leaders,
                                      Drafts& drafts, Directory& directory, Findings& findings)
{
    Changes changes{tree, targets, leaders, drafts, directory};
    changes.draft_all();
    const RemovalDrafts removals =
        draft_removals({input, tree, targets, changes.moves(), directory}, drafts, findings);
    changes.tie_names(removals);
    std::set<model::DeptId> staying = tree.relied_on;
    std::erase_if(staying, [&](model::DeptId id) { return removals.contains(id); });
    return staying;
}

} // namespace rosterd::plan
