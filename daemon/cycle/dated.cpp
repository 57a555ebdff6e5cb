#include "daemon/cycle/dated.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/ingest/versions.hpp"
#include "core/plan/lifecycle.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Person;
using state::DatedRecord;
using state::RosterPerson;

bool is_dated(const Person& person)
{
    return person.effective_on || person.main_job;
}

class Together
{
public:
    Together(state::RosterStore& roster, const DatedRead& read, ingest::Ingested& ingested,
             std::vector<RosterPerson>& candidates)
        : roster_{roster}, read_{read}, ingested_{ingested}, candidates_{candidates},
          known_{roster.anybody_dated(read.source)}
    {
    }

    Dated run()
    {
        if (!known_ && std::ranges::none_of(ingested_.people, is_dated)) {
            return {};
        }
        for (const RosterPerson& one : candidates_) {
            asked_.insert(one.person.employee_id);
        }
        leave_faulty_alone();
        find_records();
        find_lost_records();
        note_what_came_again();
        for (const auto& [employee_id, records] : fresh_) {
            take(employee_id, records);
        }
        replace();
        return std::move(out_);
    }

private:
    // Whoever has a record that could not be read stays as they are.
    void leave_faulty_alone()
    {
        for (const model::Finding& finding : ingested_.findings) {
            if (finding.severity == model::Severity::error) {
                faulty_.insert(finding.employee_id);
            }
        }
    }

    // By person; those who have one record and never had another are not looked at.
    void find_records()
    {
        std::unordered_set<std::string_view> dated;
        for (const Person& person : ingested_.people) {
            const bool has_others = known_ && has_records(person.employee_id); // kept for take()
            if (has_others || is_dated(person)) {
                dated.insert(person.employee_id);
            }
        }
        for (std::size_t i = 0; i < ingested_.people.size(); ++i) {
            const std::string& employee_id = ingested_.people[i].employee_id;
            if (dated.contains(employee_id) && !faulty_.contains(employee_id)) {
                fresh_[employee_id].push_back(i);
            }
        }
    }

    // A record that is missing from a complete read, while others of the person came again.
    void find_lost_records()
    {
        if (!known_ || !read_.complete) {
            return;
        }
        std::unordered_set<std::string_view> here;
        for (const Person& person : ingested_.people) {
            here.insert(person.employee_id);
        }
        for (const RosterPerson& one : candidates_) {
            const std::string& employee_id = one.person.employee_id;
            if (!here.contains(employee_id) && !faulty_.contains(employee_id) &&
                has_records(employee_id)) {
                fresh_[employee_id];
            }
        }
    }

    bool has_records(const std::string& employee_id)
    {
        const auto [at, fresh] = stored_.try_emplace(employee_id);
        if (fresh) {
            at->second = roster_.records_of(read_.source, employee_id);
        }
        return !at->second.empty();
    }

    void note_what_came_again()
    {
        if (roster_.count_present() == 0) {
            return; // the first read
        }
        for (const auto& [employee_id, records] : fresh_) {
            if (auto person = roster_.find(read_.source, employee_id); person && person->present) {
                came_again_[static_cast<std::uint32_t>(person->ref)];
                before_.emplace(employee_id, std::move(*person));
            }
        }
        for (const state::SeenRecord& seen : read_.order) {
            if (const auto found = came_again_.find(seen.person);
                seen.person != 0 && found != came_again_.end()) {
                found->second.insert(seen.fingerprint);
            }
        }
    }

    void take(const std::string& employee_id, const std::vector<std::size_t>& fresh)
    {
        std::vector<DatedRecord> records = kept(employee_id, fresh);
        for (const std::size_t i : fresh) {
            const std::size_t record = ingested_.record_of_person[i];
            records.push_back({read_.records[record].fingerprint, ingested_.people[i]});
        }
        const auto before = before_.find(employee_id);
        if (before != before_.end() && !records.empty() &&
            std::ranges::all_of(records, [&](const DatedRecord& one) {
                return begin_of(one.person) > read_.now;
            })) {
            records.push_back({0, undated(before->second.person)}); // what is true until then
        }
        std::vector<Person> people;
        for (const DatedRecord& one : records) {
            people.push_back(one.person);
        }
        const auto versions = ingest::taken_together(std::move(people));
        if (!versions || versions->empty()) {
            return; // two records, one employee id; or nothing is left, and they are missing
        }
        accept(employee_id, fresh, std::move(records), *versions);
    }

    // Records that are true still, without those that are said anew.
    std::vector<DatedRecord> kept(const std::string& employee_id,
                                  const std::vector<std::size_t>& fresh)
    {
        std::vector<DatedRecord> records;
        const auto before = before_.find(employee_id);
        if (before == before_.end()) {
            return records;
        }
        std::vector<DatedRecord> stored = stored_[employee_id];
        const auto& again = came_again_.at(static_cast<std::uint32_t>(before->second.ref));
        if (stored.empty() && read_.complete && again.size() == 1) {
            stored.push_back({*again.begin(), before->second.person});
        }
        for (DatedRecord& one : stored) {
            const bool said_anew = std::ranges::any_of(
                fresh, [&](std::size_t i) { return same_place(ingested_.people[i], one.person); });
            if (read_.complete ? again.contains(one.fingerprint) : !said_anew) {
                records.push_back(std::move(one));
            }
        }
        return records;
    }

    // In a read of changes: the same job as of the same day.
    static bool same_place(const Person& a, const Person& b)
    {
        const bool main_a = a.main_job.value_or(true);
        return a.effective_on == b.effective_on && main_a == b.main_job.value_or(true) &&
               (main_a || a.departments == b.departments);
    }

    static Person undated(Person person)
    {
        person.effective_on.reset();
        return person;
    }

    model::Instant begin_of(const Person& person) const
    {
        return person.effective_on
                   ? plan::start_of_day(*person.effective_on, person.time_zone, read_.company_zone)
                   : model::Instant::min();
    }

    void accept(const std::string& employee_id, const std::vector<std::size_t>& fresh,
                std::vector<DatedRecord> records, const std::vector<Person>& versions)
    {
        std::size_t now = 0; // before the first one begins, it is all that is known
        state::RecordsOfPerson dated{employee_id, {}, {}};
        for (std::size_t i = 1; i < versions.size(); ++i) {
            const model::Instant begin = begin_of(versions[i]);
            if (begin <= read_.now) {
                now = i;
            } else {
                dated.versions.push_back({begin, versions[i]});
            }
        }
        if (records.size() > 1) {
            dated.records = std::move(records);
        }
        const bool had = stored_.contains(employee_id) && !stored_.at(employee_id).empty();
        if (had || !dated.records.empty()) {
            out_.people.push_back(std::move(dated));
        }
        if (fresh.empty()) {
            out_.without_record.push_back(versions[now]);
            return;
        }
        instead_of_[fresh.front()] = versions[now];
        for (std::size_t i = 1; i < fresh.size(); ++i) {
            out_.more.emplace_back(ingested_.record_of_person[fresh[i]], employee_id);
            left_out_.insert(fresh[i]);
        }
        if (const auto before = before_.find(employee_id);
            before != before_.end() && asked_.insert(employee_id).second) {
            candidates_.push_back(before->second);
        }
    }

    void replace()
    {
        ingest::Ingested& all = ingested_;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < all.people.size(); ++i) {
            if (left_out_.contains(i)) {
                continue;
            }
            const auto instead = instead_of_.find(i);
            Person person =
                std::move(instead == instead_of_.end() ? all.people[i] : instead->second);
            all.record_of_person[kept] = all.record_of_person[i];
            all.people[kept++] = std::move(person);
        }
        all.people.resize(kept);
        all.record_of_person.resize(kept);
    }

    state::RosterStore& roster_;
    const DatedRead& read_;
    ingest::Ingested& ingested_;
    std::vector<RosterPerson>& candidates_;
    bool known_; // somebody has several records
    std::unordered_set<std::string> asked_;
    std::set<std::string> faulty_;
    std::map<std::string, std::vector<std::size_t>> fresh_; // places in ingested_.people
    std::unordered_map<std::string, std::vector<DatedRecord>> stored_;
    std::unordered_map<std::string, RosterPerson> before_;
    std::unordered_map<std::uint32_t, std::set<std::uint64_t>> came_again_; // by PersonRef
    std::unordered_map<std::size_t, Person> instead_of_;
    std::unordered_set<std::size_t> left_out_;
    Dated out_;
};

} // namespace

Dated take_together(state::RosterStore& roster, const DatedRead& read, ingest::Ingested& ingested,
                    std::vector<RosterPerson>& candidates)
{
    return Together{roster, read, ingested, candidates}.run();
}

} // namespace rosterd::cycle
