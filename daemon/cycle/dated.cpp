#include "daemon/cycle/dated.hpp"

#include <algorithm>

#include "core/ingest/versions.hpp"
#include "core/plan/lifecycle.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Person;
using state::DatedRecord;

// In a read of changes: the same job as of the same day.
bool same_place(const Person& a, const Person& b)
{
    const bool main_a = a.main_job.value_or(true);
    return a.effective_on == b.effective_on && main_a == b.main_job.value_or(true) &&
           (main_a || a.departments == b.departments);
}

Person undated(Person person)
{
    person.effective_on.reset();
    return person;
}

model::Instant begin_of(const Person& person, const DatedRead& read)
{
    return person.effective_on
               ? plan::start_of_day(*person.effective_on, person.time_zone, read.company_zone)
               : model::Instant::min();
}

// Records that are true still, without those that are said anew.
std::vector<DatedRecord> still_true(const RecordsInARead& records, const DatedRead& read)
{
    std::vector<DatedRecord> out;
    if (!records.before) {
        return out;
    }
    std::vector<DatedRecord> stored = records.stored;
    if (stored.empty() && read.complete && records.again.size() == 1) {
        stored.push_back({*records.again.begin(), *records.before});
    }
    for (DatedRecord& one : stored) {
        const bool said_anew = std::ranges::any_of(records.fresh, [&](const DatedRecord& fresh) {
            return same_place(fresh.person, one.person);
        });
        if (read.complete ? records.again.contains(one.fingerprint) : !said_anew) {
            out.push_back(std::move(one));
        }
    }
    return out;
}

} // namespace

bool is_dated(const Person& person)
{
    return person.effective_on || person.main_job;
}

std::optional<Folded> fold(const RecordsInARead& records, const DatedRead& read)
{
    std::vector<DatedRecord> all = still_true(records, read);
    all.insert(all.end(), records.fresh.begin(), records.fresh.end());
    const bool all_begin_later =
        !all.empty() && std::ranges::all_of(all, [&](const DatedRecord& one) {
            return begin_of(one.person, read) > read.now;
        });
    if (records.before && all_begin_later) {
        all.push_back({0, undated(*records.before)}); // what is true until then
    }
    std::vector<Person> people;
    for (const DatedRecord& one : all) {
        people.push_back(one.person);
    }
    const auto versions = ingest::taken_together(std::move(people));
    if (!versions || versions->empty()) {
        return std::nullopt;
    }
    std::size_t now = 0; // before the first one begins, it is all that is known
    state::RecordsOfPerson dated{records.employee_id, {}, {}};
    for (std::size_t i = 1; i < versions->size(); ++i) {
        const model::Instant begin = begin_of((*versions)[i], read);
        if (begin <= read.now) {
            now = i;
        } else {
            dated.versions.push_back({begin, (*versions)[i]});
        }
    }
    if (all.size() > 1) {
        dated.records = std::move(all);
    }
    Folded out{(*versions)[now], std::nullopt};
    if (!records.stored.empty() || !dated.records.empty()) {
        out.dated = std::move(dated);
    }
    return out;
}

} // namespace rosterd::cycle
