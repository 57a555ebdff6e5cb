// Which operations may begin now: the plan's prerequisites as a state machine that never waits.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/apply/executor.hpp"
#include "core/model/plan.hpp"

namespace rosterd::apply
{

class Scheduler
{
public:
    explicit Scheduler(const model::Plan& plan);

    // At most `free` indexes of operations to begin now, leavers first, then in the plan's order.
    // They count as begun.
    std::vector<std::size_t> begin(std::size_t free);
    // Those that are sent together and could begin now, in the plan's order. begin() never answers
    // them: full batches wait until nothing else is left that could make more of them ready.
    std::vector<std::size_t> ready_together() const;
    // These count as begun; they must be ready.
    void begin_together(const std::vector<std::size_t>& some);
    // What became of a begun operation. Everything that needs it and can no longer happen is
    // blocked.
    void ended(std::size_t index, OperationOutcome outcome);
    // Nothing more is begun: what has not begun is not_started.
    void stop();
    // No more than `most` operations of this kind are under way at once; those that are sent
    // together are not meant. 0: no limit any more.
    void limit(model::OperationKind kind, std::size_t most);
    // Nothing more of this kind is begun: it is not_started, with `why`, and what needs it blocked.
    void give_up(model::OperationKind kind, const std::string& why);

    // Operations that ended without being begun (held, blocked, not_started) since the last call,
    // with the id of what was in the way, or why it was given up.
    struct Passed {
        std::size_t index;
        OperationOutcome outcome;
        std::string because;
    };
    std::vector<Passed> take_passed();

    bool finished() const { return open_ == 0; }
    bool stopped() const { return stopped_; }

private:
    enum class Phase { waiting, ready, begun, over };
    void pass(std::size_t index, OperationOutcome outcome, const std::string& because);
    void block_dependents(std::size_t index);
    void make_ready(std::size_t index);
    bool has_room(model::OperationKind kind) const;

    struct Node {
        std::string id;
        model::OperationKind kind{};
        bool leaver = false;
        bool together = false;
        std::size_t missing = 0; // prerequisites that have not succeeded yet
        std::vector<std::size_t> dependents;
        Phase phase = Phase::waiting;
    };
    std::vector<Node> nodes_;
    std::set<std::pair<int, std::size_t>> ready_;      // (0 for leavers, index)
    std::set<std::size_t> together_;                   // likewise, of those that are sent together
    std::map<model::OperationKind, std::size_t> most_; // under way
    std::map<model::OperationKind, std::size_t> under_way_; // of those with a limit
    std::vector<Passed> passed_;
    std::size_t open_ = 0;
    bool stopped_ = false;
};

} // namespace rosterd::apply
