#include "core/plan/batches.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace rosterd::plan
{

namespace
{

using model::Operation;
using model::OperationKind;
using model::Right;

constexpr std::size_t kRolesACall = 20;

std::size_t people_a_call(OperationKind kind)
{
    return kind == OperationKind::role_grant ? 20 : 100;
}

using Pairs = std::map<std::string, std::map<Right, std::size_t>>; // userid, right -> operation
using People = std::vector<std::string>;

// Every one of `people` has all of `rights`.
void cut(const Pairs& pairs, OperationKind kind, const std::vector<Right>& rights,
         const People& people, std::vector<Batch>& out)
{
    for (std::size_t r = 0; r < rights.size(); r += kRolesACall) {
        for (std::size_t p = 0; p < people.size(); p += people_a_call(kind)) {
            Batch batch{kind, {}, {}, {}};
            const std::size_t last_right = std::min(r + kRolesACall, rights.size());
            const std::size_t last = std::min(p + people_a_call(kind), people.size());
            const auto at = [](const auto& list, std::size_t place) {
                return list.begin() + static_cast<std::ptrdiff_t>(place);
            };
            batch.rights.assign(at(rights, r), at(rights, last_right));
            for (std::size_t i = p; i < last; ++i) {
                batch.userids.push_back(people[i]);
                for (const Right& right : batch.rights) {
                    batch.operations.push_back(pairs.at(people[i]).at(right));
                }
            }
            out.push_back(std::move(batch));
        }
    }
}

std::vector<Batch> by_same_rights(const Pairs& pairs, OperationKind kind)
{
    std::map<std::vector<Right>, People> people;
    for (const auto& [userid, rights] : pairs) {
        std::vector<Right> names;
        names.reserve(rights.size());
        for (const auto& [right, operation] : rights) {
            names.push_back(right);
        }
        people[names].push_back(userid);
    }
    std::vector<Batch> out;
    for (const auto& [rights, some] : people) {
        cut(pairs, kind, rights, some, out);
    }
    return out;
}

std::vector<Batch> by_right(const Pairs& pairs, OperationKind kind)
{
    std::map<Right, People> people;
    for (const auto& [userid, rights] : pairs) {
        for (const auto& [right, operation] : rights) {
            people[right].push_back(userid);
        }
    }
    std::vector<Batch> out;
    for (const auto& [right, some] : people) {
        cut(pairs, kind, {right}, some, out);
    }
    return out;
}

} // namespace

bool in_batches(OperationKind kind)
{
    return kind == OperationKind::role_grant || kind == OperationKind::role_revoke ||
           kind == OperationKind::attendance_add || kind == OperationKind::attendance_remove;
}

std::vector<Batch> batches_of(const std::vector<Operation>& all,
                              const std::vector<std::size_t>& some)
{
    std::map<OperationKind, Pairs> kinds;
    for (const std::size_t i : some) {
        kinds[all[i].kind][all[i].userid].emplace(*model::right_of(all[i]), i);
    }
    std::vector<Batch> out;
    for (const auto& [kind, pairs] : kinds) {
        std::vector<Batch> same = by_same_rights(pairs, kind);
        std::vector<Batch> single = by_right(pairs, kind);
        const bool attendance = kind == OperationKind::attendance_add ||
                                kind == OperationKind::attendance_remove; // a group a call
        auto& fewer = attendance || single.size() < same.size() ? single : same;
        std::ranges::move(fewer, std::back_inserter(out));
    }
    return out;
}

} // namespace rosterd::plan
