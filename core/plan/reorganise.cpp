#include "core/plan/reorganise.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/model/paths.hpp"

namespace rosterd::plan
{

namespace
{

using model::DepartmentKey;
using model::DeptId;

// How much of an old department is found again in a new one: people, or departments below it.
struct Overlap {
    DepartmentKey was;
    DepartmentKey key;
    int shared = 0;
};

// One way of looking at it: who went from where to where. More than half of both sides is the same
// department; less is one only if others that came or went the same way make up the half.
class Movements
{
public:
    void add(const std::vector<DepartmentKey>& from, const std::vector<DepartmentKey>& to)
    {
        for (const DepartmentKey& was : from) {
            Side& side = old_[was];
            ++side.all;
            side.moved += to.empty() ? 0 : 1;
            for (const DepartmentKey& key : to) {
                ++shared_[{was, key}];
            }
        }
    }

    // Also for those who come from elsewhere.
    void arrives(const DepartmentKey& key, bool from_old)
    {
        Side& side = new_[key];
        ++side.all;
        side.moved += from_old ? 1 : 0;
    }

    // The best first. `differ`: whether the two sides differ in name, and in what is above them.
    template <typename Differ>
    std::vector<Overlap> plausible(Differ differ) const
    {
        std::vector<Overlap> found;
        for (const auto& [pair, shared] : shared_) {
            if (old_.at(pair.first).mostly_moved() && new_.at(pair.second).mostly_moved()) {
                found.push_back({pair.first, pair.second, shared});
            }
        }
        const auto rank = [&](const Overlap& one) {
            const auto [renamed, moved] = differ(one);
            return std::tuple{-one.shared, renamed, moved, one.key, one.was};
        };
        std::ranges::sort(found, {}, rank);
        return found;
    }

    bool is_certain(const Overlap& one) const
    {
        return one.shared * 2 > old_.at(one.was).all && one.shared * 2 > new_.at(one.key).all;
    }

private:
    struct Side {
        int all = 0;
        int moved = 0; // between a department that goes and one that comes
        bool mostly_moved() const { return moved * 2 > all; }
    };
    std::map<DepartmentKey, Side> old_;
    std::map<DepartmentKey, Side> new_;
    std::map<std::pair<DepartmentKey, DepartmentKey>, int> shared_;
};

class Reader
{
public:
    Reader(const PlanInput& input, const Tree& tree, const Targets& targets,
           const std::set<DepartmentKey>& new_ones)
        : tree_{tree}
    {
        find_old(input);
        find_new(input, new_ones);
        if (!old_.empty() && !new_.empty()) {
            look_at_people(targets);
            look_at_departments_below();
        }
    }

    std::vector<Reading> take()
    {
        std::vector<Reading> readings;
        readings.reserve(readings_.size());
        for (auto& [key, reading] : readings_) {
            readings.push_back(std::move(reading));
        }
        return readings;
    }

private:
    // What a department was called and stood under, as its key or, of an id, DingTalk tells.
    struct Old {
        DeptId dept_id = 0;
        std::string name;
        DepartmentKey parent;
    };

    // Linked, there, and spoken of by nobody any more.
    void find_old(const PlanInput& input)
    {
        const auto kept = kept_keys(input, tree_);
        std::map<DeptId, DepartmentKey> linked{{tree_.root, "/"}};
        for (const DepartmentLink& link : input.department_links) {
            linked.emplace(link.dept_id, link.key);
        }
        for (const DepartmentLink& link : input.department_links) {
            const auto there = tree_.observed.find(link.dept_id);
            if (kept.contains(link.key) || tree_.nodes.contains(link.key) ||
                tree_.by_id.contains(link.dept_id) || link.dept_id == tree_.root ||
                there == tree_.observed.end()) {
                continue;
            }
            Old old{link.dept_id, model::leaf_of(link.key), model::parent_of(link.key)};
            if (!model::is_path(link.key)) {
                const auto above = linked.find(there->second->parent_id);
                old.name = there->second->name;
                old.parent = above == linked.end() ? DepartmentKey{} : above->second;
            }
            old_.emplace(link.key, std::move(old));
            key_of_.emplace(link.dept_id, link.key);
        }
    }

    // A department made by hand that stands in the very place is adopted instead.
    void find_new(const PlanInput& input, const std::set<DepartmentKey>& new_ones)
    {
        std::set<std::pair<DeptId, std::string>> by_hand;
        std::set<DeptId> linked;
        for (const DepartmentLink& link : input.department_links) {
            linked.insert(link.dept_id);
        }
        for (const auto& [id, department] : tree_.observed) {
            if (!linked.contains(id)) {
                by_hand.emplace(department->parent_id, department->name);
            }
        }
        for (const Node* node : tree_.downward) {
            if (node->dept_id || !node->is_stated() || new_ones.contains(node->key)) {
                continue;
            }
            const auto parent = tree_.place(node->parent);
            const bool taken =
                parent && parent->dept_id && by_hand.contains({*parent->dept_id, node->name});
            if (!taken) {
                new_.insert(node->key);
            }
        }
    }

    void look_at_people(const Targets& targets)
    {
        Movements people;
        for (const Target& target : targets) {
            if (target.fate != Fate::keep || target.account == nullptr ||
                !target.person().departments) {
                continue;
            }
            std::vector<DepartmentKey> from;
            for (const DeptId id : target.account->dept_ids) {
                if (const auto found = key_of_.find(id); found != key_of_.end()) {
                    from.push_back(found->second);
                }
            }
            const std::vector<DepartmentKey> to = new_among(*target.person().departments);
            people.add(from, to);
            for (const DepartmentKey& key : to) {
                people.arrives(key, !from.empty());
            }
        }
        choose(people);
    }

    // What has departments below it is the one that was above most of them. What that tells about a
    // parent tells about the parent's parent in the next round.
    void look_at_departments_below()
    {
        while (choose(departments_below())) {
        }
    }

    Movements departments_below() const
    {
        Movements below;
        for (const auto& [key, reading] : readings_) {
            const DepartmentKey& above = tree_.nodes.at(key).parent;
            const DepartmentKey& was = old_.at(reading.was).parent;
            const bool goes = is_open(was);
            const bool comes = new_.contains(above) && !readings_.contains(above);
            if (goes) {
                below.add({was}, comes ? std::vector{above} : std::vector<DepartmentKey>{});
            }
            if (comes) {
                below.arrives(above, goes);
            }
        }
        return below;
    }

    bool is_open(const DepartmentKey& was) const
    {
        return old_.contains(was) && !read_.contains(was);
    }

    std::vector<DepartmentKey> new_among(const std::vector<DepartmentKey>& keys) const
    {
        std::set<DepartmentKey> found;
        for (const DepartmentKey& key : keys) {
            if (new_.contains(key)) {
                found.insert(key);
            }
        }
        return {found.begin(), found.end()};
    }

    // False: nothing was.
    bool choose(const Movements& movements)
    {
        const std::vector<Overlap> plausible = movements.plausible([this](const Overlap& one) {
            const Old& old = old_.at(one.was);
            const Node& node = tree_.nodes.at(one.key);
            return std::pair{old.name != node.name, old.parent != node.parent};
        });
        std::vector<const Overlap*> chosen;
        for (const Overlap& one : plausible) {
            if (is_open(one.was) && !readings_.contains(one.key)) {
                read_.insert(one.was);
                readings_.emplace(one.key, Reading{one.key, one.was, old_.at(one.was).dept_id, {}});
                chosen.push_back(&one);
            }
        }
        for (const Overlap* one : chosen) {
            if (!movements.is_certain(*one)) {
                readings_.at(one->key).others = rivals_of(*one, plausible);
            }
        }
        return !chosen.empty();
    }

    // What found no other place in this reading.
    std::vector<DepartmentKey> rivals_of(const Overlap& chosen,
                                         const std::vector<Overlap>& plausible) const
    {
        std::set<DepartmentKey> rivals;
        for (const Overlap& other : plausible) {
            if (other.key == chosen.key && is_open(other.was)) {
                rivals.insert(other.was);
            }
            if (other.was == chosen.was && !readings_.contains(other.key)) {
                rivals.insert(other.key);
            }
        }
        return {rivals.begin(), rivals.end()};
    }

    const Tree& tree_;
    std::map<DepartmentKey, Old> old_; // that nobody speaks of any more
    std::map<DeptId, DepartmentKey> key_of_;
    std::set<DepartmentKey> new_;  // that nothing is linked to
    std::set<DepartmentKey> read_; // of the old ones
    std::map<DepartmentKey, Reading> readings_;
};

} // namespace

std::vector<Reading> read_reorganisation(const PlanInput& input, const Tree& tree,
                                         const Targets& targets,
                                         const std::set<DepartmentKey>& new_ones)
{
    return Reader{input, tree, targets, new_ones}.take();
}

} // namespace rosterd::plan
