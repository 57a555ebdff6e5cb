// What HR says, as last accepted: people, department records, findings and the index that tells an
// unchanged record from a changed one without reading it again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/finding.hpp"
#include "core/model/observed.hpp"
#include "core/model/person.hpp"
#include "core/model/record.hpp"

namespace rosterd::state
{

using PersonRef = std::int64_t; // row of a person in the store, stable while the person is known

// One record of the last read, in the order read. Records with findings of severity error are not
// here, so they are looked at again on every read.
struct SeenRecord {
    std::uint64_t fingerprint = 0;
    std::uint32_t person = 0; // PersonRef
    std::uint32_t row = 0;    // row in the file when last read; 0 if none
};
static_assert(sizeof(SeenRecord) == 16);

struct RosterPerson {
    PersonRef ref = 0; // 0 = new
    model::Person person;
    bool present = true;
    bool over = false;             // present, and settled as gone: see Settled
    bool told = false;             // gone by the source's own word (a tombstone), not by absence
    model::Instant absent_since{}; // meaningful when !present
};

// One of several records of a person, or one that is true from a day on.
struct DatedRecord {
    std::uint64_t fingerprint = 0;
    model::Person person;
    bool operator==(const DatedRecord&) const = default;
};

// What a person's records say from an instant on, taken together.
struct DatedVersion {
    model::Instant at{};
    model::Person person;
    bool operator==(const DatedVersion&) const = default;
};

struct RecordsOfPerson {
    std::string employee_id;
    std::vector<DatedRecord> records;   // all; none: the person has one record without a day
    std::vector<DatedVersion> versions; // that begin later, in their order
};

inline constexpr std::size_t kMostWaiting = 10'000;

enum class UniqueValue { mobile, email, org_email, telephone, userid };

// What one accepted read changes. Applied in one transaction.
struct RosterDelta {
    std::string source;
    std::uint64_t ingest_version = 0; // of mapping and rules; another version makes `seen` void
    model::Instant at{};
    std::vector<model::Person> upserts;  // accepted, new or changed; known by employee_id
    std::vector<PersonRef> absent;       // present before, missing from a complete read
    std::vector<std::string> tombstones; // employee_ids the source says are gone
    std::optional<std::vector<model::Department>>
        departments;                      // nullopt: no statement about records
    std::vector<model::Finding> findings; // of the records in this delta and of the file
    std::vector<std::string>
        quarantined; // employee_ids kept as they were; their findings replace old ones
    bool complete = false;
    std::vector<RecordsOfPerson> dated; // of people in `upserts` with several records, or who had
    std::int64_t records = 0;           // records in the read, faulty ones included
    std::string cursor;                 // empty: none
    // People of the source as this store answered them since it was last written to: these need not
    // be read again.
    std::span<const RosterPerson> known;
    // A part of a read, and more parts follow: departments, findings and what becomes of the source
    // come with the last. All in one transaction of the caller's.
    bool more = false;
};

struct SourceState {
    std::uint64_t ingest_version = 0;
    std::string cursor;
    std::int64_t last_complete_records = -1; // -1: never read completely
    bool last_read_complete = false;         // and not of changes
    model::Instant last_read{};
};

class RosterStore
{
public:
    virtual ~RosterStore() = default;

    virtual SourceState source(const std::string& name) = 0;
    virtual std::vector<std::string> source_names() = 0; // of every source ever read, in order
    // Empty when the stored index was made under another ingest version.
    virtual std::vector<SeenRecord> seen(const std::string& source,
                                         std::uint64_t ingest_version) = 0;
    virtual void set_seen(const std::string& source, std::span<const SeenRecord> seen) = 0;
    // A complete read said nothing new.
    virtual void note_read(const std::string& source, const std::string& cursor,
                           model::Instant at) = 0;

    // Applies the delta; answers the refs of `upserts` in their order. Whatever it touches becomes
    // unsettled. Findings of touched people are replaced, those of others stay.
    virtual std::vector<PersonRef> apply(const RosterDelta& delta) = 0;

    // Records in quarantine, oldest first: a source of changes will not say them again. At most
    // kMostWaiting are kept for a source, the latest.
    virtual std::vector<model::Record> waiting(const std::string& source) = 0;
    virtual void set_waiting(const std::string& source, std::span<const model::Record> records) = 0;

    // Of people with several records, or with one that is true from a day on.
    virtual bool anybody_dated(const std::string& source) = 0;
    virtual std::vector<DatedRecord> records_of(const std::string& source,
                                                const std::string& employee_id) = 0;
    virtual std::vector<DatedVersion> versions_of(const std::string& source,
                                                  const std::string& employee_id) = 0;
    // From now on the versions that have begun are what is known of their people; answers how many.
    virtual std::int64_t take_effect(model::Instant now) = 0;

    virtual std::vector<RosterPerson> people(std::span<const PersonRef> refs) = 0;
    virtual std::optional<RosterPerson> find(const std::string& source,
                                             const std::string& employee_id) = 0;
    // People (present or not) by their employee_id in any source.
    virtual std::vector<RosterPerson> find_employee(const std::string& employee_id) = 0;
    // Where each stood in the last read; what a store answers may be older, since rows shift.
    virtual void name_rows(std::vector<RosterPerson>& people) = 0;
    // Present people of any source that hold one of these values, e.g. a mobile number.
    virtual std::vector<RosterPerson> holders(UniqueValue kind,
                                              std::span<const std::string> values) = 0;
    virtual std::vector<RosterPerson> everyone() = 0; // ordered by source and employee_id

    // People whose desired and observed state may differ: never planned, changed since, or due.
    virtual std::vector<RosterPerson> unsettled(model::Instant now) = 0;
    virtual bool anything_unsettled(model::Instant now) = 0;
    // The first instant after `at` at which time alone may change what is desired for somebody who
    // is settled, or a version begins.
    virtual std::optional<model::Instant> next_due(model::Instant at) = 0;
    struct Settled {
        PersonRef ref = 0;
        std::optional<model::Instant> due{}; // when time alone may change what is desired
        // Present, yet the employment has ended (true) or goes on again (false): whether their
        // departments count as in use. nullopt: as before. A new record counts again.
        std::optional<bool> over{};
    };
    virtual void settle(std::span<const Settled> people) = 0;
    virtual void unsettle_all() = 0;                                 // the policy changed
    virtual void unsettle(std::span<const std::string> userids) = 0; // the mirror changed
    // Once absent or gone and without an account, a person need not be kept in the roster.
    virtual void forget(std::span<const PersonRef> refs) = 0;

    virtual std::vector<model::Department> departments() = 0;
    // Keys of departments that present people are in or lead, with the number of people, but for
    // those who are over; ancestors are not included.
    virtual std::map<model::DepartmentKey, std::int64_t> departments_in_use() = 0;
    struct Leader {
        model::DepartmentKey department;
        std::string source;
        std::string employee_id;
    };
    virtual std::vector<Leader> leaders() = 0; // present people only, ordered
    virtual std::int64_t count_present() = 0;

    // All stored findings; row numbers are those of the last read.
    virtual std::vector<model::Finding> findings() = 0;
    // Those about one employee_id, of every source, whether it was ever accepted or not.
    virtual std::vector<model::Finding> findings_about(const std::string& employee_id) = 0;
    // Up to `most` employee_ids on either side of this one in the roster's order.
    virtual std::vector<std::string> neighbours(const std::string& employee_id, int most) = 0;

    // The same people as unsettled(), without reading them: a million may be.
    virtual std::vector<PersonRef> unsettled_refs(model::Instant now) = 0;
};

} // namespace rosterd::state
