// A read as a whole, looked at before anything of it is stored: what its records become, which of
// them wait, who is missing, and what the source lost. In batches, so that a million records take
// no more memory than a few thousand, apart from some bytes for each.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/ingest/ingest.hpp"
#include "core/ingest/profile.hpp"
#include "core/state/store.hpp"
#include "daemon/cycle/kept_findings.hpp"
#include "daemon/cycle/ref_set.hpp"
#include "daemon/cycle/spooled.hpp"

namespace rosterd::cycle
{

// What a read is, beside its records.
struct ReadFacts {
    const std::string& source;
    const std::string& time_zone; // the company's
    const ingest::IngestOptions& options;
    std::span<const state::SeenRecord> order; // of all records that came
    const std::set<std::string>& gone;        // employee ids that the source says are gone
    RefSet candidates; // of a complete read: present people whose record did not come again
    bool complete = false;
    bool only_source = true; // no other source can hold the same people
    model::Instant now{};
    RefSet again{}; // of whom a record came again, where somebody may have several
};

// What was accepted last of somebody who has left by a refused read's word.
struct AcceptedBefore {
    model::EmploymentStatus status = model::EmploymentStatus::active;
    std::optional<model::Date> last_day;
};
using RefusedLeavers = std::map<std::string, AcceptedBefore>; // by employee_id

struct Intake {
    // In the order of their records, but who has several comes last; those with a faulty one are
    // among them.
    Spooled<Spoken> people;
    Spooled<Dated> dated; // of those with several records
    // Records beside the one that stands for their person in `people`, and that one.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> more;
    std::vector<bool> faulty;     // by record: it waits in quarantine
    std::int64_t quarantined = 0; // so many do
    bool faulty_department = false;
    std::vector<model::Department> departments;
    KeptFindings findings;
    RefSet kept; // people who stay as they are, since a faulty record may be theirs; of `back` too
    // People who were missing and whom a faulty record names: they are here, as they were. Not
    // whose account is gone or disabled by now: what waits gives nobody access.
    std::vector<model::Person> back;
    std::vector<state::PersonRef> absent; // of a complete read
    // Of a read of changes: employee ids of people who have come under a new one.
    std::vector<std::string> superseded;
    ingest::Profile profile; // by how much the source's changes by the people of the read
    ingest::Losses losses;
    ingest::StatedColumns columns;  // of the records
    RefusedLeavers refused_leavers; // who take back what a refused read said lose nothing by it

    // Whether the person's record waits.
    bool waits(std::uint32_t record) const { return record != kNoRecord && faulty[record]; }
    std::int64_t accepted() const { return static_cast<std::int64_t>(people.size()) - disputed; }
    std::int64_t disputed = 0; // of the people
};

// Reads the store, in one snapshot of the caller's.
Intake look_at(const Spooled<model::Record>& records, const ReadFacts& facts, state::Store& store);

} // namespace rosterd::cycle
