#include "daemon/cycle/read.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "daemon/cycle/collector.hpp"
#include "daemon/cycle/duplicates.hpp"

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
    if (first == records.end()) {
        return {};
    }
    for (const model::Cell& cell : first->cells) {
        headings.push_back(cell.heading);
    }
    auto findings = ingest::heading_findings(headings, reading.source.ingest);
    for (model::Finding& finding : findings) {
        finding.origin.source = reading.source.name;
        if (finding.origin.where.empty() && !records.empty()) {
            finding.origin.file = records.front().origin.file;
            finding.origin.where = records.front().origin.file;
        }
    }
    return findings;
}

// Employee ids whose record is faulty: they stay as they are, neither changed nor gone.
std::vector<std::string> quarantined_of(const std::vector<model::Record>& records,
                                        const ingest::Ingested& ingested,
                                        const ingest::Duplicated& duplicated,
                                        const std::string& source)
{
    std::unordered_set<std::string> places;
    for (const std::size_t index : ingested.faulty) {
        places.insert(records[index].origin.where);
    }
    std::unordered_set<std::string> ids;
    for (const model::Finding& finding : ingested.findings) {
        if (!finding.employee_id.empty() && places.contains(finding.origin.where)) {
            ids.insert(finding.employee_id);
        }
    }
    for (const ingest::Holder& other : duplicated.others) {
        if (other.source == source) {
            ids.insert(other.employee_id);
        }
    }
    return {ids.begin(), ids.end()};
}

// A faulty record may be that of somebody who then seems to be missing: its id is empty or
// mistyped. Who stands in it by name stays as they are.
void keep_people_in_faulty_records(const Reading& reading,
                                   const std::vector<model::Record>& records,
                                   const ingest::Ingested& ingested,
                                   std::vector<std::string>& quarantined)
{
    std::unordered_set<std::string_view> texts;
    for (const std::size_t index : ingested.faulty) {
        for (const model::Cell& cell : records[index].cells) {
            texts.insert(cell.text);
        }
    }
    if (texts.empty()) {
        return;
    }
    std::unordered_set<std::string> here{quarantined.begin(), quarantined.end()};
    for (const model::Person& person : ingested.people) {
        here.insert(person.employee_id);
    }
    for (const state::RosterPerson& one : reading.candidates) {
        if (texts.contains(one.person.name) && !here.contains(one.person.employee_id)) {
            quarantined.push_back(one.person.employee_id);
        }
    }
}

std::vector<PersonRef> absent_of(const Reading& reading, const ingest::Ingested& ingested,
                                 const std::vector<std::string>& quarantined)
{
    if (reading.result.completeness != sdk::Completeness::complete) {
        return {};
    }
    std::unordered_set<std::string_view> here{quarantined.begin(), quarantined.end()};
    for (const model::Person& person : ingested.people) {
        here.insert(person.employee_id);
    }
    std::vector<PersonRef> absent;
    for (const state::RosterPerson& one : reading.candidates) {
        if (!here.contains(one.person.employee_id)) {
            absent.push_back(one.ref);
        }
    }
    return absent;
}

// The new order with the people's refs filled in. Records in quarantine stay in it without a
// fingerprint, so that their person is neither known nor forgotten.
void finish_order(std::vector<state::SeenRecord>& order,
                  const std::vector<std::size_t>& record_of_person,
                  const std::vector<PersonRef>& refs, const std::vector<PersonRef>& kept)
{
    std::unordered_map<std::size_t, PersonRef> by_record;
    for (std::size_t i = 0; i < refs.size(); ++i) {
        by_record[record_of_person[i]] = refs[i];
    }
    const std::unordered_set<PersonRef> doubtful{kept.begin(), kept.end()};
    std::size_t record = 0;
    for (state::SeenRecord& seen : order) {
        if (seen.person == 0) {
            const auto found = by_record.find(record++);
            seen.person = found == by_record.end() ? 0 : static_cast<std::uint32_t>(found->second);
        }
        if (doubtful.contains(seen.person)) {
            seen.fingerprint = 0;
        }
    }
    std::erase_if(order, [](const state::SeenRecord& seen) { return seen.person == 0; });
    std::unordered_set<std::uint32_t> listed;
    for (const state::SeenRecord& seen : order) {
        if (seen.fingerprint == 0) {
            listed.insert(seen.person);
        }
    }
    for (const PersonRef ref : kept) {
        if (!listed.contains(static_cast<std::uint32_t>(ref))) {
            order.push_back({0, static_cast<std::uint32_t>(ref), 0});
        }
    }
}

// A read of changes leaves everybody else where they were.
std::vector<state::SeenRecord> merged_order(std::vector<state::SeenRecord> before,
                                            const std::vector<state::SeenRecord>& changed)
{
    std::unordered_set<std::uint32_t> touched;
    for (const state::SeenRecord& seen : changed) {
        touched.insert(seen.person);
    }
    std::erase_if(before,
                  [&](const state::SeenRecord& seen) { return touched.contains(seen.person); });
    before.insert(before.end(), changed.begin(), changed.end());
    return before;
}

} // namespace

ingest::Ingested ingest_in_parallel(const std::vector<model::Record>& records,
                                    const ingest::IngestOptions& options)
{
    constexpr std::size_t worth_a_thread = 2000;
    const std::size_t parts = std::clamp<std::size_t>(
        records.size() / worth_a_thread, 1, std::max(1u, std::thread::hardware_concurrency()));
    const std::size_t size = (records.size() + parts - 1) / parts;
    std::vector<std::future<ingest::Ingested>> futures;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t begin = std::min(part * size, records.size());
        const std::span<const model::Record> span{records.data() + begin,
                                                  std::min(size, records.size() - begin)};
        futures.push_back(std::async(parts == 1 ? std::launch::deferred : std::launch::async,
                                     [span, &options] { return ingest::ingest(span, options); }));
    }
    ingest::Ingested all;
    const auto append = [](auto& to, auto& from) {
        std::move(from.begin(), from.end(), std::back_inserter(to));
    };
    for (std::size_t part = 0; part < parts; ++part) {
        ingest::Ingested one = futures[part].get();
        for (std::size_t& index : one.record_of_person) {
            index += part * size;
        }
        for (std::size_t& index : one.faulty) {
            index += part * size;
        }
        append(all.people, one.people);
        append(all.record_of_person, one.record_of_person);
        append(all.departments, one.departments);
        append(all.findings, one.findings);
        append(all.faulty, one.faulty);
    }
    return all;
}

namespace
{

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

// Ingests what is new, compares it with the rest of the roster and commits the outcome.
void accept(Reading& reading, Collector& collector, bool only_source, SourceReport& report)
{
    std::vector<state::SeenRecord> order = collector.take_order();
    const std::vector<model::Record> records = collector.take_records();
    ingest::IngestOptions options = reading.source.ingest;
    options.template_paths = reading.result.template_paths;
    options.today = model::Date{std::chrono::floor<std::chrono::days>(reading.now)};
    ingest::Ingested ingested = ingest_in_parallel(records, options);
    const bool complete = reading.result.completeness == sdk::Completeness::complete;
    ingest::Duplicated duplicated;
    reading.store.snapshot([&] {
        reading.candidates = candidates_of(reading, collector, ingested.people);
        const HolderQuestion question{reading.source.name, ingested.people,
                                      reading.candidates,  complete,
                                      only_source,         reading.now};
        duplicated =
            ingest::quarantine_duplicates(ingested, holders_for(question, reading.store), options);
    });
    for (model::Finding& finding : findings_of_headings(reading, records)) {
        ingested.findings.push_back(std::move(finding));
    }

    auto quarantined = quarantined_of(records, ingested, duplicated, reading.source.name);
    keep_people_in_faulty_records(reading, records, ingested, quarantined);
    const auto absent = absent_of(reading, ingested, quarantined);
    report.fresh = static_cast<std::int64_t>(records.size());
    report.accepted = static_cast<std::int64_t>(ingested.people.size());
    report.absent = static_cast<std::int64_t>(absent.size() + collector.tombstones().size());
    report.quarantined = static_cast<std::int64_t>(ingested.faulty.size());

    const auto seen_before =
        complete ? std::vector<state::SeenRecord>{}
                 : reading.store.roster().seen(reading.source.name, reading.version);
    const auto kept = refs_of(reading.store, reading.source.name, quarantined);
    state::RosterDelta delta = delta_of(reading, collector, records, ingested, report.records);
    delta.absent = absent;
    delta.quarantined = quarantined;
    delta.known = reading.candidates;
    reading.store.transaction([&] {
        const auto refs = reading.store.roster().apply(delta);
        finish_order(order, ingested.record_of_person, refs, kept);
        reading.store.roster().set_seen(reading.source.name,
                                        complete ? order : merged_order(seen_before, order));
    });
    reading.source.connector->settled({delta.cursor, report.records, report.accepted,
                                       report.quarantined, std::move(delta.findings)});
}

} // namespace

SourceReport read_source(Source& source, state::Store& store, const sdk::ReadRequest& request,
                         bool only_source, model::Instant now)
{
    SourceReport report;
    report.name = source.name;
    Reading reading{source, store, now, ingest::version_of(source.ingest), false, {}, {}};
    const state::SourceState before = store.roster().source(source.name);
    reading.first_under_version = before.ingest_version != reading.version;
    Collector collector{store.roster().seen(source.name, reading.version)};
    auto result = source.connector->read(request, collector);
    if (!result) {
        report.error = std::move(result.error());
        return report;
    }
    reading.result = std::move(*result);
    report.ok = true;
    report.completeness = reading.result.completeness;
    report.notes = reading.result.notes;
    report.records = collector.count();
    if (report.completeness == sdk::Completeness::nothing) {
        return report;
    }
    if (report.completeness == sdk::Completeness::complete && !reading.first_under_version &&
        collector.unchanged()) {
        source.connector->settled({reading.result.cursor, report.records, 0, 0, {}});
        return report;
    }
    accept(reading, collector, only_source, report);
    return report;
}

} // namespace rosterd::cycle
