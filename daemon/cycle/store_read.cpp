#include "daemon/cycle/store_read.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "daemon/cycle/feed.hpp"
#include "daemon/cycle/leading.hpp"
#include "daemon/cycle/refuse.hpp"
#include "daemon/cycle/refused_leavers.hpp"
#include "daemon/cycle/rights.hpp"
#include "daemon/cycle/seen_order.hpp"
#include "daemon/cycle/waiting.hpp"

namespace rosterd::cycle
{

namespace
{

using state::PersonRef;

constexpr std::size_t kMostNamed = 20'000; // of the kept, whose older findings go

std::optional<model::Record> first_person(const Spooled<model::Record>& records)
{
    std::optional<model::Record> first;
    records.each_of([&](std::size_t) { return !first; },
                    [&](std::size_t, const model::Record& one) {
                        if (one.kind == model::RecordKind::person) {
                            first = one;
                        }
                    });
    return first;
}

std::vector<model::Finding> findings_of_headings(const Spooled<model::Record>& records,
                                                 const ingest::IngestOptions& options,
                                                 const std::string& source, state::Store& store)
{
    const auto first = first_person(records);
    if (!first) { // every row is known: so is what was said of their headings
        auto known = store.roster().findings();
        std::erase_if(known, [&](const model::Finding& one) {
            return one.origin.source != source || !one.rule.starts_with("heading.");
        });
        return known;
    }
    std::vector<std::string> headings;
    for (const model::Cell& cell : first->cells) {
        headings.push_back(cell.heading);
    }
    auto findings = ingest::heading_findings(headings, options);
    // Only a table has the same columns in every record.
    std::erase_if(findings, [&](const model::Finding& finding) {
        return finding.rule == "heading.not_there" && first->origin.file.empty();
    });
    for (model::Finding& finding : findings) {
        finding.origin.source = source;
        if (finding.origin.where.empty()) {
            finding.origin.file = first->origin.file;
            finding.origin.where = first->origin.file;
        }
    }
    return findings;
}

// The source's department records from now on; nullopt if it never had any. A read of changes
// leaves the others as they are, and so does one with a faulty department: it may be any of them.
std::optional<std::vector<model::Department>>
departments_of(state::Store& store, Intake& intake, const std::string& source, bool complete)
{
    std::vector<model::Department> read = std::move(intake.departments);
    std::vector<model::Department> before = store.roster().departments();
    std::erase_if(before,
                  [&](const model::Department& one) { return one.origin.source != source; });
    if (read.empty() && before.empty()) {
        return std::nullopt;
    }
    if (intake.faulty_department || !complete) {
        std::unordered_set<std::string> keys;
        for (const model::Department& one : read) {
            keys.insert(one.key);
        }
        for (model::Department& one : before) {
            if (!keys.contains(one.key)) {
                read.push_back(std::move(one));
            }
        }
    }
    return read;
}

// Of them as many as are few: what was found about these before is void.
std::vector<std::string> names_of(state::Store& store, const RefSet& kept)
{
    std::vector<PersonRef> refs = kept.refs();
    refs.resize(std::min(refs.size(), kMostNamed));
    std::vector<std::string> ids;
    for (const PersonRef& ref : refs) {
        for (const state::RosterPerson& one : store.roster().people({&ref, 1})) {
            ids.push_back(one.person.employee_id);
        }
    }
    return ids;
}

state::RosterDelta part_of(const state::RosterDelta& delta)
{
    state::RosterDelta part;
    part.source = delta.source;
    part.ingest_version = delta.ingest_version;
    part.at = delta.at;
    part.more = true;
    return part;
}

void store_people(state::Store& store, const Intake& intake, const state::RosterDelta& delta,
                  std::vector<state::SeenRecord>& order)
{
    NewRecords fresh{order};
    intake.people.each_batch([&](std::span<const Spoken> batch) {
        state::RosterDelta part = part_of(delta);
        std::vector<std::uint32_t> records;
        std::vector<PersonRef> before;
        part.upserts.reserve(batch.size());
        for (const Spoken& one : batch) {
            if (!intake.waits(one.record)) {
                part.upserts.push_back(one.person);
                records.push_back(one.record);
                if (one.before != 0) {
                    before.push_back(one.before);
                }
            }
        }
        const std::vector<state::RosterPerson> known = store.roster().people(before);
        part.known = known;
        note_stated_rights(store, part.upserts);
        note_leading(store, delta.source, known, part.upserts);
        const auto refs = store.roster().apply(part);
        for (std::size_t i = 0; i < refs.size(); ++i) {
            if (records[i] != kNoRecord) {
                fresh.accepted(records[i], refs[i]);
            }
        }
    });
    for (const auto& [record, first] : intake.more) { // theirs, and known when it comes again
        fresh.accepted(record, fresh.whose(first));
    }
}

void store_dated(state::Store& store, const Intake& intake, const state::RosterDelta& delta)
{
    intake.dated.each_batch([&](std::span<const Dated> batch) {
        state::RosterDelta part = part_of(delta);
        std::vector<model::Person> later;
        for (const Dated& one : batch) {
            if (!intake.waits(one.record)) {
                part.dated.push_back(one.of);
                for (const state::DatedVersion& version : one.of.versions) {
                    later.push_back(version.person);
                }
            }
        }
        note_stated_rights(store, later); // who holds them is known by the time it begins
        store.roster().apply(part);
    });
}

void count_out(std::span<const state::RosterPerson> people, ingest::Profile& by)
{
    for (const state::RosterPerson& one : people) {
        if (one.present) {
            ingest::count(by, one.person, -1);
        }
    }
}

void store_absence(state::Store& store, const Intake& intake, const state::RosterDelta& delta,
                   ingest::Profile& by)
{
    const std::span<const PersonRef> absent{intake.absent};
    for (std::size_t at = 0; at < absent.size(); at += kBatch) {
        state::RosterDelta part = part_of(delta);
        const auto some = absent.subspan(at, std::min(kBatch, absent.size() - at));
        part.absent.assign(some.begin(), some.end());
        const std::vector<state::RosterPerson> known = store.roster().people(some);
        part.known = known;
        count_out(known, by);
        note_leading(store, delta.source, known, {});
        store.roster().apply(part);
    }
}

} // namespace

std::vector<model::Finding> findings_of(Collector& collector, const Spooled<model::Record>& records,
                                        const ingest::IngestOptions& options,
                                        const std::string& source, state::Store& store,
                                        Intake& intake)
{
    std::vector<model::Finding> out = intake.findings.take(source, options.language);
    const auto append = [&](std::vector<model::Finding> more) {
        std::ranges::move(more, std::back_inserter(out));
    };
    append(findings_of_headings(records, options, source, store));
    append(collector.findings().take(source, options.language));
    return out;
}

void store_read(state::Store& store, const Spooled<model::Record>& records,
                std::vector<state::SeenRecord>& order, ingest::Profile profile, Intake& intake,
                state::RosterDelta& delta)
{
    const auto waiting = faulty_of(records, intake.faulty);
    delta.departments = departments_of(store, intake, delta.source, delta.complete);
    delta.quarantined = names_of(store, intake.kept);
    std::ranges::copy(intake.superseded, std::back_inserter(delta.tombstones));
    store.transaction([&] {
        if (delta.complete) {
            note_roster(store, delta.source, order, delta.at);
            store.journal().drop_approved_reads(delta.source, delta.at);
            forget_refused_leavers(store, delta.source);
        }
        const auto seen_before = delta.complete
                                     ? std::vector<state::SeenRecord>{}
                                     : store.roster().seen(delta.source, delta.ingest_version);
        store_people(store, intake, delta, order);
        store_dated(store, intake, delta);
        store_absence(store, intake, delta, intake.profile);
        for (const std::string& id : delta.tombstones) {
            if (const auto one = store.roster().find(delta.source, id)) {
                count_out({&*one, 1}, intake.profile);
            }
        }
        for (model::Person& person : intake.back) {
            ingest::count(intake.profile, person, +1);
            delta.upserts.push_back(std::move(person));
        }
        note_profile(store, delta.source, std::move(profile), intake.profile);
        store.roster().apply(delta);
        finish_order(order, intake.kept);
        store.roster().set_seen(delta.source,
                                delta.complete ? order : merged_order(seen_before, order));
        store.roster().set_waiting(delta.source, waiting);
    });
}

} // namespace rosterd::cycle
