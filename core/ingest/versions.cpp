#include "core/ingest/versions.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace rosterd::ingest
{

namespace
{

using model::Person;
using Records = std::vector<Person>;

void add(std::vector<model::DepartmentKey>& to, const std::vector<model::DepartmentKey>& from)
{
    for (const model::DepartmentKey& key : from) {
        if (std::ranges::find(to, key) == to.end()) {
            to.push_back(key);
        }
    }
}

Person merged(const Person& main, const Records& others)
{
    Person person = main;
    for (const Person& other : others) {
        if (other.departments) {
            if (!person.departments) {
                person.departments.emplace();
            }
            add(*person.departments, *other.departments);
        }
        add(person.leads, other.leads);
    }
    return person;
}

// The jobs of a person as of a day.
struct Jobs {
    std::optional<Person> main;
    Records others;

    // False: the records of one day contradict each other.
    bool restate(Records day)
    {
        const auto is_other = [&](const Person& one) { return one.main_job == false; };
        const auto first_other = std::stable_partition(
            day.begin(), day.end(), [&](const Person& one) { return !is_other(one); });
        Records secondary{std::make_move_iterator(first_other), std::make_move_iterator(day.end())};
        day.erase(first_other, day.end());
        if (day.empty() && !main && secondary.size() == 1) {
            day.swap(secondary); // whatever it says of itself, there is no other job
        }
        if (day.size() > 1 || (day.empty() && !main)) {
            return false;
        }
        if (!day.empty()) {
            main = std::move(day.front());
        }
        if (!secondary.empty()) {
            others = std::move(secondary);
        }
        return true;
    }
};

} // namespace

std::optional<std::vector<Person>> taken_together(Records records)
{
    std::ranges::stable_sort(records, [](const Person& a, const Person& b) {
        return a.effective_on < b.effective_on; // nullopt is the least
    });
    std::vector<Person> versions;
    Jobs jobs;
    for (auto at = records.begin(); at != records.end();) {
        const auto end = std::find_if(at, records.end(), [&](const Person& one) {
            return one.effective_on != at->effective_on;
        });
        const auto day = at->effective_on;
        const model::Origin origin = at->origin;
        if (!jobs.restate({std::make_move_iterator(at), std::make_move_iterator(end)})) {
            return std::nullopt;
        }
        Person version = merged(*jobs.main, jobs.others);
        version.effective_on = day;
        version.origin = origin;
        versions.push_back(std::move(version));
        at = end;
    }
    return versions;
}

void keep_one_each(Ingested& ingested)
{
    std::unordered_map<std::string, Records> records;
    for (const Person& person : ingested.people) {
        if (person.effective_on || person.main_job) {
            records[person.employee_id];
        }
    }
    for (const Person& person : ingested.people) {
        if (const auto found = records.find(person.employee_id); found != records.end()) {
            found->second.push_back(person);
        }
    }
    std::unordered_map<std::string, bool> taken;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ingested.people.size(); ++i) {
        const std::string employee_id = ingested.people[i].employee_id;
        const auto found = records.find(employee_id);
        const auto versions = found == records.end() || found->second.size() < 2
                                  ? std::nullopt
                                  : taken_together(found->second);
        if (versions && !taken.emplace(employee_id, true).second) {
            continue;
        }
        ingested.record_of_person[kept] = ingested.record_of_person[i];
        Person person = versions ? versions->front() : std::move(ingested.people[i]);
        ingested.people[kept++] = std::move(person);
    }
    ingested.people.resize(kept);
    ingested.record_of_person.resize(kept);
}

} // namespace rosterd::ingest
