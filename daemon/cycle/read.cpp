#include "daemon/cycle/read.hpp"

#include <utility>

#include "daemon/cycle/collector.hpp"
#include "daemon/cycle/contained.hpp"
#include "daemon/cycle/intake.hpp"
#include "daemon/cycle/refuse.hpp"
#include "daemon/cycle/refused_leavers.hpp"
#include "daemon/cycle/store_read.hpp"
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

    bool is_complete() const { return result.completeness == sdk::Completeness::complete; }
};

// Present people whose record a complete read did not recognise: changed, gone, or in quarantine.
RefSet candidates_of(const Reading& reading, const Collector& collector)
{
    RefSet out;
    if (!reading.is_complete()) {
        return out;
    }
    if (!reading.first_under_version) {
        for (const PersonRef ref : collector.not_seen_again()) {
            out.insert(ref);
        }
        return out;
    }
    state::RosterStore& roster = reading.store.roster();
    const std::string& source = reading.source.name;
    for (const state::SeenRecord& one : roster.seen(source, roster.source(source).ingest_version)) {
        out.insert(one.person);
    }
    return out;
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
                const ingest::IngestOptions& options, Spooled<model::Record>& records,
                std::vector<state::SeenRecord>& order)
{
    for (model::Record& record : still_waiting(reading.store.roster().waiting(reading.source.name),
                                               records, gone, options)) {
        order.push_back({record.fingerprint, 0, record.origin.row});
        records.add(std::move(record));
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

// Looks at what is new as a whole, and stores the outcome if nothing speaks against it.
void accept(Reading& reading, Collector& collector, bool only_source, const model::Limit& limit,
            SourceReport& report)
{
    const std::string& source = reading.source.name;
    state::Store& store = reading.store;
    std::vector<state::SeenRecord> order = collector.take_order();
    Spooled<model::Record>& records = collector.records();
    ingest::IngestOptions options = reading.source.ingest;
    options.template_paths = reading.result.template_paths;
    options.today = model::Date{std::chrono::floor<std::chrono::days>(reading.now)};
    const std::set<std::string> gone = gone_by(collector);
    if (!reading.is_complete()) {
        look_again(reading, gone, options, records, order);
    }
    Intake intake;
    ingest::Profile profile;
    store.snapshot([&] {
        const ReadFacts facts{source,
                              reading.source.time_zone,
                              options,
                              order,
                              gone,
                              candidates_of(reading, collector),
                              reading.is_complete(),
                              only_source,
                              reading.now};
        collector.forget_known();
        intake = look_at(records, facts, store);
        profile = profile_of(store, source);
    });
    report.fresh = static_cast<std::int64_t>(records.size());
    report.quarantined = intake.quarantined;
    if (reading.is_complete()) {
        report.refused = doubt(store, source, profile, intake, order, *options.today, limit);
        if (report.refused) {
            keep_leavers(store, source, intake, std::move(profile), limit, reading.now);
            return;
        }
    }
    report.accepted = intake.accepted();
    report.absent = static_cast<std::int64_t>(intake.absent.size() + collector.tombstones().size());
    state::RosterDelta delta;
    delta.source = source;
    delta.ingest_version = reading.version;
    delta.at = reading.now;
    delta.complete = reading.is_complete();
    delta.records = report.records;
    delta.cursor = reading.result.cursor;
    for (const Tombstone& tombstone : collector.tombstones()) {
        delta.tombstones.push_back(tombstone.employee_id);
    }
    delta.findings = findings_of(collector, records, options, source, store, intake);
    store_read(store, records, order, std::move(profile), intake, delta);
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
    Reading reading{source, store, now, ingest::version_of(source.ingest), false, false, {}};
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
