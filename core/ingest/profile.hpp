// What a source says about its people as a whole, field by field. An export that lost a column, or
// in which one column holds what was another's, shows against it; record by record each looks like
// HR's word.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/ingest/stated_columns.hpp"
#include "core/ingest/swaps.hpp"
#include "core/model/person.hpp"
#include "core/model/policy.hpp"

namespace rosterd::ingest
{

// How many people have something in a field, by its canonical name. In "status" that is an
// employment that has ended: all others come and go with the calendar, and stand in "status.other".
using Profile = std::map<std::string, std::int64_t>;

// Adds the person `times`; -1 takes them away again.
void count(Profile& profile, const model::Person& person, std::int64_t times);

// What one record said of a person before, and what it says now.
struct Restated {
    const model::Person* before = nullptr;
    const model::Person* now = nullptr;
};

struct LostColumn {
    std::string field;
    std::string from; // the field whose former value stands in it now; empty: it has none
    std::int64_t people = 0;
    std::int64_t had = 0; // of so many who had something in it
    bool whole = false;   // the column itself is gone, empty or another's: nobody is to lose that
};

// What the source says once the read is accepted.
struct AfterARead {
    Profile profile;
    StatedColumns columns;   // of the records that did not come the same again
    bool all_is_new = false; // none came the same again
    model::Date today{};
};

// Fields that more people lose than `limit.count` and `limit.percent` of those who had them, in a
// fixed order. Lost is what is not stated any more; and of what decides about access - status,
// dates, level, account, roles, attendance group, own fields - also what is stated empty, or is
// another field's former value. What an update takes from an account is the plan's guards to see.
//
// However few people it concerns, unless `limit.percent` is 100: a status column that says nothing
// of anybody any more, by which somebody comes back; leaving dates that are gone for everybody; and
// columns that changed places. One person's cell that was emptied while other records came the same
// again is HR's word, and no loss.
std::vector<LostColumn> lost_columns(const Profile& before, std::span<const Restated> people,
                                     const model::Limit& limit, const AfterARead& after);

// The same for people who come one after the other.
class Losses
{
public:
    // -1 takes somebody back who turned out not to count.
    void look_at(const Restated& one, std::int64_t times = +1);
    // Whether AfterARead::profile matters to beyond().
    bool ask_who_is_left() const { return back_ > 0 || !last_days_.empty(); }
    std::vector<LostColumn> beyond(const model::Limit& limit, const Profile& before,
                                   const AfterARead& after) const;

private:
    using Lost = std::map<std::pair<std::string, std::string>, LostColumn>;
    void add_whole(const Profile& before, const AfterARead& after, Lost& lost) const;
    bool all_last_days_are_gone(const AfterARead& after) const;

    // By field, and the field whose former value stands there.
    std::map<std::pair<std::string, std::string>, std::int64_t> found_;
    // Who would be at work though it had ended, or not begun; nothing else says that they are.
    std::int64_t back_ = 0;
    std::map<model::Date, std::int64_t> last_days_; // that are not stated any more
    Swaps swaps_;
};

// Somebody whose record says for the first time that they have left, or when: as they were before,
// with that alone. Empty where nothing of the kind is said. A last day that stood in another field
// before is a column in the wrong place, and nobody's word.
std::vector<model::Person> newly_leaving(std::span<const Restated> people);

} // namespace rosterd::ingest
