#include "daemon/cycle/disputes.hpp"

#include <algorithm>

#include "daemon/cycle/duplicates.hpp"

namespace rosterd::cycle
{

namespace
{

using state::RosterPerson;

// So many are compared text by text and told of. Of more the hashes decide: nobody reads that many
// findings, and to the other records it makes no difference.
constexpr std::size_t kMostCompared = 20'000;

struct Suspects {
    std::vector<bool> at; // by place among the people
    std::size_t count = 0;
    std::vector<Spoken> compared; // the first of them
};

std::vector<std::optional<RosterPerson>> before_of(const std::vector<Spoken>& people,
                                                   state::RosterStore& roster)
{
    std::vector<std::optional<RosterPerson>> out(people.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        for (RosterPerson& one : roster.people({&people[i].before, 1})) {
            out[i] = std::move(one);
        }
    }
    return out;
}

// Whom a value is contested by somebody outside the read; those become quarantined along.
std::vector<bool> contested_by_others(const Disputes& disputes, Intake& intake)
{
    std::vector<bool> contested(intake.faulty.size());
    for (const RivalOf& rival : disputes.rivals) {
        // What a person of the read holds now stands in the read.
        if (rival.in_source && !rival.same_id && disputes.came.contains(rival.ref)) {
            continue;
        }
        contested[rival.record] = true;
        if (rival.in_source) {
            intake.kept.insert(rival.ref);
        }
    }
    return contested;
}

Suspects find_suspects(const Disputes& disputes, Intake& intake)
{
    Suspects out;
    const std::vector<bool> contested = contested_by_others(disputes, intake);
    out.at.resize(intake.people.size());
    std::size_t at = 0;
    intake.people.each_batch([&](std::span<const Spoken> batch) {
        for (const Spoken& one : batch) {
            const bool namesake = disputes.claims.has_faulty_namesake(one.person);
            if (namesake || contested[one.record] || disputes.claims.disputed(one.person)) {
                intake.faulty[one.record] = namesake || intake.faulty[one.record];
                out.at[at] = true;
                ++out.count;
                if (out.compared.size() < kMostCompared) {
                    out.compared.push_back(one);
                }
            }
            ++at;
        }
    });
    return out;
}

void compare(const Disputes& disputes, const std::vector<Spoken>& people, Intake& intake)
{
    ingest::Ingested part;
    for (const Spoken& one : people) {
        part.people.push_back(one.person);
        part.record_of_person.push_back(one.record);
    }
    for (const model::Finding& finding : intake.findings.kept()) {
        if (finding.severity == model::Severity::error && !finding.employee_id.empty()) {
            part.findings.push_back(finding); // who has a faulty namesake is told by these
        }
    }
    const auto before = before_of(people, disputes.store.roster());
    const std::vector<model::Person> asked = part.people;
    const ReadFacts& facts = disputes.facts;
    const HolderQuestion question{facts.source,      asked,          before,     facts.candidates,
                                  facts.again,       &disputes.came, facts.gone, facts.complete,
                                  facts.only_source, facts.now};
    const Rivals rivals{question, disputes.store};
    const std::size_t known = part.findings.size();
    ingest::quarantine_duplicates(part, rivals.holders(), facts.options);
    for (std::size_t i = known; i < part.findings.size(); ++i) {
        intake.findings.add(std::move(part.findings[i]));
    }
    for (const std::size_t record : part.faulty) {
        intake.faulty[record] = true;
    }
}

} // namespace

void settle_disputes(const Disputes& disputes, Intake& intake)
{
    const Suspects suspects = find_suspects(disputes, intake);
    if (suspects.count == 0) {
        return;
    }
    compare(disputes, suspects.compared, intake);
    const bool by_hash = suspects.count > suspects.compared.size();
    intake.people.each_of([&](std::size_t at) { return suspects.at[at]; },
                          [&](std::size_t, const Spoken& one) {
                              intake.faulty[one.record] = by_hash || intake.faulty[one.record];
                              if (!intake.faulty[one.record]) {
                                  return;
                              }
                              ++intake.disputed;
                              const auto before = before_of({one}, disputes.store.roster())[0];
                              const bool counted =
                                  before && before->present &&
                                  (!disputes.facts.complete ||
                                   disputes.facts.candidates.contains(before->ref));
                              count(intake, one.person, counted ? &before->person : nullptr, -1);
                              if (before && before->present) {
                                  intake.kept.insert(before->ref);
                              }
                          });
}

void count(Intake& intake, const model::Person& person, const model::Person* before, int times)
{
    ingest::count(intake.profile, person, times);
    if (before != nullptr) {
        ingest::count(intake.profile, *before, -times);
        const auto accepted = intake.refused_leavers.find(before->employee_id);
        if (accepted == intake.refused_leavers.end()) {
            intake.losses.look_at({before, &person}, times);
            return;
        }
        model::Person was = *before;
        was.status = accepted->second.status;
        was.last_day = accepted->second.last_day;
        intake.losses.look_at({&was, &person}, times);
    }
}

} // namespace rosterd::cycle
