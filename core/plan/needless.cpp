// A department nobody will be in is not created: somebody whose number is missing or taken gets no
// account, and brings no empty department either.
#include <algorithm>
#include <ranges>

#include "core/model/paths.hpp"
#include "core/plan/tree.hpp"

namespace rosterd::plan
{

namespace
{

using Counts = std::map<model::DepartmentKey, std::int64_t>;

Counts users_after(const Tree& tree, const Targets& targets)
{
    Counts users = tree.users;
    for (const Target& target : targets) {
        const bool counted = target.from->counted && !target.verdict.over;
        // With a finding, so that every plan looks at them again.
        const bool waits = target.troubled && target.account == nullptr && !target.creates();
        const bool comes = target.fate == Fate::keep || target.creates();
        const int change = counted && waits ? -1 : !counted && comes ? 1 : 0;
        if (change != 0) {
            for (const auto& key : model::departments_of(target.person())) {
                users[key] += change;
            }
        }
    }
    return users;
}

} // namespace

void drop_needless(Tree& tree, const Targets& targets)
{
    if (std::ranges::none_of(tree.downward, [](const Node* node) { return node->creates(); })) {
        return;
    }
    const Counts users = users_after(tree, targets);
    std::set<model::DepartmentKey> parents;
    for (Node* node : tree.downward | std::views::reverse) {
        const auto found = users.find(node->key);
        const bool used = found != users.end() && found->second > 0;
        if (node->creates() && node->record == nullptr && !used && !parents.contains(node->key)) {
            node->blocked = true;
        } else if (!node->blocked) {
            parents.insert(node->parent);
        }
    }
}

} // namespace rosterd::plan
