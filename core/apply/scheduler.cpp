#include "core/apply/scheduler.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "core/plan/batches.hpp"

namespace rosterd::apply
{

Scheduler::Scheduler(const model::Plan& plan) : open_{plan.operations.size()}
{
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        const model::Operation& operation = plan.operations[i];
        by_id[operation.id] = i;
        const bool leaver = operation.kind == model::OperationKind::user_delete ||
                            operation.kind == model::OperationKind::user_disable;
        nodes_.push_back({operation.id,
                          operation.kind,
                          leaver,
                          plan::in_batches(operation.kind),
                          0,
                          {},
                          Phase::waiting});
    }
    for (std::size_t i = 0; i < plan.operations.size(); ++i) {
        for (const std::string& need : plan.operations[i].needs) {
            // What is not in the plan was done before it was made.
            if (const auto found = by_id.find(need); found != by_id.end()) {
                nodes_[found->second].dependents.push_back(i);
                ++nodes_[i].missing;
            }
        }
    }
    for (const model::Hold& hold : plan.held) {
        for (const std::string& id : hold.operations) {
            if (const auto found = by_id.find(id); found != by_id.end()) {
                pass(found->second, OperationOutcome::held, hold.id);
            }
        }
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (nodes_[i].phase == Phase::over) {
            block_dependents(i);
        }
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (nodes_[i].missing == 0) {
            make_ready(i);
        }
    }
}

void Scheduler::make_ready(std::size_t index)
{
    if (nodes_[index].phase == Phase::waiting) {
        nodes_[index].phase = Phase::ready;
        if (nodes_[index].together) {
            together_.insert(index);
        } else {
            ready_.insert({nodes_[index].leaver ? 0 : 1, index});
        }
    }
}

std::vector<std::size_t> Scheduler::ready_together() const
{
    return {together_.begin(), together_.end()};
}

void Scheduler::begin_together(const std::vector<std::size_t>& some)
{
    for (const std::size_t index : some) {
        together_.erase(index);
        nodes_[index].phase = Phase::begun;
    }
}

std::vector<std::size_t> Scheduler::begin(std::size_t free)
{
    std::vector<std::size_t> out;
    for (auto next = ready_.begin(); !stopped_ && out.size() < free && next != ready_.end();) {
        const std::size_t index = next->second;
        Node& node = nodes_[index];
        if (!has_room(node.kind)) {
            ++next;
            continue;
        }
        next = ready_.erase(next);
        node.phase = Phase::begun;
        if (const auto limited = under_way_.find(node.kind); limited != under_way_.end()) {
            ++limited->second;
        }
        out.push_back(index);
    }
    return out;
}

bool Scheduler::has_room(model::OperationKind kind) const
{
    const auto most = most_.find(kind);
    return most == most_.end() || under_way_.at(kind) < most->second;
}

void Scheduler::limit(model::OperationKind kind, std::size_t most)
{
    if (most == 0) {
        most_.erase(kind);
        under_way_.erase(kind);
        return;
    }
    most_[kind] = most;
    under_way_[kind] =
        static_cast<std::size_t>(std::ranges::count_if(nodes_, [kind](const Node& node) {
            return node.kind == kind && node.phase == Phase::begun;
        }));
}

void Scheduler::ended(std::size_t index, OperationOutcome outcome)
{
    Node& node = nodes_[index];
    node.phase = Phase::over;
    --open_;
    if (const auto limited = under_way_.find(node.kind); limited != under_way_.end()) {
        --limited->second;
    }
    if (outcome != OperationOutcome::done) {
        block_dependents(index);
        return;
    }
    for (const std::size_t dependent : node.dependents) {
        if (--nodes_[dependent].missing == 0) {
            make_ready(dependent);
        }
    }
}

void Scheduler::pass(std::size_t index, OperationOutcome outcome, const std::string& because)
{
    Node& node = nodes_[index];
    if (node.phase == Phase::over || node.phase == Phase::begun) {
        return;
    }
    ready_.erase({node.leaver ? 0 : 1, index});
    together_.erase(index);
    node.phase = Phase::over;
    --open_;
    passed_.push_back({index, outcome, because});
}

void Scheduler::block_dependents(std::size_t index)
{
    std::vector<std::size_t> to_visit{index};
    while (!to_visit.empty()) {
        const std::size_t at = to_visit.back();
        to_visit.pop_back();
        for (const std::size_t dependent : nodes_[at].dependents) {
            if (nodes_[dependent].phase == Phase::waiting) {
                pass(dependent, OperationOutcome::blocked, nodes_[at].id);
                to_visit.push_back(dependent);
            }
        }
    }
}

void Scheduler::stop()
{
    stopped_ = true;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        pass(i, OperationOutcome::not_started, "");
    }
}

void Scheduler::give_up(model::OperationKind kind, const std::string& why)
{
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Phase phase = nodes_[i].phase;
        if (nodes_[i].kind == kind && (phase == Phase::waiting || phase == Phase::ready)) {
            pass(i, OperationOutcome::not_started, why);
            block_dependents(i);
        }
    }
}

std::vector<Scheduler::Passed> Scheduler::take_passed()
{
    return std::exchange(passed_, {});
}

} // namespace rosterd::apply
