#include "daemon/cycle/read.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "daemon/cycle/collector.hpp"
#include "daemon/cycle/contained.hpp"
#include "daemon/cycle/dated.hpp"
#include "daemon/cycle/duplicates.hpp"
#include "daemon/cycle/feed.hpp"
#include "daemon/cycle/ingest_in_parallel.hpp"
#include "daemon/cycle/quarantine.hpp"
#include "daemon/cycle/refuse.hpp"
#include "daemon/cycle/rights.hpp"
#include "daemon/cycle/seen_order.hpp"
#include "daemon/cycle/waiting.hpp"

namespace rosterd::cycle
{

namespace
{

using state::PersonRef;

struct Reading {
    Source& source;
    state::Store& store;
    model::Instant now;
    std::uint64_t version = 0;
    bool nothing_new = false;         // only what waits in quarantine is looked at again
    bool first_under_version = false; // nothing is known by fingerprint: everything comes anew
    sdk::ReadResult result;
    std::vector<state::RosterPerson> candidates; // present people whose record did not come again
};

// People that were present and whose record was not recognised: changed, gone, or in quarantine.
// After a read of changes only those that it names.
std::vector<state::RosterPerson> candidates_of(const Reading& reading, const Collector& collector,
                                               const std::vector<model::Person>& people)
{
    if (reading.result.completeness == sdk::Completeness::changes) {
        std::vector<state::RosterPerson> out;
        for (const model::Person& person : people) {
            if (auto one = reading.store.roster().find(reading.source.name, person.employee_id);
                one && one->present) {
                out.push_back(std::move(*one));
            }
        }
        return out;
    }
    if (!reading.first_under_version) {
        return reading.store.roster().people(collector.not_seen_again());
    }
    std::vector<state::RosterPerson> all = reading.store.roster().everyone();
    std::erase_if(all, [&](const state::RosterPerson& one) {
        return !one.present || one.person.origin.source != reading.source.name;
    });
    return all;
}

std::vector<model::Finding> findings_of_headings(const Reading& reading,
                                                 const std::vector<model::Record>& records)
{
    std::vector<std::string> headings;
    const auto first = std::find_if(records.begin(), records.end(), [](const model::Record& one) {
        return one.kind == model::RecordKind::person;
    });
    if (first == records.end()) { // every row is known: so is what was said of their headings
        auto known = reading.store.roster().findings();
        std::erase_if(known, [&](const model::Finding& one) {
            return one.origin.source != reading.source.name || !one.rule.starts_with("heading.");
        });
        return known;
    }
    for (const model::Cell& cell : first->cells) {
        headings.push_back(cell.heading);
    }
    auto findings = ingest::heading_findings(headings, reading.source.ingest);
    // Only a table has the same columns in every record.
    std::erase_if(findings, [&](const model::Finding& finding) {
        return finding.rule == "heading.not_there" && first->origin.file.empty();
    });
    for (model::Finding& finding : findings) {
        finding.origin.source = reading.source.name;
        if (finding.origin.where.empty() && !records.empty()) {
            finding.origin.file = records.front().origin.file;
            finding.origin.where = records.front().origin.file;
        }
    }
    return findings;
}

std::vector<PersonRef> refs_of(state::Store& store, const std::string& source,
                               const std::vector<std::string>& employee_ids)
{
    std::vector<PersonRef> refs;
    for (const std::string& id : employee_ids) {
        if (const auto person = store.roster().find(source, id); person && person->present) {
            refs.push_back(person->ref);
        }
    }
    return refs;
}

// The source's department records from now on; nullopt if it never had any. A read of changes
// leaves the others as they are, and so does one with a faulty department: it may be any of them.
std::optional<std::vector<model::Department>>
departments_of(const Reading& reading, std::vector<model::Department> read, bool faulty)
{
    std::vector<model::Department> before = reading.store.roster().departments();
    std::erase_if(before, [&](const model::Department& one) {
        return one.origin.source != reading.source.name;
    });
    if (read.empty() && before.empty()) {
        return std::nullopt;
    }
    if (faulty || reading.result.completeness == sdk::Completeness::changes) {
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

state::RosterDelta delta_of(const Reading& reading, const Collector& collector,
                            const std::vector<model::Record>& fresh, ingest::Ingested& ingested,
                            std::int64_t records)
{
    const bool faulty_department =
        std::any_of(ingested.faulty.begin(), ingested.faulty.end(), [&](std::size_t index) {
            return fresh[index].kind == model::RecordKind::department;
        });
    state::RosterDelta delta;
    delta.source = reading.source.name;
    delta.ingest_version = reading.version;
    delta.at = reading.now;
    delta.complete = reading.result.completeness == sdk::Completeness::complete;
    delta.records = records;
    delta.cursor = reading.result.cursor;
    delta.upserts = std::move(ingested.people);
    delta.findings = std::move(ingested.findings);
    delta.findings.insert(delta.findings.end(), collector.findings().begin(),
                          collector.findings().end());
    for (const Tombstone& tombstone : collector.tombstones()) {
        delta.tombstones.push_back(tombstone.employee_id);
    }
    delta.departments = departments_of(reading, std::move(ingested.departments), faulty_department);
    return delta;
}

std::set<std::string> gone_by(const Collector& collector)
{
    std::set<std::string> gone;
    for (const Tombstone& tombstone : collector.tombstones()) {
        gone.insert(tombstone.employee_id);
    }
    return gone;
}

// What waits in quarantine is read along with the changes.
void look_again(const Reading& reading, const std::set<std::string>& gone,
                const ingest::IngestOptions& options, std::vector<model::Record>& records,
                std::vector<state::SeenRecord>& order)
{
    for (model::Record& record : still_waiting(reading.store.roster().waiting(reading.source.name),
                                               records, gone, options)) {
        order.push_back({record.fingerprint, 0, record.origin.row});
        records.push_back(std::move(record));
    }
}

// Whoever is new and had another employee id before is gone under that one; a source of changes
// need not say so. Of somebody who is known already it was heeded then: the id may be another's by
// now.
void add_superseded(state::RosterStore& roster, const std::string& source,
                    const std::vector<model::Person>& people, std::set<std::string>& gone)
{
    std::unordered_set<std::string_view> here;
    for (const model::Person& person : people) {
        here.insert(person.employee_id);
    }
    for (const model::Person& person : people) {
        const std::string& before = person.previous_employee_id;
        if (before.empty() || here.contains(before)) {
            continue;
        }
        if (const auto known = roster.find(source, person.employee_id); !known || !known->present) {
            gone.insert(before);
        }
    }
}

void accept_without_record(const Dated& dated, ingest::Ingested& ingested)
{
    for (const model::Person& person : dated.without_record) {
        ingested.people.push_back(person);
        ingested.record_of_person.push_back(static_cast<std::size_t>(-1));
    }
}

std::vector<state::RecordsOfPerson> of_accepted(std::vector<state::RecordsOfPerson> dated,
                                                const std::vector<model::Person>& people)
{
    std::unordered_set<std::string_view> accepted;
    for (const model::Person& person : people) {
        accepted.insert(person.employee_id);
    }
    std::erase_if(dated, [&](const state::RecordsOfPerson& one) {
        return !accepted.contains(one.employee_id);
    });
    return dated;
}

// Every record of a person is theirs, and known when it comes again.
void name_more_records(const Dated& dated, const std::vector<model::Person>& people,
                       std::vector<PersonRef>& refs, std::vector<std::size_t>& record_of_person)
{
    std::unordered_map<std::string_view, PersonRef> ref_of;
    for (std::size_t i = 0; i < people.size() && !dated.more.empty(); ++i) {
        ref_of.emplace(people[i].employee_id, refs[i]);
    }
    for (const auto& [record, employee_id] : dated.more) {
        if (const auto found = ref_of.find(employee_id); found != ref_of.end()) {
            record_of_person.push_back(record);
            refs.push_back(found->second);
        }
    }
}

// A record without a word on whom a person leads leaves that as it is, as for every other field; of
// departments the person is in no more, DingTalk lets nobody be the manager.
void keep_leads(const std::vector<state::RosterPerson>& before,
                const ingest::IngestOptions& options, const std::vector<model::Record>& records,
                ingest::Ingested& ingested)
{
    std::unordered_map<std::string_view, const model::Person*> leaders;
    for (const state::RosterPerson& one : before) {
        if (!one.person.leads.empty()) {
            leaders.emplace(one.person.employee_id, &one.person);
        }
    }
    for (std::size_t i = 0; i < ingested.people.size() && !leaders.empty(); ++i) {
        model::Person& person = ingested.people[i];
        const auto found = leaders.find(person.employee_id);
        if (found == leaders.end() ||
            ingest::says_whom_one_leads(records[ingested.record_of_person[i]], options)) {
            continue;
        }
        const auto of = person.departments ? person.departments : found->second->departments;
        for (const model::DepartmentKey& key : found->second->leads) {
            if (of && std::ranges::find(*of, key) != of->end()) {
                person.leads.push_back(key);
            }
        }
    }
}

// A connector that fails now has been read all the same, but its files and messages may come again.
void tell_settled(Source& source, const sdk::Settlement& settlement, SourceReport& report)
{
    const auto told = contained([&]() -> model::Result<void> {
        source.connector->settled(settlement);
        return {};
    });
    if (!told) {
        report.ok = false;
        report.error = told.error();
        report.error.message += ", after its read was accepted";
    }
}

// Ingests what is new, compares it with the rest of the roster and commits the outcome.
void accept(Reading& reading, Collector& collector, bool only_source, const model::Limit& limit,
            SourceReport& report)
{
    std::vector<state::SeenRecord> order = collector.take_order();
    std::vector<model::Record> records = collector.take_records();
    ingest::IngestOptions options = reading.source.ingest;
    options.template_paths = reading.result.template_paths;
    options.today = model::Date{std::chrono::floor<std::chrono::days>(reading.now)};
    std::set<std::string> gone = gone_by(collector);
    const bool complete = reading.result.completeness == sdk::Completeness::complete;
    if (!complete) {
        look_again(reading, gone, options, records, order);
    }
    ingest::Ingested ingested = ingest_in_parallel(records, options);
    if (!complete) {
        add_superseded(reading.store.roster(), reading.source.name, ingested.people, gone);
    }
    ingest::Duplicated duplicated;
    Dated dated;
    reading.store.snapshot([&] {
        reading.candidates = candidates_of(reading, collector, ingested.people);
        dated = take_together(
            reading.store.roster(),
            {reading.source.name, reading.source.time_zone, complete, reading.now, records, order},
            ingested, reading.candidates);
        const HolderQuestion question{
            reading.source.name, ingested.people, reading.candidates, gone, complete,
            only_source,         reading.now};
        duplicated =
            ingest::quarantine_duplicates(ingested, holders_for(question, reading.store), options);
    });
    keep_leads(reading.candidates, options, records, ingested);
    for (model::Finding& finding : findings_of_headings(reading, records)) {
        ingested.findings.push_back(std::move(finding));
    }

    accept_without_record(dated, ingested);
    auto quarantined = quarantined_of(records, ingested, duplicated, reading.source.name);
    keep_people_in_faulty_records(reading.candidates, records, ingested, quarantined);
    const auto absent =
        complete ? absent_of(reading.candidates, ingested, quarantined) : std::vector<PersonRef>{};
    report.fresh = static_cast<std::int64_t>(records.size());
    report.quarantined = static_cast<std::int64_t>(ingested.faulty.size());
    const std::string& source = reading.source.name;
    ingest::Profile profile = profile_of(reading.store, source);
    if (complete) {
        const auto people = restated(reading.candidates, ingested.people);
        report.refused = doubt(reading.store, source, profile, people, order, limit);
        if (report.refused) {
            keep_leavers(reading.store, source, people, reading.candidates, reading.now);
            return;
        }
    }
    report.accepted = static_cast<std::int64_t>(ingested.people.size());
    report.absent = static_cast<std::int64_t>(absent.size() + collector.tombstones().size());

    const auto seen_before =
        complete ? std::vector<state::SeenRecord>{}
                 : reading.store.roster().seen(reading.source.name, reading.version);
    const auto kept = refs_of(reading.store, reading.source.name, quarantined);
    const std::vector<model::Record> waiting = faulty_of(records, ingested);
    state::RosterDelta delta = delta_of(reading, collector, records, ingested, report.records);
    delta.absent = absent;
    delta.quarantined = quarantined;
    delta.tombstones.assign(gone.begin(), gone.end());
    delta.dated = of_accepted(std::move(dated.people), delta.upserts);
    delta.known = reading.candidates;
    reading.store.transaction([&] {
        if (complete) {
            note_roster(reading.store, source, order, reading.now);
            reading.store.journal().drop_approved_reads(source, reading.now);
        }
        note_profile(reading.store, std::move(profile), delta);
        note_stated_rights(reading.store, delta.upserts);
        auto refs = reading.store.roster().apply(delta);
        name_more_records(dated, delta.upserts, refs, ingested.record_of_person);
        finish_order(order, ingested.record_of_person, refs, kept);
        reading.store.roster().set_seen(reading.source.name,
                                        complete ? order : merged_order(seen_before, order));
        reading.store.roster().set_waiting(reading.source.name, waiting);
    });
    if (reading.nothing_new || reading.source.only_look) {
        return;
    }
    tell_settled(reading.source,
                 {delta.cursor, report.records, report.accepted, report.quarantined,
                  std::move(delta.findings)},
                 report);
}

// Record by record the read that was accepted last. A record that is gone without ever having been
// accepted shows by the number alone: its finding has to go.
bool same_as_before(const Reading& reading, const Collector& collector,
                    const state::SourceState& before)
{
    return reading.result.completeness == sdk::Completeness::complete &&
           !reading.first_under_version && before.last_read_complete &&
           before.last_complete_records == collector.count() && collector.unchanged();
}

} // namespace

SourceReport read_source(Source& source, state::Store& store, const sdk::ReadRequest& request,
                         bool only_source, model::Instant now, const model::Limit& limit)
{
    SourceReport report;
    report.name = source.name;
    Reading reading{source, store, now, ingest::version_of(source.ingest), false, false, {}, {}};
    const state::SourceState before = store.roster().source(source.name);
    reading.first_under_version = before.ingest_version != reading.version;
    Collector collector{store.roster().seen(source.name, reading.version)};
    auto result = contained([&] { return source.connector->read(request, collector); });
    if (!result) {
        report.error = std::move(result.error());
        return report;
    }
    reading.result = std::move(*result);
    report.ok = !reading.result.broke_off;
    report.error = reading.result.broke_off.value_or(model::Error{});
    if (!report.ok) { // what came is true; that the rest is missing proves nothing
        reading.result.completeness = sdk::Completeness::changes;
    }
    report.completeness = reading.result.completeness;
    report.notes = reading.result.notes;
    report.records = collector.count();
    if (report.completeness == sdk::Completeness::nothing) {
        if (store.roster().waiting(source.name).empty()) {
            return report;
        }
        // What waits may have been waiting for a change elsewhere.
        reading.nothing_new = true;
        reading.result.completeness = sdk::Completeness::changes;
        reading.result.cursor = before.cursor;
    }
    if (same_as_before(reading, collector, before)) {
        store.roster().note_read(source.name, reading.result.cursor, now);
        if (!source.only_look) {
            tell_settled(source, {reading.result.cursor, report.records, 0, 0, {}}, report);
        }
        return report;
    }
    accept(reading, collector, only_source, limit, report);
    return report;
}

} // namespace rosterd::cycle
