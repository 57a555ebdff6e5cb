#include "daemon/cycle/several.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace rosterd::cycle
{

namespace
{

using state::PersonRef;
using state::RosterPerson;

constexpr std::size_t kAtATime = 8192; // records in memory

} // namespace

Several::Several(const std::string& source, state::RosterStore& roster,
                 std::span<const state::SeenRecord> order, bool known, std::size_t records)
    : source_{source}, roster_{roster}, order_{order}, known_{known}, ids_{records}
{
    for (const state::SeenRecord& seen : order) {
        again_.insert(seen.person); // 0 of the new ones: nobody's
    }
}

bool Several::may_have_others(const model::Person& person,
                              const std::optional<RosterPerson>& before) const
{
    if (ids_.contains(person.employee_id)) {
        return true;
    }
    if (!before || !before->present) {
        return false;
    }
    return (is_dated(person) && again_.contains(before->ref)) ||
           (known_ && !roster_.records_of(source_, person.employee_id).empty());
}

void Several::hold(Held one)
{
    const std::uint64_t hash = model::fingerprint(one.spoken.person.employee_id);
    Part& part = parts_[hash % parts_.size()];
    part.hashes.push_back(hash / parts_.size());
    part.records.add(std::move(one));
}

void Several::each_person(const Take& take) const
{
    for (const Part& part : parts_) {
        const std::size_t turns = part.records.size() / kAtATime + 1;
        for (std::size_t turn = 0; turn < turns && !part.records.empty(); ++turn) {
            std::map<std::string, Group> groups;
            part.records.each_of([&](std::size_t at) { return part.hashes[at] % turns == turn; },
                                 [&](std::size_t, const Held& one) {
                                     groups[one.spoken.person.employee_id].held.push_back(one);
                                 });
            std::vector<Group> people;
            for (auto& [employee_id, group] : groups) {
                group.before = roster_.find(source_, employee_id);
                group.records.employee_id = employee_id;
                people.push_back(std::move(group));
            }
            answer(std::move(people), take);
        }
    }
}

void Several::each_without_new(std::span<const PersonRef> people, const Take& take) const
{
    std::vector<Group> groups;
    for (std::size_t i = 0; i < people.size() && known_; ++i) {
        for (RosterPerson& one : roster_.people({&people[i], 1})) {
            if (!roster_.records_of(source_, one.person.employee_id).empty()) {
                Group& group = groups.emplace_back();
                group.records.employee_id = one.person.employee_id;
                group.before = std::move(one);
            }
        }
        if (groups.size() >= kAtATime) {
            answer(std::exchange(groups, {}), take);
        }
    }
    answer(std::move(groups), take);
}

void Several::answer(std::vector<Group> people, const Take& take) const
{
    std::unordered_map<PersonRef, std::set<std::uint64_t>> again;
    for (const Group& one : people) {
        if (one.before && one.before->present && again_.contains(one.before->ref)) {
            again[one.before->ref];
        }
    }
    for (std::size_t i = 0; i < order_.size() && !again.empty(); ++i) {
        if (const auto found = again.find(order_[i].person); found != again.end()) {
            found->second.insert(order_[i].fingerprint);
        }
    }
    for (Group& one : people) {
        RecordsInARead& records = one.records;
        for (const Held& held : one.held) {
            records.fresh.push_back({held.fingerprint, held.spoken.person});
        }
        if (one.before && one.before->present) {
            records.before = one.before->person;
            records.again = std::move(again[one.before->ref]);
            if (known_) {
                records.stored = roster_.records_of(source_, records.employee_id);
            }
        }
        take(std::move(one));
    }
}

} // namespace rosterd::cycle
