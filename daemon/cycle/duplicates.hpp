// Who else holds an employee id, a number, a mail or an extension: the answer that the duplicate
// check needs about people who did not change.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/ingest/ingest.hpp"
#include "core/state/store.hpp"
#include "daemon/cycle/ref_set.hpp"

namespace rosterd::cycle
{

// A read so far, seen from its people who are asked about.
struct HolderQuestion {
    const std::string& source;
    std::span<const model::Person> people;
    // Whom the store has by the same id, in the same order.
    std::span<const std::optional<state::RosterPerson>> before;
    const RefSet& candidates; // of a complete read: present people whose record did not come again
    const RefSet& again;      // those of them who have another record, which did
    const RefSet* came;       // who is among the people of the read; nullptr: not known yet
    const std::set<std::string>& gone; // employee ids: the source says so in this read
    bool complete =
        false; // candidates that are not among the people are gone and hold nothing any more
    bool only_source = true;
    model::Instant now{};

    // Whether this person's record is a change, and not a second one.
    bool is_change(std::size_t person) const
    {
        const auto& one = before[person];
        return one && one->present && (!complete || candidates.contains(one->ref));
    }
};

// Somebody who holds what one of the people is to get.
struct Rival {
    ingest::Holder holder;
    state::PersonRef ref = 0;
    bool in_source = false; // of the same one
    bool same_id = false;   // rivals for the employee_id
};

// Asks the store once for all values in question.
class Rivals
{
public:
    Rivals(const HolderQuestion& question, state::Store& store);

    // Each of all the people's.
    const std::unordered_map<std::string, std::vector<Rival>>& by_value() const
    {
        return by_value_;
    }
    // Those of this person, by any value.
    std::vector<const Rival*> of(const model::Person& person) const;
    // For ingest's duplicate check; must not outlive this.
    ingest::Holders holders() const;

private:
    void ask_userids(state::Store& store);
    void ask_employee_ids(state::Store& store);
    void note(const char* field, const std::string& value, const state::RosterPerson& one);
    void add(const std::string& field, const std::string& value, const state::RosterPerson& one);

    const HolderQuestion& question_;
    std::unordered_map<std::string, std::vector<Rival>> by_value_; // by field and value
};

// Somebody who has left, or whose last day is over, gives up what was theirs.
bool gives_up_values(const model::Person& person, model::Instant now);

} // namespace rosterd::cycle
