#include <algorithm>
#include <queue>
#include <stdexcept>

#include "core/plan/helping.hpp"

namespace rosterd::plan
{

namespace
{

using model::Operation;

class Arrangement
{
public:
    explicit Arrangement(Drafts drafts) : drafts_{std::move(drafts)}
    {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            track(i);
        }
    }

    std::vector<Operation> run()
    {
        for (std::size_t i = 0; i < drafts_.size(); ++i) {
            by_place_.push_back(i);
        }
        std::ranges::sort(by_place_, [this](auto a, auto b) { return before(a, b); });
        while (order_.size() < drafts_.size()) {
            if (ready_.empty()) {
                open_ring();
            } else {
                take(ready_.top());
            }
        }
        return finished();
    }

private:
    struct Later {
        const Arrangement* arrangement;
        bool operator()(std::size_t a, std::size_t b) const { return arrangement->before(b, a); }
    };

    bool before(std::size_t a, std::size_t b) const
    {
        const Draft& x = drafts_[a];
        const Draft& y = drafts_[b];
        return x.rank != y.rank ? x.rank < y.rank : x.operation.id < y.operation.id;
    }

    void track(std::size_t i)
    {
        pending_.push_back(drafts_[i].needs.size());
        done_.push_back(false);
        if (needed_by_.size() < drafts_.size()) {
            needed_by_.resize(drafts_.size());
        }
        for (const Need& need : drafts_[i].needs) {
            needed_by_[need.on].push_back(i);
            if (done_.size() > need.on && done_[need.on]) {
                --pending_[i];
            }
        }
        if (pending_[i] == 0) {
            ready_.push(i);
        }
    }

    void take(std::size_t i)
    {
        ready_.pop();
        done_[i] = true;
        order_.push_back(i);
        for (const std::size_t waiting : needed_by_[i]) {
            if (--pending_[waiting] == 0) {
                ready_.push(waiting);
            }
        }
    }

    struct Link {
        std::size_t from;
        std::size_t need; // place in drafts_[from].needs
    };

    // Nothing is ready: whoever is left waits in a ring, or for somebody in one.
    void open_ring()
    {
        while (done_[by_place_[first_left_]]) {
            ++first_left_;
        }
        std::vector<Link> walk;
        std::unordered_map<std::size_t, std::size_t> at_step;
        std::size_t at = by_place_[first_left_];
        while (at_step.emplace(at, walk.size()).second) {
            const auto& needs = drafts_[at].needs;
            const std::size_t open = first_open(needs);
            walk.push_back({at, open});
            at = needs[open].on;
        }
        walk.erase(walk.begin(), walk.begin() + static_cast<std::ptrdiff_t>(at_step.at(at)));
        open(cheapest(walk));
    }

    // By the operation's place: which need was noted first depends on the order of the input.
    std::size_t first_open(const std::vector<Need>& needs) const
    {
        std::size_t first = needs.size();
        for (std::size_t i = 0; i < needs.size(); ++i) {
            if (!done_[needs[i].on] &&
                (first == needs.size() || before(needs[i].on, needs[first].on))) {
                first = i;
            }
        }
        return first;
    }

    Link cheapest(const std::vector<Link>& ring) const
    {
        const Link* best = nullptr;
        for (const Link& link : ring) {
            if (can_open(link) && (best == nullptr || cheaper(link, *best))) {
                best = &link;
            }
        }
        if (best == nullptr) {
            throw std::logic_error("plan: operations need each other in a ring: " +
                                   drafts_[ring.front().from].operation.id);
        }
        return *best;
    }

    const Need& need_of(const Link& link) const { return drafts_[link.from].needs[link.need]; }

    bool can_open(const Link& link) const
    {
        const Need& need = need_of(link);
        switch (need.tie) {
        case Tie::requires_:
            return false;
        case Tie::manager:
        case Tie::name:
            return true;
        case Tie::value:
            // An empty number is no number, and a deletion has nothing to leave empty.
            return need.field != "mobile" &&
                   drafts_[need.on].operation.kind == model::OperationKind::user_update;
        }
        return false;
    }

    bool cheaper(const Link& a, const Link& b) const
    {
        const Tie x = need_of(a).tie;
        const Tie y = need_of(b).tie;
        return x != y ? x < y : drafts_[a.from].operation.id < drafts_[b.from].operation.id;
    }

    void open(const Link& link)
    {
        const Need need = need_of(link);
        auto& needs = drafts_[link.from].needs;
        needs.erase(needs.begin() + static_cast<std::ptrdiff_t>(link.need));
        auto& waiting = needed_by_[need.on];
        waiting.erase(std::ranges::find(waiting, link.from));
        --pending_[link.from];
        switch (need.tie) {
        case Tie::requires_:
            break;
        case Tie::manager:
            set_manager_later(link.from, need.on);
            break;
        case Tie::value:
            depend(link.from, released(need.on, need.field));
            break;
        case Tie::name:
            depend(link.from, renamed(need.on));
            break;
        }
        if (pending_[link.from] == 0) {
            ready_.push(link.from);
        }
    }

    std::size_t append(Draft draft)
    {
        drafts_.push_back(std::move(draft));
        track(drafts_.size() - 1);
        return drafts_.size() - 1;
    }

    // For a draft that waits already, so that it does not stand among the ready.
    void depend(std::size_t from, std::size_t on)
    {
        drafts_[from].needs.push_back({on, Tie::requires_, {}});
        if (done_[on]) {
            return;
        }
        needed_by_[on].push_back(from);
        ++pending_[from];
    }

    void set_manager_later(std::size_t from, std::size_t manager)
    {
        Draft later = manager_later(drafts_[from]);
        later.needs = {{from, Tie::requires_, {}}, {manager, Tie::requires_, {}}};
        append(std::move(later));
    }

    // The operation by which the giver leaves the value empty before it takes another one.
    std::size_t released(std::size_t giver, const std::string& field)
    {
        const auto [at, fresh] = release_of_.emplace(giver, drafts_.size());
        if (fresh) {
            append(release_of(drafts_[giver]));
        }
        leave_empty(drafts_[at->second], drafts_[giver], field);
        if (fresh) {
            depend(giver, at->second);
        }
        return at->second;
    }

    // The operation by which the giver has another name for a moment.
    std::size_t renamed(std::size_t giver)
    {
        const auto [at, fresh] = release_of_.emplace(giver, drafts_.size());
        if (fresh) {
            append(other_name(drafts_[giver]));
            depend(giver, at->second);
        }
        return at->second;
    }

    std::vector<Operation> finished()
    {
        std::vector<Operation> operations;
        operations.reserve(order_.size());
        for (const std::size_t i : order_) {
            std::vector<std::string> needs;
            for (const Need& need : drafts_[i].needs) {
                needs.push_back(drafts_[need.on].operation.id);
            }
            std::ranges::sort(needs);
            const auto same = std::ranges::unique(needs);
            needs.erase(same.begin(), same.end());
            drafts_[i].operation.needs = std::move(needs);
        }
        for (const std::size_t i : order_) {
            operations.push_back(std::move(drafts_[i].operation));
        }
        return operations;
    }

    Drafts drafts_;
    std::vector<std::size_t> pending_; // needs not yet done
    std::vector<bool> done_;
    std::vector<std::vector<std::size_t>> needed_by_;
    std::vector<std::size_t> order_;
    std::vector<std::size_t> by_place_; // drafts as given, in the order they would go
    std::size_t first_left_ = 0;
    std::unordered_map<std::size_t, std::size_t> release_of_; // giver -> its release
    std::priority_queue<std::size_t, std::vector<std::size_t>, Later> ready_{Later{this}};
};

} // namespace

std::vector<Operation> arrange(Drafts drafts)
{
    return Arrangement{std::move(drafts)}.run();
}

} // namespace rosterd::plan
