// Which operations go next: pure, without waiting. It is told what ended, and answers what to begin
// now and what can't be done any more.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/apply/executor.hpp"

namespace rosterd::apply
{

class Scheduler
{
public:
    // What is settled without the operation being sent. `operation` is its place in the plan.
    struct Verdict {
        std::size_t operation = 0;
        OperationOutcome outcome{};
        std::string message;
    };

    // `slots`: how many operations may be on the wire at once; at least one is.
    Scheduler(const model::Plan& plan, std::size_t slots);

    // To be asked once at the start: what is held, and what needs that or something unknown.
    std::vector<Verdict> settled_from_the_start();

    // What to begin now, leavers first, else in the plan's order. They count as on the wire until
    // they ended.
    std::vector<std::size_t> next();

    // An operation from next() came to its end. Answers what can't be done for that, transitively.
    std::vector<Verdict> ended(std::size_t operation, OperationOutcome outcome);

    // next() answers nothing from now on. `why` completes "not started: ..."; the first one stays.
    void stop(std::string why);
    bool stopped() const { return !why_stopped_.empty(); }

    // Nothing is on the wire and nothing can be begun any more.
    bool finished() const;

    // What is left when finished: not started, or blocked since operations need each other.
    std::vector<Verdict> rest();

private:
    enum class State { waiting, ready, on_the_wire, settled };
    struct Item {
        std::string id;
        bool leaver = false;
        State state = State::waiting;
        std::size_t open_needs = 0;
        std::vector<std::size_t> needed_by;
    };

    void link_needs(const model::Plan& plan, std::vector<Verdict>& settled);
    void settle(std::size_t operation, OperationOutcome outcome, std::string message,
                std::vector<Verdict>& settled);
    void block_dependents(std::size_t operation, OperationOutcome why,
                          std::vector<Verdict>& settled);
    void make_ready(std::size_t operation);

    std::vector<Item> items_;
    std::set<std::pair<bool, std::size_t>> ready_; // (not a leaver, place in the plan)
    std::vector<Verdict> at_the_start_;
    std::size_t slots_;
    std::size_t on_the_wire_ = 0;
    std::string why_stopped_;
};

} // namespace rosterd::apply
