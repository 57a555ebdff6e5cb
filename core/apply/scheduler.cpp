#include "core/apply/scheduler.hpp"

#include <algorithm>

namespace rosterd::apply
{

namespace
{

bool is_leaver(model::OperationKind kind)
{
    return kind == model::OperationKind::user_delete || kind == model::OperationKind::user_disable;
}

std::string because(const std::string& id, OperationOutcome outcome)
{
    const std::string needed = "it needs " + id + ", which ";
    switch (outcome) {
    case OperationOutcome::done:
        break;
    case OperationOutcome::failed:
        return needed + "failed";
    case OperationOutcome::skipped:
        return needed + "was skipped";
    case OperationOutcome::held:
        return needed + "is held";
    case OperationOutcome::blocked:
        return needed + "is blocked";
    case OperationOutcome::not_started:
        return needed + "was not started";
    }
    return needed + "is done";
}

} // namespace

Scheduler::Scheduler(const model::Plan& plan, std::size_t slots)
    : slots_{std::max<std::size_t>(slots, 1)}
{
    items_.resize(plan.operations.size());
    std::vector<Verdict> settled;
    link_needs(plan, settled);
    std::unordered_map<std::string_view, std::size_t> place_of;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        place_of.emplace(items_[i].id, i);
    }
    for (const model::Hold& hold : plan.held) {
        for (const std::string& id : hold.operations) {
            if (const auto found = place_of.find(id); found != place_of.end()) {
                settle(found->second, OperationOutcome::held,
                       "held by the guard " + hold.guard + ": " + hold.explanation, settled);
            }
        }
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].state == State::waiting && items_[i].open_needs == 0) {
            make_ready(i);
        }
    }
    at_the_start_ = std::move(settled);
}

void Scheduler::link_needs(const model::Plan& plan, std::vector<Verdict>& settled)
{
    std::unordered_map<std::string_view, std::size_t> place_of;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        items_[i].id = plan.operations[i].id;
        items_[i].leaver = is_leaver(plan.operations[i].kind);
        place_of.emplace(plan.operations[i].id, i);
    }
    std::vector<std::pair<std::size_t, std::string>> unknown;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        for (const std::string& need : plan.operations[i].needs) {
            if (const auto found = place_of.find(need); found != place_of.end()) {
                items_[found->second].needed_by.push_back(i);
                ++items_[i].open_needs;
            } else {
                unknown.emplace_back(i, need);
            }
        }
    }
    for (const auto& [operation, need] : unknown) {
        settle(operation, OperationOutcome::blocked,
               "it needs " + need + ", which is not in the plan; make a new plan", settled);
    }
}

std::vector<Scheduler::Verdict> Scheduler::settled_from_the_start()
{
    return std::exchange(at_the_start_, {});
}

std::vector<std::size_t> Scheduler::next()
{
    std::vector<std::size_t> begun;
    while (!stopped() && on_the_wire_ < slots_ && !ready_.empty()) {
        const std::size_t operation = ready_.begin()->second;
        ready_.erase(ready_.begin());
        items_[operation].state = State::on_the_wire;
        ++on_the_wire_;
        begun.push_back(operation);
    }
    return begun;
}

std::vector<Scheduler::Verdict> Scheduler::ended(std::size_t operation, OperationOutcome outcome)
{
    std::vector<Verdict> settled;
    items_[operation].state = State::settled;
    --on_the_wire_;
    if (outcome != OperationOutcome::done) {
        block_dependents(operation, outcome, settled);
        return settled;
    }
    for (const std::size_t dependent : items_[operation].needed_by) {
        if (--items_[dependent].open_needs == 0 && items_[dependent].state == State::waiting) {
            make_ready(dependent);
        }
    }
    return settled;
}

void Scheduler::make_ready(std::size_t operation)
{
    items_[operation].state = State::ready;
    ready_.emplace(!items_[operation].leaver, operation);
}

void Scheduler::settle(std::size_t operation, OperationOutcome outcome, std::string message,
                       std::vector<Verdict>& settled)
{
    Item& item = items_[operation];
    if (item.state == State::settled) {
        return;
    }
    item.state = State::settled;
    settled.push_back({operation, outcome, std::move(message)});
    block_dependents(operation, outcome, settled);
}

// Breadth first and not by recursion: a chain may be as long as the plan.
void Scheduler::block_dependents(std::size_t operation, OperationOutcome why,
                                 std::vector<Verdict>& settled)
{
    std::vector<std::pair<std::size_t, OperationOutcome>> queue{{operation, why}};
    for (std::size_t at = 0; at < queue.size(); ++at) {
        const auto [cause, outcome] = queue[at];
        for (const std::size_t dependent : items_[cause].needed_by) {
            if (items_[dependent].state != State::waiting) {
                continue;
            }
            items_[dependent].state = State::settled;
            settled.push_back(
                {dependent, OperationOutcome::blocked, because(items_[cause].id, outcome)});
            queue.emplace_back(dependent, OperationOutcome::blocked);
        }
    }
}

void Scheduler::stop(std::string why)
{
    if (!stopped()) {
        why_stopped_ = std::move(why);
    }
}

bool Scheduler::finished() const
{
    return on_the_wire_ == 0 && (stopped() || ready_.empty());
}

std::vector<Scheduler::Verdict> Scheduler::rest()
{
    std::vector<Verdict> left;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].state == State::settled) {
            continue;
        }
        items_[i].state = State::settled;
        if (stopped()) {
            left.push_back({i, OperationOutcome::not_started, "not started: " + why_stopped_});
        } else {
            left.push_back({i, OperationOutcome::blocked,
                            "it needs operations that need it; make a new plan"});
        }
    }
    ready_.clear();
    return left;
}

} // namespace rosterd::apply
