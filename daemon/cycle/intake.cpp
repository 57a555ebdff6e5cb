#include "daemon/cycle/intake.hpp"

#include <algorithm>
#include <optional>

#include "core/ingest/claims.hpp"
#include "daemon/cycle/disputes.hpp"
#include "daemon/cycle/duplicates.hpp"
#include "daemon/cycle/folding.hpp"
#include "daemon/cycle/ingest_in_parallel.hpp"
#include "daemon/cycle/quarantine.hpp"
#include "daemon/cycle/refused_leavers.hpp"
#include "daemon/cycle/several.hpp"
#include "daemon/cycle/superseded.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Record;
using state::PersonRef;
using state::RosterPerson;

// A record without a word on whom a person leads leaves that as it is, as for every other field; of
// departments the person is in no more, DingTalk lets nobody be the manager.
void keep_leads(const model::Person& before, model::Person& person)
{
    const auto& of = person.departments ? person.departments : before.departments;
    for (const model::DepartmentKey& key : before.leads) {
        if (of && std::ranges::find(*of, key) != of->end() &&
            std::ranges::find(person.leads, key) == person.leads.end()) {
            person.leads.push_back(key);
        }
    }
}

class Looking
{
public:
    // `several`: nullptr where nobody is expected to have several records.
    Looking(const ReadFacts& facts, state::Store& store, std::size_t records, Several* several)
        : facts_{facts}, store_{store}, claims_{facts.options.today, records},
          anybody_{!store.roster().source_names().empty()}
    {
        out_.faulty.resize(records);
        out_.refused_leavers = refused_leavers(store, facts.source);
        if (several != nullptr) {
            facts_.again = several->again();
            folding_.emplace(facts_, *several, out_);
        }
    }
    Looking(const Looking&) = delete;
    Looking& operator=(const Looking&) = delete;

    // nullopt: somebody may have several records after all.
    std::optional<Intake> look(const Spooled<Record>& records)
    {
        records.each_batch([&](std::span<const Record> batch) {
            if (!surprised_) {
                take(batch);
            }
            first_ += batch.size();
        });
        if (surprised_) {
            return std::nullopt;
        }
        if (folding_) {
            folding_->each_crowd([&](Crowd crowd) { enter(std::move(crowd)); });
        }
        claims_.close();
        superseded_.free(came_, out_.kept);
        settle_disputes({facts_, store_, claims_, came_, std::move(rivals_)}, out_);
        for (const auto& [record, first] : out_.more) { // all of a person's records, or none
            out_.faulty[record] = out_.faulty[first];
        }
        bring_back();
        out_.superseded = superseded_.employee_ids(out_.faulty);
        out_.quarantined = std::ranges::count(out_.faulty, true);
        if (facts_.complete) {
            find_missing(records);
        }
        return std::move(out_);
    }

private:
    void take(std::span<const Record> batch)
    {
        ingest::Ingested ingested = ingest_in_parallel(batch, facts_.options);
        for (const std::size_t index : ingested.faulty) {
            out_.faulty[first_ + index] = true;
            out_.faulty_department =
                out_.faulty_department || batch[index].kind == model::RecordKind::department;
        }
        for (model::Finding& finding : ingested.findings) {
            if (finding.severity == model::Severity::error && !finding.employee_id.empty()) {
                claims_.add_faulty(finding.employee_id);
                keep(finding.employee_id);
            }
            out_.findings.add(std::move(finding));
        }
        std::ranges::move(ingested.departments, std::back_inserter(out_.departments));
        out_.columns.add(ingested.columns);
        take_people(batch, ingested);
    }

    void take_people(std::span<const Record> batch, ingest::Ingested& ingested)
    {
        Crowd crowd;
        crowd.people = std::move(ingested.people);
        crowd.before.resize(crowd.people.size());
        for (std::size_t i = 0; i < crowd.people.size(); ++i) {
            const std::size_t at = ingested.record_of_person[i];
            auto& before = crowd.before[i];
            if (anybody_) {
                before = store_.roster().find(facts_.source, crowd.people[i].employee_id);
            }
            crowd.records.push_back(static_cast<std::uint32_t>(first_ + at));
            crowd.says_leads.push_back(before && !before->person.leads.empty() &&
                                       ingest::says_whom_one_leads(batch[at], facts_.options));
        }
        if (folding_) {
            crowd = folding_->without_held(batch, first_, std::move(crowd));
        } else {
            surprised_ = std::ranges::any_of(crowd.people, is_dated);
        }
        enter(std::move(crowd));
    }

    void enter(Crowd crowd)
    {
        const HolderQuestion question{
            facts_.source, crowd.people, crowd.before,    facts_.candidates,  facts_.again,
            nullptr,       facts_.gone,  facts_.complete, facts_.only_source, facts_.now};
        const Rivals rivals{question, store_};
        for (std::size_t i = 0; i < crowd.people.size(); ++i) {
            model::Person& person = crowd.people[i];
            const std::optional<RosterPerson>& before = crowd.before[i];
            const std::uint32_t record = crowd.records[i];
            for (const Rival* rival : rivals.of(person)) {
                rivals_.push_back({record, rival->ref, rival->in_source, rival->same_id});
            }
            claims_.add(person);
            if (before) {
                came_.insert(before->ref);
            }
            if (!facts_.complete) {
                superseded_.note(person, before, record, store_.roster(), facts_.source);
            }
            if (question.is_change(i) && !crowd.says_leads[i]) {
                keep_leads(before->person, person);
            }
            count(out_, person, question.is_change(i) ? &before->person : nullptr, +1);
            out_.people.add({std::move(person), record, before ? before->ref : 0});
        }
    }

    void keep(const std::string& employee_id)
    {
        if (!anybody_) {
            return;
        }
        const auto one = store_.roster().find(facts_.source, employee_id);
        if (one && one->present) {
            out_.kept.insert(one->ref);
        } else if (one && !one->told && has_account(employee_id)) {
            back_.emplace(one->ref, one->person);
        }
    }

    bool has_account(const std::string& employee_id)
    {
        const auto link = store_.mirror().link_of(facts_.source, employee_id);
        const auto accounts =
            link ? store_.mirror().users({&link->userid, 1}) : std::vector<model::ObservedUser>{};
        return !accounts.empty() && !accounts.front().disabled;
    }

    // But for those of whom another record is accepted.
    void bring_back()
    {
        if (back_.empty()) {
            return;
        }
        out_.people.each_batch([&](std::span<const Spoken> batch) {
            for (const Spoken& one : batch) {
                if (!out_.waits(one.record)) {
                    back_.erase(one.before);
                }
            }
        });
        for (auto& [ref, person] : back_) {
            out_.kept.insert(ref);
            out_.back.push_back(std::move(person));
        }
    }

    // Candidates that a complete read neither speaks of nor keeps in quarantine.
    void find_missing(const Spooled<Record>& records)
    {
        std::vector<PersonRef> missing;
        for (const PersonRef ref : facts_.candidates.refs()) {
            if (!came_.contains(ref) && !out_.kept.contains(ref)) {
                missing.push_back(ref);
            }
        }
        if (out_.quarantined > 0 && !missing.empty()) {
            keep_people_in_faulty_records(missing, records, out_.faulty, store_, out_.kept);
            std::erase_if(missing, [&](PersonRef ref) { return out_.kept.contains(ref); });
        }
        if (folding_) {
            folding_->keep_without_new(missing);
        }
        out_.absent = std::move(missing);
    }

    ReadFacts facts_;
    state::Store& store_;
    Intake out_;
    ingest::Claims claims_;
    bool anybody_;           // somebody was read before, of whatever source
    bool surprised_ = false; // somebody may have several records, and nobody was held back
    std::size_t first_ = 0;  // of the batch
    RefSet came_;
    std::map<PersonRef, model::Person> back_; // whom a faulty record names, and who were missing
    std::vector<RivalOf> rivals_;
    Superseded superseded_;
    std::optional<Folding> folding_; // where somebody may have several records
};

void note_all(const Spooled<Record>& records, const ingest::IngestOptions& options,
              Several& several)
{
    records.each_batch([&](std::span<const Record> batch) {
        for (const model::Person& person : ingest_in_parallel(batch, options).people) {
            several.note(person.employee_id);
        }
    });
    several.close();
}

} // namespace

Intake look_at(const Spooled<Record>& records, const ReadFacts& facts, state::Store& store)
{
    const bool known = store.roster().anybody_dated(facts.source);
    if (!known) {
        if (auto intake = Looking{facts, store, records.size(), nullptr}.look(records)) {
            return std::move(*intake);
        }
    }
    Several several{facts.source, store.roster(), facts.order, known, records.size()};
    note_all(records, facts.options, several);
    return *Looking{facts, store, records.size(), &several}.look(records);
}

} // namespace rosterd::cycle
