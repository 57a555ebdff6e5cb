// The departments HR wants, and which of DingTalk's departments each of them is.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/model/paths.hpp"
#include "core/plan/target.hpp"

namespace rosterd::plan
{

struct Node {
    model::DepartmentKey key{};
    model::DepartmentKey parent{}; // "/" = the managed root
    std::string name{};
    const model::Department* record = nullptr; // nullptr: implied by a path
    const model::Origin* origin = nullptr;     // the record that asks for it, if known
    std::optional<model::DeptId> dept_id{};    // nullopt: to be created, or blocked
    const model::ObservedDepartment* observed =
        nullptr; // nullptr where departments are not looked at
    bool adopted = false;
    bool goes_on = false;                       // known again by its people (reorganise.hpp)
    model::DepartmentKey was{};                 // linked under this key so far; empty: was not
    std::vector<model::DepartmentKey> others{}; // that are as good a reading of it
    bool blocked = false;                       // cannot be created; a finding says why
    bool moves = false;                         // gets another name or parent

    bool creates() const { return !dept_id && !blocked; }
    // Otherwise it is only linked, and neither name nor place are known.
    bool is_stated() const { return record != nullptr || model::is_path(key); }
};

struct Tree {
    model::DeptId root = model::kCompanyRoot;
    std::map<model::DepartmentKey, Node> nodes; // without the root
    std::vector<Node*> downward;                // parents before children
    std::map<model::DeptId, const model::ObservedDepartment*> observed;
    std::unordered_set<model::DeptId> subtree; // what stands below the root, the root included

    std::map<model::DeptId, Node*> by_id;               // of the nodes that exist
    std::map<model::DepartmentKey, std::int64_t> users; // people whose employment goes on
    std::set<model::DepartmentKey> in_use;              // keys with any of these
    std::vector<DepartmentLink> unused; // to be removed if they turn out empty; deepest first
    std::set<model::DeptId> relied_on;  // of these, whose place another department takes

    const Node* find(const model::DepartmentKey& key) const;
    // A department on the way up, wanted (`node`) or only there (`dept_id`).
    struct Step {
        const Node* node = nullptr;
        std::optional<model::DeptId> dept_id{};
    };
    // What stands above once the plan is applied; neither for what stands above the root.
    Step above(const Step& step) const;
    // nullopt: unknown or blocked.
    std::optional<Place> place(const model::DepartmentKey& key) const;
    bool managed(model::DeptId dept_id) const;
};

// Resolves every department in use or stated: by link, by name under the same parent, by rosterd's
// mark, else as a creation (grow_tree.cpp).
// `new_ones`: keys under which no department goes on that had another one.
Tree grow_tree(const PlanInput& input, const Lifecycle& lifecycle, const Targets& targets,
               const std::set<model::DepartmentKey>& new_ones, Findings& findings);
// The second half of it: fills in what is in DingTalk, for the nodes wanted (resolve_tree.cpp).
void resolve(Tree& tree, const PlanInput& input, const Targets& targets,
             const std::set<model::DepartmentKey>& new_ones);
// Everything the sources still speak of, whether in scope or not.
std::set<model::DepartmentKey> kept_keys(const PlanInput& input, const Tree& tree);

// Decides which changes of name and parent find their place free (slots.cpp). A place that only a
// removal frees counts as free, unless that department is in `stay`.
void settle_slots(Tree& tree, const std::set<model::DeptId>& stay, Findings& findings);

// Of the departments that go on under another key, those whose place they cannot have: had they not
// gone on, nothing would be made there either, and the next plan would see no reason to
// (slots.cpp).
std::set<model::DepartmentKey> without_their_place(const Tree& tree);

// Fills in Target::places and blocks creations whose department is unknown (places.cpp).
void find_places(Targets& targets, const Tree& tree, const model::Policy& policy,
                 Findings& findings);

// Leaves out creations that only people need who get no account now (needless.cpp).
void drop_needless(Tree& tree, const Targets& targets);

// Whether the target is in that department once the plan is applied (places.cpp).
bool is_in(const Target& target, const Place& place);

inline constexpr std::string_view kMark = "rosterd:";
// What rosterd writes into a department it creates, to know it again if the link is lost.
std::string department_mark(const model::DepartmentKey& key);

} // namespace rosterd::plan
