#include "daemon/cycle/folding.hpp"

#include <utility>

#include "daemon/cycle/disputes.hpp"

namespace rosterd::cycle
{

using state::RosterPerson;

Crowd Folding::without_held(std::span<const model::Record> batch, std::size_t first, Crowd all)
{
    Crowd out;
    for (std::size_t i = 0; i < all.people.size(); ++i) {
        model::Person& person = all.people[i];
        std::optional<RosterPerson>& before = all.before[i];
        const std::uint32_t record = all.records[i];
        const std::uint64_t fingerprint = batch[record - first].fingerprint;
        if (several_.may_have_others(person, before)) {
            several_.hold({{std::move(person), record, 0}, fingerprint, all.says_leads[i]});
            continue;
        }
        if (is_dated(person)) { // it may begin later
            RecordsInARead records{person.employee_id, {{fingerprint, person}}, {}, {}, {}};
            if (before && before->present) {
                records.before = before->person;
            }
            if (auto folded = fold(records, read())) {
                person = std::move(folded->person);
                note(*folded, record, before);
            }
        }
        out.add(std::move(person), std::move(before), record, all.says_leads[i]);
    }
    return out;
}

void Folding::each_crowd(const std::function<void(Crowd)>& take)
{
    Crowd crowd;
    several_.each_person([&](Several::Group group) {
        add(std::move(group), crowd);
        if (crowd.people.size() >= kAtOnce) {
            take(std::exchange(crowd, {}));
        }
    });
    take(std::move(crowd));
}

void Folding::add(Several::Group group, Crowd& to)
{
    auto folded = fold(group.records, read());
    if (!folded) {
        for (Held& one : group.held) {
            to.add(std::move(one.spoken.person), group.before, one.spoken.record, one.says_leads);
        }
        return;
    }
    const std::uint32_t record = group.held.front().spoken.record;
    bool says_leads = false;
    for (const Held& one : group.held) {
        says_leads = says_leads || one.says_leads;
        if (one.spoken.record != record) {
            intake_.more.emplace_back(one.spoken.record, record);
        }
    }
    note(*folded, record, group.before);
    to.add(std::move(folded->person), std::move(group.before), record, says_leads);
}

void Folding::keep_without_new(std::vector<state::PersonRef>& missing)
{
    RefSet here;
    several_.each_without_new(missing, [&](Several::Group group) {
        if (auto folded = fold(group.records, read())) {
            const RosterPerson& before = *group.before;
            here.insert(before.ref);
            note(*folded, kNoRecord, before);
            count(intake_, folded->person, &before.person, +1);
            intake_.people.add({std::move(folded->person), kNoRecord, before.ref});
        }
    });
    std::erase_if(missing, [&](state::PersonRef ref) { return here.contains(ref); });
}

void Folding::note(Folded& folded, std::uint32_t record, const std::optional<RosterPerson>& before)
{
    if (folded.dated) {
        intake_.dated.add({record, std::move(*folded.dated)});
    }
    if (before && before->present) {
        facts_.candidates.insert(before->ref);
    }
}

} // namespace rosterd::cycle
