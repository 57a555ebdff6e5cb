// People with several records, or with one that is true from a day on, on their way into a read as
// a whole: one person in the place of several records.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "daemon/cycle/crowd.hpp"
#include "daemon/cycle/intake.hpp"
#include "daemon/cycle/several.hpp"

namespace rosterd::cycle
{

// Whoever is folded counts as changed, and so becomes one of the candidates of `facts`: records of
// theirs may have come again.
class Folding
{
public:
    Folding(ReadFacts& facts, Several& several, Intake& intake)
        : facts_{facts}, several_{several}, intake_{intake}
    {
    }

    // Those who stand for themselves; the others are held back. `first`: of the batch's records.
    Crowd without_held(std::span<const model::Record> batch, std::size_t first, Crowd all);
    // Those who were held back, in crowds; records that contradict each other as they are: two of
    // one employee id.
    void each_crowd(const std::function<void(Crowd)>& take);
    // Of whom a record is missing while others came again: they are people of the read, and missing
    // no more.
    void keep_without_new(std::vector<state::PersonRef>& missing);

private:
    DatedRead read() const { return {facts_.time_zone, facts_.complete, facts_.now}; }
    void note(Folded& folded, std::uint32_t record,
              const std::optional<state::RosterPerson>& before);
    void add(Several::Group group, Crowd& to);

    ReadFacts& facts_;
    Several& several_;
    Intake& intake_;
};

} // namespace rosterd::cycle
